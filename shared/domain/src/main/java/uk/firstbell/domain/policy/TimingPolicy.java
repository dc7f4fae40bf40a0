package uk.firstbell.domain.policy;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;

/**
 * When notices are owed and when people may be disturbed (domain sections 8.1 and 8.2). Times of
 * day are Europe/London.
 *
 * @param deliverByLatest no deadline before school is later than this
 * @param beforeStart and none is closer to registration than this
 * @param lead how long a school is given when there is less time than that (R4, R5)
 * @param beforeEnd a deadline in school hours leaves this much of the day (R5)
 * @param alertFrom first moment of the alert window (R8)
 * @param alertUntil first moment after it
 * @param holidayDays how many whole days without a window make a holiday (R8)
 * @param holidayAlertAt when a holiday contact is alerted
 * @param holidayAlertEvery how long until the next such alert
 * @param dutyFrom from when, on an office day, the safeguarding hub is on duty at children's social
 *     care; before that and at night its emergency team is
 * @param dutyUntil first moment after it
 * @param dailyTaskAt when an open matter is put before people again, each day
 */
public record TimingPolicy(
    LocalTime deliverByLatest,
    Duration beforeStart,
    Duration lead,
    Duration beforeEnd,
    LocalTime alertFrom,
    LocalTime alertUntil,
    int holidayDays,
    LocalTime holidayAlertAt,
    Duration holidayAlertEvery,
    LocalTime dutyFrom,
    LocalTime dutyUntil,
    LocalTime dailyTaskAt) {

  public static final TimingPolicy DEFAULT =
      new TimingPolicy(
          LocalTime.of(8, 30),
          Duration.ofMinutes(20),
          Duration.ofMinutes(60),
          Duration.ofMinutes(30),
          LocalTime.of(6, 45),
          LocalTime.of(18, 0),
          4,
          LocalTime.of(9, 0),
          Duration.ofDays(7),
          LocalTime.of(9, 0),
          LocalTime.of(17, 0),
          LocalTime.of(9, 0));

  public TimingPolicy {
    if (!alertFrom.isBefore(alertUntil)) {
      throw new IllegalArgumentException("the alert window ends after it begins");
    }
  }

  /**
   * The defaults, with whatever {@code environment} sets in their place: {@code
   * FIRSTBELL_DELIVER_BY_LATEST} and so on, one for each component, in upper snake case. Times of
   * day are written {@code 08:30}, durations {@code PT20M}.
   *
   * @throws IllegalArgumentException if one of them cannot be read; it names which
   */
  public static TimingPolicy from(Map<String, String> environment) {
    var settings = Settings.of(environment);
    return new TimingPolicy(
        settings.timeOfDay("FIRSTBELL_DELIVER_BY_LATEST", DEFAULT.deliverByLatest),
        settings.duration("FIRSTBELL_BEFORE_START", DEFAULT.beforeStart),
        settings.duration("FIRSTBELL_LEAD", DEFAULT.lead),
        settings.duration("FIRSTBELL_BEFORE_END", DEFAULT.beforeEnd),
        settings.timeOfDay("FIRSTBELL_ALERT_FROM", DEFAULT.alertFrom),
        settings.timeOfDay("FIRSTBELL_ALERT_UNTIL", DEFAULT.alertUntil),
        settings.count("FIRSTBELL_HOLIDAY_DAYS", DEFAULT.holidayDays),
        settings.timeOfDay("FIRSTBELL_HOLIDAY_ALERT_AT", DEFAULT.holidayAlertAt),
        settings.duration("FIRSTBELL_HOLIDAY_ALERT_EVERY", DEFAULT.holidayAlertEvery),
        settings.timeOfDay("FIRSTBELL_DUTY_FROM", DEFAULT.dutyFrom),
        settings.timeOfDay("FIRSTBELL_DUTY_UNTIL", DEFAULT.dutyUntil),
        settings.timeOfDay("FIRSTBELL_DAILY_TASK_AT", DEFAULT.dailyTaskAt));
  }
}
