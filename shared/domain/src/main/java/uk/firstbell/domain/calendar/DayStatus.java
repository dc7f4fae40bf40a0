package uk.firstbell.domain.calendar;

/** What kind of day a date is at one school (domain section 8.1). */
public enum DayStatus {
  /** Registration happens. */
  OPEN,
  /** Staff are in, pupils are not. */
  INSET,
  CLOSED,
  HOLIDAY,
  BANK_HOLIDAY,
  WEEKEND;

  /** Whether anybody is at the school to read an alert (R8). */
  public boolean staffed() {
    return this == OPEN || this == INSET;
  }
}
