package uk.firstbell.domain.story;

import java.time.Instant;

/**
 * One step of a case's ladder: what is done, and when, as long as there is no contact (domain
 * section 8.7). Rungs are fixed when the case is accepted.
 *
 * @param at when it is due
 */
public record CaseRung(Kind kind, Instant at) {
  /** As the trail writes it. */
  @Override
  public String toString() {
    return kind + "@" + at;
  }

  /** What is done. Where two rungs are due at once, the earlier kind comes first. */
  public enum Kind {
    /** A child is in danger now: somebody rings social care. */
    IMMEDIATE_CALL,
    /** The notice should have been handed over by now; if it was not, somebody rings. */
    SENT,
    /** A child is in danger now: both sides decide together what is done. */
    IMMEDIATE_DECISION,
    /** Social care has not even acknowledged it: somebody rings the duty team. */
    UNACKNOWLEDGED,
    /** The detective sergeant takes it up. */
    SERGEANT,
    /** The detective inspector takes it up. */
    INSPECTOR,
    /** The detective chief inspector and social care's head of service take it up. */
    CHIEF_INSPECTOR
  }
}
