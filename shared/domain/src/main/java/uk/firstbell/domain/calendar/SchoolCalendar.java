package uk.firstbell.domain.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One school's days, for as long as they are known.
 *
 * <p>A day inside a term is open on the school's week days unless it is an INSET day, a closure or
 * a bank holiday. A day outside every term is holiday if the calendar reaches it; a day the
 * calendar does not reach is treated as open on week days (domain section 8.5), which is never too
 * late.
 *
 * @param start when registration happens, local time
 * @param end when pupils go home, local time
 * @param week the days of the week the school can be open on
 * @param known the days this calendar speaks about; empty if nothing is known of this school
 * @param terms open stretches, half terms already cut out
 * @param inset staff in, pupils not in
 * @param closures shut for another reason
 * @param bankHolidays of England and Wales
 */
public record SchoolCalendar(
    LocalTime start,
    LocalTime end,
    Set<DayOfWeek> week,
    List<DayRange> known,
    List<DayRange> terms,
    Set<LocalDate> inset,
    Set<LocalDate> closures,
    Set<LocalDate> bankHolidays) {

  /** Further than any school is ever shut; past this the calendar itself is wrong. */
  private static final int DAYS_AHEAD_MAX = 400;

  public SchoolCalendar {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a school day starts before it ends");
    }
    week = Set.copyOf(week);
    known = List.copyOf(known);
    terms = List.copyOf(terms);
    inset = Set.copyOf(inset);
    closures = Set.copyOf(closures);
    bankHolidays = Set.copyOf(bankHolidays);
  }

  /**
   * An office, or a school of which nothing is known: open Monday to Friday but for bank holidays,
   * 8:50am to 3:15pm (domain sections 8.1 and 8.5, R12).
   */
  public static SchoolCalendar weekDays(Set<LocalDate> bankHolidays) {
    return new SchoolCalendar(
        LocalTime.of(8, 50),
        LocalTime.of(15, 15),
        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
        List.of(),
        List.of(),
        Set.of(),
        Set.of(),
        bankHolidays);
  }

  /** What kind of day {@code day} is at this school. */
  public DayStatus on(LocalDate day) {
    if (closures.contains(day)) {
      return DayStatus.CLOSED;
    }
    if (bankHolidays.contains(day)) {
      return DayStatus.BANK_HOLIDAY;
    }
    if (inset.contains(day)) {
      return DayStatus.INSET;
    }
    if (!week.contains(day.getDayOfWeek())) {
      return DayStatus.WEEKEND;
    }
    boolean reached = known.stream().anyMatch(range -> range.contains(day));
    boolean inTerm = terms.stream().anyMatch(range -> range.contains(day));
    return reached && !inTerm ? DayStatus.HOLIDAY : DayStatus.OPEN;
  }

  /**
   * The first day after {@code day} that is of such a kind.
   *
   * @throws IllegalArgumentException if there is none within 400 days: the directory was loaded
   *     wrong
   */
  LocalDate nextAfter(LocalDate day, Predicate<DayStatus> kind) {
    return day.plusDays(1)
        .datesUntil(day.plusDays(DAYS_AHEAD_MAX + 1L))
        .filter(candidate -> kind.test(on(candidate)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a school has no such day within 400 days"));
  }
}
