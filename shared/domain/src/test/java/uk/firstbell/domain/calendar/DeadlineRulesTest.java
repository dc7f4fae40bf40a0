package uk.firstbell.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uk.firstbell.domain.calendar.SampleCalendars.aPrimarySchool;
import static uk.firstbell.domain.calendar.SampleCalendars.anUnknownSchool;
import static uk.firstbell.domain.calendar.SampleCalendars.range;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.policy.TimingPolicy;

final class DeadlineRulesTest {

  @ParameterizedTest(name = "{0}: police knew at {1}")
  @CsvSource({
    "T01 bank holiday Monday,            2026-05-01T22:40:00+01:00, R3, 2026-05-05T07:30:00Z",
    "T02 half term across a clock change, 2026-10-23T23:10:00+01:00, R3, 2026-11-02T08:30:00Z",
    "T03 first 1:30am of a long night,   2026-10-25T01:30:00+01:00, R3, 2026-11-02T08:30:00Z",
    "T03 second 1:30am of a long night,  2026-10-25T01:30:00Z,      R3, 2026-11-02T08:30:00Z",
    "T04 the missing hour,               2026-03-29T02:30:00+01:00, R3, 2026-04-20T07:30:00Z",
    "T05 last day of the summer term,    2026-07-22T19:00:00+01:00, R3, 2026-09-03T07:30:00Z",
    "T06 Christmas,                      2026-12-18T20:00:00Z,      R3, 2027-01-05T08:30:00Z",
    "T07 five to eight,                  2026-06-09T07:55:00+01:00, R4, 2026-06-09T07:55:00Z",
    "T07 an hour left,                   2026-06-09T07:30:00+01:00, R3, 2026-06-09T07:30:00Z",
    "T07 a second less than an hour,     2026-06-09T07:30:01+01:00, R4, 2026-06-09T07:30:01Z",
    "T08 after the deadline,             2026-06-09T08:40:00+01:00, R4, 2026-06-09T08:40:00Z",
    "T08 a second before registration,   2026-06-09T08:49:59+01:00, R4, 2026-06-09T08:49:59Z",
    "T08 at registration,                2026-06-09T08:50:00+01:00, R5, 2026-06-09T08:50:00Z",
    "T09 an hour and five before home,   2026-06-09T14:10:00+01:00, R5, 2026-06-09T13:45:00Z",
    "T09 an hour after lunch,            2026-06-09T13:00:00+01:00, R5, 2026-06-09T13:00:00Z",
    "T09 half an hour caps the hour,     2026-06-09T13:45:01+01:00, R5, 2026-06-09T13:45:00Z",
    "T09 an hour before home time,       2026-06-09T14:15:00+01:00, R5, 2026-06-09T13:45:00Z",
    "T09 a second less,                  2026-06-09T14:15:01+01:00, R3, 2026-06-10T07:30:00Z",
    "T10 ten minutes before home time,   2026-06-09T15:05:00+01:00, R3, 2026-06-10T07:30:00Z",
    "T11 in the small hours,             2026-06-11T03:10:00+01:00, R3, 2026-06-11T07:30:00Z",
    "T12 before midnight,                2026-06-11T23:50:00+01:00, R3, 2026-06-12T07:30:00Z",
    "T12 after midnight,                 2026-06-12T00:20:00+01:00, R3, 2026-06-12T07:30:00Z",
    "an INSET morning,                   2026-09-02T07:55:00+01:00, R3, 2026-09-03T07:30:00Z",
  })
  void owes_a_school_its_notice_by_the_time_the_rules_say(
      String kase, OffsetDateTime aware, String rule, Instant deliverBy) {
    var deadline =
        DeadlineRules.deadline(aPrimarySchool(), aware.toInstant(), TimingPolicy.DEFAULT)
            .deadline();

    assertThat(deadline.ruleId()).isEqualTo(rule);
    assertThat(deadline.deliverBy()).isEqualTo(deliverBy);
    assertThat(deadline.explanation()).isNotBlank();
  }

  @ParameterizedTest(name = "{0}: police knew at {1}, opened at {2}")
  @CsvSource({
    "a moment before school,   2026-05-01T22:40:00+01:00, 2026-05-05T07:49:59.999Z, true",
    "as school starts,         2026-05-01T22:40:00+01:00, 2026-05-05T07:50:00Z,     false",
    "SAME_DAY when due,        2026-06-09T07:55:00+01:00, 2026-06-09T07:55:00Z,     true",
    "SAME_DAY a moment later,  2026-06-09T07:55:00+01:00, 2026-06-09T07:55:00.001Z, false",
    "in school hours when due, 2026-06-09T14:10:00+01:00, 2026-06-09T13:45:00Z,     true",
    "and a moment later,       2026-06-09T14:10:00+01:00, 2026-06-09T13:45:00.001Z, false",
  })
  void tells_whether_it_was_opened_before_the_schools_day_began(
      String kase, OffsetDateTime aware, Instant opened, boolean inTime) {
    var deadline =
        DeadlineRules.deadline(aPrimarySchool(), aware.toInstant(), TimingPolicy.DEFAULT)
            .deadline();

    assertThat(deadline.openedInTime(opened)).isEqualTo(inTime);
  }

  @Test
  void starts_the_day_of_an_office_as_that_of_a_school() {
    var deadline =
        DeadlineRules.officeDeadline(
                SchoolCalendar.weekDays(Set.of()),
                Instant.parse("2026-06-08T20:00:00Z"),
                TimingPolicy.DEFAULT)
            .deadline();

    assertThat(deadline.openedInTime(Instant.parse("2026-06-09T07:49:59.999Z"))).isTrue();
    assertThat(deadline.openedInTime(Instant.parse("2026-06-09T07:50:00Z"))).isFalse();
  }

  @Test
  void says_why_in_words_which_days_do_not_count() {
    var deadline =
        DeadlineRules.deadline(
                aPrimarySchool(), Instant.parse("2026-05-01T21:40:00Z"), TimingPolicy.DEFAULT)
            .deadline();

    assertThat(deadline.explanation())
        .isEqualTo(
            "Police knew at 10:40pm on Friday 1 May 2026; the next school day is Tuesday 5 May 2026"
                + " (after 2 weekend days, 1 bank holiday day), so due at 8:30am that day.");
  }

  @Test
  void ends_the_day_of_the_deadline_when_the_pupils_go_home() {
    var deadline =
        DeadlineRules.deadline(
            aPrimarySchool(), Instant.parse("2026-05-01T21:40:00Z"), TimingPolicy.DEFAULT);

    assertThat(deadline.dayEndsAt()).isEqualTo(Instant.parse("2026-05-05T14:15:00Z"));
  }

  @ParameterizedTest(name = "a school that starts at {0}")
  @CsvSource({"08:50, 07:30", "08:49, 07:29", "08:30, 07:10", "09:30, 07:30"})
  void gives_an_early_school_its_notice_earlier(LocalTime start, LocalTime dueInUtc) {
    var school = aPrimarySchool();
    var early =
        new SchoolCalendar(
            start,
            school.end(),
            school.week(),
            school.known(),
            school.terms(),
            school.inset(),
            school.closures(),
            school.bankHolidays());

    assertThat(
            DeadlineRules.deadline(
                    early, Instant.parse("2026-06-08T20:00:00Z"), TimingPolicy.DEFAULT)
                .deadline()
                .deliverBy())
        .isEqualTo(
            LocalDate.parse("2026-06-09").atTime(dueInUtc).toInstant(java.time.ZoneOffset.UTC));
  }

  @Test
  void treats_a_school_it_knows_nothing_of_as_open_on_week_days_that_are_no_bank_holidays() {
    assertThat(
            DeadlineRules.deadline(
                    anUnknownSchool(), Instant.parse("2026-08-28T20:00:00Z"), TimingPolicy.DEFAULT)
                .deadline()
                .deliverBy())
        .isEqualTo(Instant.parse("2026-09-01T07:30:00Z"));
  }

  @Test
  void refuses_a_calendar_without_any_open_day_as_loaded_wrong() {
    var school = aPrimarySchool();
    var shut =
        new SchoolCalendar(
            school.start(),
            school.end(),
            school.week(),
            List.of(range("2026-01-01", "2030-01-01")),
            List.of(),
            Set.of(),
            Set.of(),
            Set.of());

    assertThatThrownBy(() ->
            DeadlineRules.deadline(
                shut, Instant.parse("2026-05-01T21:40:00Z"), TimingPolicy.DEFAULT))
        .hasMessage("a school has no such day within 400 days");
  }
}
