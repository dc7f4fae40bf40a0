package uk.firstbell.domain.story;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One step of a delivery's ladder: what is done, and when, as long as nobody has opened it (domain
 * section 8.3). Rungs are fixed when the delivery is planned.
 *
 * @param at when it is due
 */
public record Rung(Kind kind, Instant at) {
  /** What is done. Where two rungs are due at once, the earlier kind comes first. */
  public enum Kind {
    /** What is still held goes out as the least that is safe to say (R9). */
    MINIMUM_SAFE(false),
    /** The named readers are alerted for the first time (R8). */
    RELEASE(true),
    /** Whoever volunteered to be called at any hour is alerted: the risk is high (R8). */
    ON_CALL(true),
    /** The contact for holidays is alerted: nobody will be there for days (R8). */
    HOLIDAY(true),
    /** The named readers and the trust's lead are alerted once more. */
    REMINDER(true),
    /** Somebody rings the switchboard: please open the portal. */
    SWITCHBOARD(false),
    /** The time for opening it has passed: the head is rung, the authority's duty officer told. */
    UNOPENED(false),
    /** The authority's lead for schools and the force's contact point are told. */
    LEADS(false),
    /** As {@link #LEADS}, and children's social care: the risk is high. */
    LEADS_AND_CSC(false),
    /** The breach is recorded, for good. */
    BREACH(false),
    /** Those who opened it are asked, once, to say what they do about it. */
    ANSWER_REMINDER(true),
    /** Closed: whoever answers for a reader is told that there is something to agree to. */
    AGREEMENT(true);

    private final boolean alerting;

    Kind(boolean alerting) {
      this.alerting = alerting;
    }

    /** Whether it hands alerts over, rather than asking somebody to act. */
    public boolean alerting() {
      return alerting;
    }
  }

  /** Moments are kept to the millisecond, and a rung's is part of a name. */
  public Rung {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** As row names and the trail write it: {@code REMINDER@2026-05-05T06:30:00Z}. */
  @Override
  public String toString() {
    return kind + "@" + at;
  }
}
