package uk.firstbell.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicySettingsTest {

  @Test
  void keeps_the_values_of_the_domain_where_nothing_is_set() {
    assertThat(TimingPolicy.from(Map.of())).isEqualTo(TimingPolicy.DEFAULT);
    assertThat(WorkPolicy.from(Map.of())).isEqualTo(WorkPolicy.DEFAULT);
    assertThat(TimingPolicy.from(Map.of("FIRSTBELL_LEAD", " "))).isEqualTo(TimingPolicy.DEFAULT);
  }

  @Test
  void takes_every_number_from_its_own_setting() {
    var timing =
        TimingPolicy.from(
            Map.ofEntries(
                Map.entry("FIRSTBELL_DELIVER_BY_LATEST", "08:15"),
                Map.entry("FIRSTBELL_BEFORE_START", "PT21M"),
                Map.entry("FIRSTBELL_LEAD", "PT61M"),
                Map.entry("FIRSTBELL_BEFORE_END", "PT31M"),
                Map.entry("FIRSTBELL_ALERT_FROM", "06:30"),
                Map.entry("FIRSTBELL_ALERT_UNTIL", "17:30"),
                Map.entry("FIRSTBELL_HOLIDAY_DAYS", "5"),
                Map.entry("FIRSTBELL_HOLIDAY_ALERT_AT", "09:30"),
                Map.entry("FIRSTBELL_HOLIDAY_ALERT_EVERY", "P8D"),
                Map.entry("FIRSTBELL_DUTY_FROM", "08:00"),
                Map.entry("FIRSTBELL_DUTY_UNTIL", "16:00"),
                Map.entry("FIRSTBELL_DAILY_TASK_AT", "10:00")));
    var work =
        WorkPolicy.from(
            Map.of(
                "FIRSTBELL_UNROUTED_RETRY", "PT6M",
                "FIRSTBELL_UNROUTED_ALARM", "PT16M",
                "FIRSTBELL_NUDGE", "PT7M",
                "FIRSTBELL_LEASE", "PT3M",
                "FIRSTBELL_OVERDUE_GRACE", "PT8M",
                "FIRSTBELL_SKEW", "PT4M",
                "FIRSTBELL_BACKLOG", "P31D"));

    assertThat(timing)
        .isEqualTo(
            new TimingPolicy(
                LocalTime.of(8, 15),
                Duration.ofMinutes(21),
                Duration.ofMinutes(61),
                Duration.ofMinutes(31),
                LocalTime.of(6, 30),
                LocalTime.of(17, 30),
                5,
                LocalTime.of(9, 30),
                Duration.ofDays(8),
                LocalTime.of(8, 0),
                LocalTime.of(16, 0),
                LocalTime.of(10, 0)));
    assertThat(work)
        .isEqualTo(
            new WorkPolicy(
                Duration.ofMinutes(6),
                Duration.ofMinutes(16),
                Duration.ofMinutes(7),
                Duration.ofMinutes(3),
                Duration.ofMinutes(8),
                Duration.ofMinutes(4),
                Duration.ofDays(31)));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "FIRSTBELL_DELIVER_BY_LATEST, 25:00, a time of day like 08:30, 23:59",
    "FIRSTBELL_DELIVER_BY_LATEST, half past eight, a time of day like 08:30, 08:30",
    "FIRSTBELL_LEAD, 60, 'a duration like PT5M, longer than none', PT60M",
    "FIRSTBELL_LEAD, PT0S, 'a duration like PT5M, longer than none', PT1S",
    "FIRSTBELL_LEAD, -PT1S, 'a duration like PT5M, longer than none', PT1S",
    "FIRSTBELL_HOLIDAY_DAYS, 0, a whole number from 1, 1",
    "FIRSTBELL_HOLIDAY_DAYS, four, a whole number from 1, 4"
  })
  void refuses_a_bad_value_by_the_name_of_its_setting_and_takes_the_repaired_one(
      String name, String bad, String must, String repaired) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimingPolicy.from(Map.of(name, bad)))
        .withMessage(name + " must be " + must);
    assertThat(TimingPolicy.from(Map.of(name, repaired))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"30,7", "0 7", "thirty"})
  void refuses_warnings_at_what_are_no_days_and_takes_the_repaired_ones(String bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnrolmentPolicy.from(Map.of("FIRSTBELL_WARNED_DAYS", bad)))
        .withMessage("FIRSTBELL_WARNED_DAYS must be whole numbers from 1 like 30 7 1");
    var told =
        EnrolmentPolicy.from(
            Map.of("FIRSTBELL_WARNED_DAYS", "60 14", "FIRSTBELL_OTHERS_WARNED_DAYS", "14"));
    assertThat(told.warnedDays()).containsExactlyInAnyOrder(60, 14);
    assertThat(told.othersWarnedDays()).containsExactly(14);
  }

  @Test
  void refuses_an_alert_window_that_ends_when_it_begins() {
    assertThatThrownBy(() -> TimingPolicy.from(Map.of("FIRSTBELL_ALERT_UNTIL", "06:45")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the alert window ends after it begins");
    assertThat(TimingPolicy.from(Map.of("FIRSTBELL_ALERT_UNTIL", "06:46")).alertUntil())
        .isEqualTo(LocalTime.of(6, 46));
  }

  @Test
  void names_a_setting_that_is_not_there_and_says_what_it_is() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(Map.of()).required("FIRSTBELL_X", "the table of stories"))
        .withMessage("FIRSTBELL_X is not set; it is the table of stories");
    assertThat(Settings.of(Map.of("FIRSTBELL_X", "a")).required("FIRSTBELL_X", "the table"))
        .isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"portal", "/portal", "mailto:portal@firstbell.example", "http://a b/"})
  void refuses_what_is_no_address_by_the_name_of_its_setting(String bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(Map.of("FIRSTBELL_X", bad)).url("FIRSTBELL_X", "the portal"))
        .withMessage("FIRSTBELL_X must be a URL like https://portal.example/");
    assertThat(
            Settings.of(Map.of("FIRSTBELL_X", "https://people.example/"))
                .url("FIRSTBELL_X", "the portal"))
        .hasToString("https://people.example/");
  }
}
