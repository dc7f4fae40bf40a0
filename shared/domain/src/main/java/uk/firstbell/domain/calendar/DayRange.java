package uk.firstbell.domain.calendar;

import java.time.LocalDate;

/** Days from {@code first} to {@code last}, both included. */
public record DayRange(LocalDate first, LocalDate last) {
  public DayRange {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("a range of days does not end before it starts");
    }
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }
}
