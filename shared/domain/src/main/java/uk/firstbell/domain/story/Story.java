package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.firstbell.domain.audit.Trail;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;

/**
 * Every notification's rows. Reads by name are strongly consistent; the two listings are not, and
 * whoever uses them reads the row again before acting on it.
 *
 * <p>An outage is an unchecked exception of the store's: the caller's runtime repeats the message.
 */
public interface Story {
  /**
   * Makes all {@code changes} and writes their audit entries, or nothing.
   *
   * @param at the moment the entries will state, to the millisecond
   * @param changes at most 40, no row twice
   */
  Written write(Instant at, List<Change> changes);

  Optional<Stored<Claim>> claim(ForceCode force, ClientMessageId message, int revision);

  Optional<Stored<Head>> head(NotificationId id);

  Optional<Stored<Payload>> payload(NotificationId id);

  /** The wrapped data key of what is kept; empty once it was destroyed. */
  Optional<byte[]> wrappedKey(NotificationId id, Kept what);

  Optional<Stored<Delivery>> delivery(DeliveryId id);

  Optional<Stored<Copy>> copy(DeliveryId id, PersonId reader);

  /** The delivery's copies, in the order of their readers. */
  List<Stored<Copy>> copies(DeliveryId id);

  Optional<Stored<Alert>> alert(DeliveryId id, Rung rung, PersonId person);

  /** The clock of a case; empty if the notification is none. */
  Optional<Stored<Case>> casefile(NotificationId id);

  /** What social care answered to a case. */
  Optional<Stored<CaseAnswer>> answer(NotificationId id);

  Optional<Stored<Access>> access(NotificationId id);

  /** With whom the delivery was shared inside its school; empty while nothing is noted. */
  Optional<Stored<ShareLog>> shareLog(DeliveryId id);

  /**
   * Heads, deliveries and cases due at or before {@code now}, longest due first; at most {@code
   * limit}.
   */
  List<RowId> due(Instant now, int limit);

  /**
   * Every head and delivery of one segment that is not final, read from the rows themselves and not
   * from any listing: strongly consistent, a page at a time, and only as far as the stream is. A
   * row that no listing would find, because what it is listed by is gone, stands here without a due
   * time.
   */
  Stream<OpenRow> open(Segment segment);

  /** What a reader can fetch at {@code now}, newest first; at most 100. */
  List<DeliveryId> inbox(PersonId reader, Instant now);

  /**
   * The notification's rows and everything written about them, its claim's included; empty if there
   * is no such notification.
   */
  Optional<Trail> trail(NotificationId id);
}
