package uk.firstbell.domain.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.calendar.AlertPlan;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.story.Deadline;

final class LadderRulesTest {
  @Test
  void gives_a_morning_its_reminder_and_rings_nobody_before_the_deadline() {
    // T01: Friday 10:40pm before a bank holiday; alerted Tuesday 6:45am, due 8:30am.
    assertThat(rungs("R3", "2026-05-05T07:30:00Z", "2026-05-05T05:45:00Z", "2026-05-01T21:40:00Z"))
        .containsExactly(
            "RELEASE@2026-05-05T05:45:00Z",
            "REMINDER@2026-05-05T06:30:00Z",
            "UNOPENED@2026-05-05T07:30:00Z",
            "SWITCHBOARD@2026-05-05T08:00:00Z",
            "LEADS@2026-05-05T08:30:00Z",
            "BREACH@2026-05-05T11:00:00Z");
  }

  @Test
  void has_the_switchboard_rung_half_an_hour_before_a_short_lane_ends() {
    // T07: aware and alerted at 7:55am, due 8:55am.
    assertThat(rungs("R4", "2026-06-09T07:55:00Z", "2026-06-09T06:55:00Z", "2026-06-09T06:55:00Z"))
        .containsExactly(
            "RELEASE@2026-06-09T06:55:00Z",
            "SWITCHBOARD@2026-06-09T07:25:00Z",
            "UNOPENED@2026-06-09T07:55:00Z",
            "SWITCHBOARD@2026-06-09T08:25:00Z",
            "LEADS@2026-06-09T08:55:00Z",
            "BREACH@2026-06-09T11:25:00Z");
    // T08: aware 8:40am, due 9:40am: rungs 9:10, 9:40, 10:10, 10:40 and 1:10pm.
    assertThat(rungs("R4", "2026-06-09T08:40:00Z", "2026-06-09T07:40:00Z", "2026-06-09T07:40:00Z"))
        .containsExactly(
            "RELEASE@2026-06-09T07:40:00Z",
            "SWITCHBOARD@2026-06-09T08:10:00Z",
            "UNOPENED@2026-06-09T08:40:00Z",
            "SWITCHBOARD@2026-06-09T09:10:00Z",
            "LEADS@2026-06-09T09:40:00Z",
            "BREACH@2026-06-09T12:10:00Z");
  }

  @Test
  void lets_a_reminder_at_the_first_alert_be_subsumed_by_it_and_one_a_moment_later_not() {
    assertThat(rungs("R3", "2026-05-05T07:30:00Z", "2026-05-05T06:30:00Z", "2026-05-05T06:30:00Z"))
        .noneMatch(rung -> rung.startsWith("REMINDER"));
    assertThat(rungs("R3", "2026-05-05T07:30:00Z", "2026-05-05T06:29:59Z", "2026-05-05T06:29:59Z"))
        .contains("REMINDER@2026-05-05T06:30:00Z");
  }

  @Test
  void sends_a_call_that_would_come_before_the_first_alert_along_with_it() {
    // Aware 2:10pm, due 2:45pm, filed and alerted at 2:20pm: the call would have been at 2:15pm.
    assertThat(rungs("R5", "2026-06-09T13:45:00Z", "2026-06-09T13:20:00Z", "2026-06-09T13:20:00Z"))
        .startsWith("RELEASE@2026-06-09T13:20:00Z", "SWITCHBOARD@2026-06-09T13:20:00Z");
  }

  @Test
  void calls_the_volunteer_at_once_and_social_care_in_the_end_where_the_risk_is_high() {
    var rungs =
        LadderRules.school(
                deadline("R3", "2026-05-05T07:30:00Z"),
                alerts("2026-05-05T05:45:00Z", List.of()),
                Instant.parse("2026-05-01T21:40:00Z"),
                Instant.parse("2026-05-05T07:30:00Z"),
                true,
                LadderPolicy.DEFAULT)
            .stream()
            .map(Object::toString)
            .toList();

    assertThat(rungs)
        .startsWith("ON_CALL@2026-05-01T21:40:00Z", "RELEASE@2026-05-05T05:45:00Z")
        .contains("LEADS_AND_CSC@2026-05-05T08:30:00Z")
        .noneMatch(rung -> rung.startsWith("LEADS@"));
  }

  @Test
  void alerts_the_holiday_contact_on_each_of_its_mornings() {
    // T02: Friday 23 October 2026, 11:10pm, half term.
    var rungs =
        LadderRules.school(
                deadline("R3", "2026-11-02T08:30:00Z"),
                alerts(
                    "2026-11-02T06:45:00Z",
                    List.of(
                        Instant.parse("2026-10-24T08:00:00Z"),
                        Instant.parse("2026-10-31T09:00:00Z"))),
                Instant.parse("2026-10-23T22:10:00Z"),
                Instant.parse("2026-11-02T08:30:00Z"),
                false,
                LadderPolicy.DEFAULT)
            .stream()
            .map(Object::toString)
            .toList();

    assertThat(rungs)
        .startsWith(
            "HOLIDAY@2026-10-24T08:00:00Z",
            "HOLIDAY@2026-10-31T09:00:00Z",
            "RELEASE@2026-11-02T06:45:00Z",
            "REMINDER@2026-11-02T07:30:00Z");
  }

  @Test
  void counts_what_is_accepted_at_its_deadline_as_too_late_and_a_moment_before_not() {
    var due = deadline("R3", "2026-06-11T07:30:00Z");

    assertThat(LadderRules.tooLate(due, Instant.parse("2026-06-11T07:29:59.999Z"))).isFalse();
    assertThat(LadderRules.tooLate(due, Instant.parse("2026-06-11T07:30:00Z"))).isTrue();
  }

  @Test
  void gives_what_came_too_late_an_hour_from_its_alert_but_never_past_the_next_morning() {
    // T11: filed at 11am on Thursday, alerted at once: to be opened by noon.
    assertThat(actBy("2026-06-11T10:00:00Z", "2026-06-12T07:30:00Z"))
        .isEqualTo("2026-06-11T11:00:00Z");
    assertThat(actBy("2026-06-12T06:45:00Z", "2026-06-12T07:30:00Z"))
        .isEqualTo("2026-06-12T07:30:00Z");
    assertThat(actBy("2026-06-12T06:30:00Z", "2026-06-12T07:30:00Z"))
        .isEqualTo("2026-06-12T07:30:00Z");
    assertThat(actBy("2026-06-12T06:29:59Z", "2026-06-12T07:30:00Z"))
        .isEqualTo("2026-06-12T07:29:59Z");
  }

  private static String actBy(String alertAt, String nextDeliverBy) {
    return LadderRules.actBy(
            Instant.parse(alertAt), Instant.parse(nextDeliverBy), LadderPolicy.DEFAULT)
        .toString();
  }

  private static List<String> rungs(String lane, String due, String alertAt, String released) {
    return LadderRules.school(
            deadline(lane, due),
            alerts(alertAt, List.of()),
            Instant.parse(released),
            Instant.parse(due),
            false,
            LadderPolicy.DEFAULT)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static Deadline deadline(String lane, String due) {
    return new Deadline(Instant.parse(due), Instant.parse(due), lane, "because");
  }

  private static AlertPlan alerts(String at, List<Instant> holiday) {
    return new AlertPlan(Instant.parse(at), false, holiday, "because");
  }
}
