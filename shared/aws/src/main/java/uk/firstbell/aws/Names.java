package uk.firstbell.aws;

/**
 * The attributes of the {@code story}, {@code keys} and {@code audit} tables, and their indexes.
 * The committed template declares the keys; every other attribute is declared here. Names inside a
 * nested attribute, such as a plan's, stand in {@link RowItems} beside what reads and writes them.
 *
 * <p>A moment is text in UTC of one width, {@code 2026-05-05T05:45:00.000Z}, so that moments sort
 * as text. A missing attribute is a missing fact; no attribute is ever null. No attribute holds
 * personal data outside ciphertext.
 */
final class Names {
  /**
   * The row's partition: {@code N#notification}, {@code C#force#message}, or {@code
   * E#unit#person#device}.
   */
  static final String PARTITION = "pk";

  /**
   * The row's sort: {@code HEAD}, {@code PAYLOAD}, {@code DELIVERY#unit}, {@code COPY#unit#reader},
   * {@code SHARED#unit}, {@code ACCESS}, {@code CLAIM}, {@code EXPIRY} or {@code
   * WARNING#end#days#person}. In {@code audit} the row's sort, {@code #} and its version in eight
   * digits.
   */
  static final String SORT = "sk";

  /** Number: how many entries the row has. In {@code audit} which of them this is. */
  static final String VERSION = "version";

  /** The hash of the row's last entry. */
  static final String CHAIN = "chain";

  /** Sparse index by {@link #DUE_SHARD} and {@link #DUE_AT}: rows the watch must look at. */
  static final String DUE = "due";

  /** {@code 0} to {@code 3}, from the partition; there only while {@link #DUE_AT} is. */
  static final String DUE_SHARD = "dueShard";

  static final String DUE_AT = "dueAt";

  /**
   * Sparse index by {@link #READER} and {@link #AVAILABLE_AT}: what one person can fetch; under a
   * unit's own name, which no person has, its deliveries that are sealed to whoever becomes a
   * reader, by when they are due; and under {@code WAITS#unit} those with a wish that waits for
   * somebody to agree, by when it was asked.
   */
  static final String INBOX = "inbox";

  static final String READER = "reader";
  static final String AVAILABLE_AT = "availableAt";

  /**
   * Sparse index by {@link #WAITING_FOR} and {@link #ASKED_AT}: deliveries with a wish that waits
   * for somebody to agree, by the authority that answers for its reader.
   */
  static final String WAITING = "waiting";

  static final String WAITING_FOR = "waitingFor";
  static final String ASKED_AT = "askedAt";

  /** By these two, the sparse index {@code reference} finds a force's reports about one record. */
  static final String RECORD_REF = "recordRef";

  static final String RECEIVED_AT = "receivedAt";

  /** The stage that should act; relay sends the row's name to its queue. Absent if none should. */
  static final String NEXT = "next";

  static final String STATE = "state";

  // Heads and claims.
  static final String FORCE = "force";
  static final String MESSAGE = "message";
  static final String UNIT = "unit";
  static final String MESSAGE_TYPE = "messageType";
  static final String REVISION = "revision";
  static final String DRILL = "drill";
  static final String POLICE_AWARE_AT = "policeAwareAt";
  static final String SUBJECTS = "subjects";
  static final String SUPERSEDES = "supersedes";
  static final String PLAN = "plan";
  static final String NAME = "name";
  static final String TASKS = "tasks";
  static final String NOTIFICATION = "notification";
  static final String BODY_DIGEST = "bodyDigest";
  static final String DEADLINE = "deadline";
  static final String MISSING = "missing";

  // Payloads and copies: binary.
  static final String SEALED = "sealed";

  // Deliveries.
  static final String CLIMB = "climb";
  static final String OPENED_BY = "openedBy";
  static final String OPENED_AT = "openedAt";
  static final String OUTCOME = "outcome";
  static final String ANSWERED_BY = "answeredBy";
  static final String AGAIN = "again";

  // Copies.
  static final String OPENING_TOKEN_HASH = "openingTokenHash";
  static final String EARLIER_TOKEN_HASH = "earlierTokenHash";
  static final String DEVICES = "devices";

  // What was shared inside a school.
  static final String SHARES = "shares";

  // Alerts.
  static final String RUNG = "rung";
  static final String PERSON = "person";
  static final String PROGRESS = "progress";

  // The keys table.
  static final String WRAPPED = "wrapped";

  // Entries.
  static final String AT = "at";
  static final String ACTOR_KIND = "actorKind";
  static final String ACTOR_ID = "actorId";
  static final String ACTOR_ORGANISATION = "actorOrganisation";
  static final String ACTION = "action";
  static final String HAPPENING = "happening";
  static final String FACTS = "facts";
  static final String PREVIOUS = "previous";
  static final String HASH = "hash";

  private Names() {}
}
