package uk.firstbell.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Wall time where schools are, and how it is said to a person. */
final class London {
  private static final ZoneId ZONE = ZoneId.of("Europe/London");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm", Locale.UK);

  private London() {}

  static ZonedDateTime at(Instant instant) {
    return instant.atZone(ZONE);
  }

  static LocalDate dayOf(Instant instant) {
    return at(instant).toLocalDate();
  }

  /** No time used here falls into the hour that a clock change repeats or skips (1am to 2am). */
  static Instant instant(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(ZONE).toInstant();
  }

  /** {@code Tuesday 5 May 2026}. */
  static String said(LocalDate day) {
    return DAY.format(day);
  }

  /** {@code 8:30am}; with seconds only where there are any, {@code 8:30:01am}. */
  static String said(LocalTime time) {
    String seconds =
        time.getSecond() == 0 ? "" : String.format(Locale.ROOT, ":%02d", time.getSecond());
    return TIME.format(time) + seconds + (time.getHour() < 12 ? "am" : "pm");
  }

  static String said(Instant instant) {
    ZonedDateTime local = at(instant);
    return said(local.toLocalTime()) + " on " + said(local.toLocalDate());
  }
}
