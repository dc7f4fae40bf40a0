package uk.firstbell.domain.story;

/** What a reader says was done with a notice (F51). */
public enum ReaderOutcome {
  SUPPORT_IN_PLACE,
  SILENT_WATCH,
  ALREADY_KNOWN,
  CHILD_ABSENT,
  WRONG_CHILD,
  WRONG_SCHOOL,
  /** Of a case: whoever it is for has it; what comes of it is told through the case. */
  TAKEN_UP;

  /** Whether the notice should never have come here: access ends, and it goes back. */
  public boolean returns() {
    return this == WRONG_CHILD || this == WRONG_SCHOOL;
  }
}
