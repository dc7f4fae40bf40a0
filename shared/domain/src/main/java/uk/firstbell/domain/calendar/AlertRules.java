package uk.firstbell.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import uk.firstbell.domain.policy.TimingPolicy;

/** When a school's people are alerted: rule R8 of domain section 8.2. Availability never waits. */
public final class AlertRules {
  private AlertRules() {}

  /**
   * The alerts for a delivery released at {@code released}: at once inside a window, else when the
   * next one opens.
   *
   * @throws IllegalArgumentException if nobody is at the school within 400 days: the directory was
   *     loaded wrong
   */
  public static AlertPlan alerts(SchoolCalendar school, Instant released, TimingPolicy policy) {
    ZonedDateTime local = London.at(released);
    LocalDate today = local.toLocalDate();
    LocalTime time = local.toLocalTime();
    if (school.on(today).staffed() && time.isBefore(policy.alertUntil())) {
      Instant opens = London.instant(today, policy.alertFrom());
      Instant at = released.isBefore(opens) ? opens : released;
      return new AlertPlan(
          at, school.on(today) == DayStatus.INSET, List.of(), why(released, at, today, school));
    }
    LocalDate next = school.nextAfter(today, DayStatus::staffed);
    Instant at = London.instant(next, policy.alertFrom());
    return new AlertPlan(
        at,
        school.on(next) == DayStatus.INSET,
        holidayContact(today, next, at, policy),
        why(released, at, next, school));
  }

  private static String why(Instant released, Instant at, LocalDate day, SchoolCalendar school) {
    if (at.equals(released)) {
      return "Released at %s, while people may be alerted; alerted at once."
          .formatted(London.said(released));
    }
    return "Released at %s, when nobody may be alerted; the next time they may is %s%s."
        .formatted(
            London.said(released),
            London.said(at),
            school.on(day) == DayStatus.INSET ? ", an INSET day" : "");
  }

  /** The first moment strictly after {@code now} when an open matter is put before people again. */
  public static Instant nextDailyTask(Instant now, TimingPolicy policy) {
    LocalDate today = London.dayOf(now);
    Instant thisDay = London.instant(today, policy.dailyTaskAt());
    return thisDay.isAfter(now) ? thisDay : London.instant(today.plusDays(1), policy.dailyTaskAt());
  }

  /** When whoever opened a matter at {@code opened} has had time to answer it. */
  public static Instant answerDue(Instant opened, Instant dayEnds, TimingPolicy policy) {
    return dayEnds.isAfter(opened) ? dayEnds : nextDailyTask(opened, policy);
  }

  private static List<Instant> holidayContact(
      LocalDate released, LocalDate next, Instant opens, TimingPolicy policy) {
    long wholeDaysWithout = ChronoUnit.DAYS.between(released, next) - 1;
    if (wholeDaysWithout < policy.holidayDays()) {
      return List.of();
    }
    var alerts = new ArrayList<Instant>();
    LocalDate day = released.plusDays(1);
    while (London.instant(day, policy.holidayAlertAt()).isBefore(opens)) {
      alerts.add(London.instant(day, policy.holidayAlertAt()));
      day = day.plusDays(policy.holidayAlertEvery().toDays());
    }
    return alerts;
  }
}
