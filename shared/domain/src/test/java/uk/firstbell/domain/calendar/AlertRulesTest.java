package uk.firstbell.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.calendar.SampleCalendars.aPrimarySchool;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.policy.TimingPolicy;

final class AlertRulesTest {

  @ParameterizedTest(name = "{0}: released at {1}")
  @CsvSource({
    "T01 bank holiday weekend,        2026-05-01T22:40:00+01:00, 2026-05-05T05:45:00Z, false",
    "T02 half term,                   2026-10-23T23:10:00+01:00, 2026-11-02T06:45:00Z, false",
    "T03 first 1:30am of a long night,   2026-10-25T01:30:00+01:00, 2026-11-02T06:45:00Z, false",
    "T03 second 1:30am of a long night,  2026-10-25T01:30:00Z, 2026-11-02T06:45:00Z, false",
    "T04 the missing hour,            2026-03-29T02:30:00+01:00, 2026-04-20T05:45:00Z, false",
    "T05 summer holiday to INSET,     2026-07-22T19:00:00+01:00, 2026-09-02T05:45:00Z, true",
    "T06 Christmas to INSET,          2026-12-18T20:00:00Z,      2027-01-04T06:45:00Z, true",
    "T07 five to eight,               2026-06-09T07:55:00+01:00, 2026-06-09T06:55:00Z, false",
    "T08 after the deadline,          2026-06-09T08:40:00+01:00, 2026-06-09T07:40:00Z, false",
    "T09 an hour and five before home, 2026-06-09T14:10:00+01:00, 2026-06-09T13:10:00Z, false",
    "T09 a second too late for today, 2026-06-09T14:15:01+01:00, 2026-06-09T13:15:01Z, false",
    "T10 late in the day,             2026-06-09T15:05:00+01:00, 2026-06-09T14:05:00Z, false",
    "T11 small hours,                 2026-06-11T03:20:00+01:00, 2026-06-11T05:45:00Z, false",
    "T11 filed at eleven,             2026-06-11T11:00:00+01:00, 2026-06-11T10:00:00Z, false",
    "T12 before midnight,             2026-06-11T23:50:00+01:00, 2026-06-12T05:45:00Z, false",
    "T12 after midnight,              2026-06-12T00:20:00+01:00, 2026-06-12T05:45:00Z, false",
    "a second before the window,      2026-06-09T06:44:59+01:00, 2026-06-09T05:45:00Z, false",
    "as the window opens,             2026-06-09T06:45:00+01:00, 2026-06-09T05:45:00Z, false",
    "a second before the window ends, 2026-06-09T17:59:59+01:00, 2026-06-09T16:59:59Z, false",
    "as the window ends,              2026-06-09T18:00:00+01:00, 2026-06-10T05:45:00Z, false",
    "on an INSET morning,             2026-09-02T10:00:00+01:00, 2026-09-02T09:00:00Z, true",
  })
  void disturbs_people_at_the_first_moment_of_a_window(
      String kase, OffsetDateTime released, Instant alertAt, boolean pupilsNotIn) {
    var plan = AlertRules.alerts(aPrimarySchool(), released.toInstant(), TimingPolicy.DEFAULT);

    assertThat(plan.at()).isEqualTo(alertAt);
    assertThat(plan.pupilsNotIn()).isEqualTo(pupilsNotIn);
  }

  @Test
  void asks_a_holiday_contact_on_the_day_after_and_each_week_until_a_window_opens() {
    assertThat(holidayContact("2026-10-23T22:10:00Z"))
        .containsExactly(
            Instant.parse("2026-10-24T08:00:00Z"), Instant.parse("2026-10-31T09:00:00Z"));
  }

  /** T05: from the day after term ends, each Thursday at nine until the INSET day of September. */
  @Test
  void asks_a_holiday_contact_each_week_of_the_summer() {
    assertThat(holidayContact("2026-07-22T18:00:00Z"))
        .containsExactly(
            Instant.parse("2026-07-23T08:00:00Z"),
            Instant.parse("2026-07-30T08:00:00Z"),
            Instant.parse("2026-08-06T08:00:00Z"),
            Instant.parse("2026-08-13T08:00:00Z"),
            Instant.parse("2026-08-20T08:00:00Z"),
            Instant.parse("2026-08-27T08:00:00Z"));
  }

  /** T06: Boxing Day and the day after New Year's Day are asked for like any other. */
  @Test
  void asks_a_holiday_contact_each_week_of_christmas() {
    assertThat(holidayContact("2026-12-18T20:00:00Z"))
        .containsExactly(
            Instant.parse("2026-12-19T09:00:00Z"),
            Instant.parse("2026-12-26T09:00:00Z"),
            Instant.parse("2027-01-02T09:00:00Z"));
  }

  private static List<Instant> holidayContact(String released) {
    return AlertRules.alerts(aPrimarySchool(), Instant.parse(released), TimingPolicy.DEFAULT)
        .holidayContact();
  }

  @ParameterizedTest(name = "released {0}, {1} whole days before a window")
  @CsvSource({
    "2026-05-01T21:40:00Z, 3, 0", // Saturday to bank holiday Monday.
    "2026-12-23T20:00:00Z, 11, 2",
    "2026-12-31T20:00:00Z, 3, 0",
    "2026-12-30T20:00:00Z, 4, 1",
  })
  void calls_it_a_holiday_from_four_whole_days_without_a_window(
      Instant released, int days, int alerts) {
    var plan = AlertRules.alerts(aPrimarySchool(), released, TimingPolicy.DEFAULT);

    assertThat(ChronoUnit.DAYS.between(dayOf(released), dayOf(plan.at())) - 1).isEqualTo(days);
    assertThat(plan.holidayContact()).hasSize(alerts);
  }

  /** None of those moments is near a midnight, here or in London. */
  private static LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  @Test
  void puts_an_open_matter_before_people_each_morning_at_nine_in_both_halves_of_the_year() {
    assertThat(
            List.of(
                AlertRules.nextDailyTask(
                    Instant.parse("2026-05-05T07:59:59Z"), TimingPolicy.DEFAULT),
                AlertRules.nextDailyTask(
                    Instant.parse("2026-05-05T08:00:00Z"), TimingPolicy.DEFAULT),
                AlertRules.nextDailyTask(
                    Instant.parse("2026-10-24T08:00:00Z"), TimingPolicy.DEFAULT)))
        .containsExactly(
            Instant.parse("2026-05-05T08:00:00Z"),
            Instant.parse("2026-05-06T08:00:00Z"),
            Instant.parse("2026-10-25T09:00:00Z"));
  }
}
