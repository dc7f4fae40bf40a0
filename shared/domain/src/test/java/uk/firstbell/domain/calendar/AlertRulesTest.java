package uk.firstbell.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.calendar.SampleCalendars.aPrimarySchool;

import java.time.Instant;
import java.time.OffsetDateTime;
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
    "T05 summer holiday to INSET,     2026-07-22T19:00:00+01:00, 2026-09-02T05:45:00Z, true",
    "T06 Christmas to INSET,          2026-12-18T20:00:00Z,      2027-01-04T06:45:00Z, true",
    "T07 five to eight,               2026-06-09T07:55:00+01:00, 2026-06-09T06:55:00Z, false",
    "T10 late in the day,             2026-06-09T15:05:00+01:00, 2026-06-09T14:05:00Z, false",
    "T11 small hours,                 2026-06-11T03:20:00+01:00, 2026-06-11T05:45:00Z, false",
    "T11 filed at eleven,             2026-06-11T11:00:00+01:00, 2026-06-11T10:00:00Z, false",
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
    var plan =
        AlertRules.alerts(
            aPrimarySchool(), Instant.parse("2026-10-23T22:10:00Z"), TimingPolicy.DEFAULT);

    assertThat(plan.holidayContact())
        .containsExactly(
            Instant.parse("2026-10-24T08:00:00Z"), Instant.parse("2026-10-31T09:00:00Z"));
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
    assertThat(AlertRules.alerts(aPrimarySchool(), released, TimingPolicy.DEFAULT).holidayContact())
        .hasSize(alerts);
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
