package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.Optional;

/** A row that somebody has to come back to until it is final. */
public sealed interface Watched extends Row permits Head, Delivery, Case, Expiry {
  /** Whether nothing more is to be done about it. */
  boolean isFinal();

  /** The stage that should act, if any. */
  Optional<Stage> next();

  /**
   * When the watch looks at it. Absent in a final state; in any other somebody took it away behind
   * the gateway's back, for none is written without.
   */
  Optional<Instant> dueAt();

  /** The same, looked at again at {@code look}. */
  Watched lookedAt(Instant look);
}
