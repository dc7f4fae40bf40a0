package uk.firstbell.domain.policy;

import java.time.Duration;
import java.time.LocalTime;

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
          LocalTime.of(9, 0));
}
