package uk.firstbell.domain.calendar;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import uk.firstbell.domain.policy.TimingPolicy;

/** Who is on duty at children's social care: the hub in office hours, the emergency team else. */
public final class DutyRules {
  private DutyRules() {}

  /** When the other team comes on duty, after {@code from} and before {@code until}, in order. */
  public static List<Instant> changes(
      SchoolCalendar office, Instant from, Instant until, TimingPolicy policy) {
    return London.dayOf(from)
        .datesUntil(London.dayOf(until).plusDays(1))
        .filter(day -> office.on(day) == DayStatus.OPEN)
        .flatMap(day ->
            Stream.of(
                London.instant(day, policy.dutyFrom()), London.instant(day, policy.dutyUntil())))
        .filter(at -> at.isAfter(from) && at.isBefore(until))
        .toList();
  }

  /** Whether the safeguarding hub is on duty at {@code now}; otherwise the emergency team is. */
  public static boolean hubOnDuty(SchoolCalendar office, Instant now, TimingPolicy policy) {
    LocalTime time = London.at(now).toLocalTime();
    return office.on(London.dayOf(now)) == DayStatus.OPEN
        && !time.isBefore(policy.dutyFrom())
        && time.isBefore(policy.dutyUntil());
  }
}
