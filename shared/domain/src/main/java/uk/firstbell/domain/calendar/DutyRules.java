package uk.firstbell.domain.calendar;

import java.time.Instant;
import java.time.LocalTime;
import uk.firstbell.domain.policy.TimingPolicy;

/** Who is on duty at children's social care: the hub in office hours, the emergency team else. */
public final class DutyRules {
  private DutyRules() {}

  /** Whether the safeguarding hub is on duty at {@code now}; otherwise the emergency team is. */
  public static boolean hubOnDuty(SchoolCalendar office, Instant now, TimingPolicy policy) {
    LocalTime time = London.at(now).toLocalTime();
    return office.on(London.dayOf(now)) == DayStatus.OPEN
        && !time.isBefore(policy.dutyFrom())
        && time.isBefore(policy.dutyUntil());
  }
}
