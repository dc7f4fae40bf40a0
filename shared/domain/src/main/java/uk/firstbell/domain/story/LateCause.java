package uk.firstbell.domain.story;

/** Why a notice was not there in time (R7), or why it counts as breached. */
public enum LateCause {
  /** The gateway or what it stands on did not work. */
  PLATFORM_OUTAGE(false),
  THIRD_PARTY_OUTAGE(false),
  /** It was kept back because sending it would have endangered somebody. */
  SAFETY_HOLD(false),
  NO_ESTABLISHMENT_IDENTIFIABLE(false),
  /** Accepted after it was due: the sender knew, and reported late. */
  REPORTING_DELAY(true),
  REVIEW_DELAY(true),
  /** Nobody named could read or be alerted. */
  DIRECTORY_DEFECT(true),
  WRONG_SCHOOL(true),
  /** The sender's own system, as the sender says. */
  SYSTEM(true),
  /** It was there in time, and nobody opened it. */
  NOT_OPENED(true);

  private final boolean avoidable;

  LateCause(boolean avoidable) {
    this.avoidable = avoidable;
  }

  /** Whether it counts as LATE_AVOIDABLE (R7). */
  public boolean avoidable() {
    return avoidable;
  }
}
