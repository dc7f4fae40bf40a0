package uk.firstbell.domain.story;

import java.time.Instant;

/**
 * By when a notice is owed, and why.
 *
 * @param deliverBy available and alerted by then
 * @param openBy a named reader is to have opened it before then; where nothing is left of the
 *     morning, and it is {@code deliverBy} itself, at that very moment at the latest (R6)
 * @param ruleId the rule of domain section 8.2 that decided: {@code R3}, {@code R4}, {@code R5}
 * @param explanation the reason in words, for auditors; nothing personal
 */
public record Deadline(Instant deliverBy, Instant openBy, String ruleId, String explanation) {
  /** Whether that was soon enough to have opened it: the second of R6's two measures. */
  public boolean openedInTime(Instant at) {
    return at.isBefore(openBy) || (at.equals(openBy) && openBy.equals(deliverBy));
  }

  /** The same, to be opened before another moment. */
  public Deadline openedBefore(Instant moment) {
    return new Deadline(deliverBy, moment, ruleId, explanation);
  }
}
