package uk.firstbell.domain.story;

import java.time.Instant;

/**
 * That there was no contact in time. Never taken back.
 *
 * @param asOf when contact was due
 * @param recordedAt when it was recorded
 */
public record CaseBreach(Cause cause, Instant asOf, Instant recordedAt) {
  /** Why: as the sender says, or else what the gateway knows. */
  public enum Cause {
    ADDRESS_UNCONFIRMED,
    SYSTEM,
    STAFFING,
    SAFEGUARD_HOLD,
    OTHER,
    /** Accepted after it was due, and the sender does not say why. */
    NOT_GIVEN,
    /** Nobody answered, and nobody spoke. */
    NO_CONTACT,
    /** Police recorded a conversation in time, and nobody confirmed it. */
    NOT_CONFIRMED
  }
}
