package uk.firstbell.domain.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Calendars for the worked cases of domain section 8.4. */
final class SampleCalendars {
  static final Set<DayOfWeek> MONDAY_TO_FRIDAY = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  private static final Set<LocalDate> BANK_HOLIDAYS =
      Set.of(
          LocalDate.parse("2026-04-03"),
          LocalDate.parse("2026-04-06"),
          LocalDate.parse("2026-05-04"),
          LocalDate.parse("2026-05-25"),
          LocalDate.parse("2026-08-31"),
          LocalDate.parse("2026-12-25"),
          LocalDate.parse("2026-12-28"),
          LocalDate.parse("2027-01-01"));

  private SampleCalendars() {}

  /** 8:50am to 3:15pm, terms of 2025 to 2027 with INSET on 2 September 2026 and 4 January 2027. */
  static SchoolCalendar aPrimarySchool() {
    return new SchoolCalendar(
        LocalTime.of(8, 50),
        LocalTime.of(15, 15),
        MONDAY_TO_FRIDAY,
        List.of(range("2025-09-01", "2027-08-31")),
        List.of(
            range("2026-04-20", "2026-05-22"),
            range("2026-06-01", "2026-07-22"),
            range("2026-09-02", "2026-10-23"),
            range("2026-11-02", "2026-12-18"),
            range("2027-01-04", "2027-02-12")),
        Set.of(LocalDate.parse("2026-09-02"), LocalDate.parse("2027-01-04")),
        Set.of(),
        BANK_HOLIDAYS);
  }

  /** Nothing is known but the bank holidays. */
  static SchoolCalendar anUnknownSchool() {
    return SchoolCalendar.weekDays(BANK_HOLIDAYS);
  }

  static DayRange range(String first, String last) {
    return new DayRange(LocalDate.parse(first), LocalDate.parse(last));
  }
}
