package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.cloud.template.Function;
import uk.firstbell.cloud.template.Schedule;

final class SchedulePumpTest {
  private static final Instant START = Instant.parse("2026-05-01T21:40:00Z");
  private static final Instant MORNING = Instant.parse("2026-05-05T05:45:00Z");
  private static final Instant END = Instant.parse("2026-05-05T06:12:00Z");

  private final FakeFunctions functions = new FakeFunctions();

  @Test
  void finds_the_first_minute_at_which_something_is_due() {
    SchedulePump pump = pump(MORNING);

    assertThat(pump.nextStrike(END)).hasValue(MORNING);
    assertThat(pump.nextStrike(MORNING)).hasValue(MORNING);
    assertThat(pump.nextStrike(MORNING.minusNanos(1))).isEmpty();
  }

  @Test
  void takes_what_is_due_between_two_minutes_at_the_later() {
    assertThat(pump(MORNING.plusMillis(1)).nextStrike(END)).hasValue(MORNING.plusSeconds(60));
  }

  @Test
  void takes_what_was_due_all_along_at_the_next_minute_and_no_minute_twice() {
    SchedulePump pump = pump(START);

    assertThat(pump.nextStrike(END)).hasValue(START.plusSeconds(60));
    pump.strike(START.plusSeconds(60));
    assertThat(pump.nextStrike(END)).hasValue(START.plusSeconds(120));
  }

  @Test
  void starts_what_is_scheduled() {
    pump(START).strike(MORNING);

    assertThat(functions.given("WatchFunction"))
        .singleElement()
        .satisfies(
            event -> assertThat(event.path("time").asText()).isEqualTo("2026-05-05T05:45:00Z"));
  }

  @Test
  void tries_again_at_the_next_minute_what_failed_and_remembers_that_it_did() {
    functions.when(
        "WatchFunction",
        event -> {
          if (event.path("time").asText().equals(MORNING.toString())) {
            throw new IllegalStateException("this minute only");
          }
          return "{}";
        });
    SchedulePump pump = pump(START);

    pump.strike(MORNING.minusSeconds(60));
    assertThat(pump.failures()).isEmpty();
    pump.strike(MORNING);
    assertThat(pump.failures()).isEqualTo(Map.of("WatchFunction", 1));
    pump.strike(MORNING.plusSeconds(60));

    assertThat(pump.failures()).isEqualTo(Map.of("WatchFunction", 1));
    assertThat(functions.given("WatchFunction")).hasSize(3);
  }

  @Test
  void strikes_what_is_more_seldom_once_after_anything_happened_and_not_again_while_nothing_does() {
    SchedulePump pump = both(MORNING);
    Instant quarter = Instant.parse("2026-05-01T21:45:00Z");

    assertThat(pump.nextStrike(quarter.minusMillis(1))).isEmpty();
    assertThat(pump.nextStrike(MORNING)).hasValue(quarter);
    pump.strike(quarter);
    assertThat(pump.nextStrike(MORNING.minusMillis(1))).isEmpty();

    pump.disturbed();
    assertThat(pump.nextStrike(MORNING)).hasValue(quarter.plusSeconds(900));
    pump.strike(quarter.plusSeconds(900));
    assertThat(pump.nextStrike(MORNING)).hasValue(MORNING);
    assertThat(functions.given("ReconciliationFunction"))
        .extracting(event -> event.path("time").asText())
        .containsExactly("2026-05-01T21:45:00Z", "2026-05-01T22:00:00Z");
  }

  @Test
  void strikes_what_is_more_seldom_with_the_first_due_minute_after_its_time() {
    SchedulePump pump = both(START);

    for (int minute = 1; minute <= 20; minute++) {
      Instant at = START.plusSeconds(60L * minute);
      assertThat(pump.nextStrike(END)).hasValue(at);
      pump.strike(at);
    }

    assertThat(functions.given("WatchFunction")).hasSize(20);
    assertThat(functions.given("ReconciliationFunction"))
        .extracting(event -> event.path("time").asText())
        .containsExactly("2026-05-01T21:45:00Z", "2026-05-01T22:00:00Z");
  }

  @Test
  void strikes_late_what_is_more_seldom_if_no_minute_was_struck_at_its_time() {
    SchedulePump pump = both(MORNING);

    pump.strike(MORNING.plusSeconds(120));
    pump.strike(MORNING.plusSeconds(180));

    assertThat(functions.given("WatchFunction")).hasSize(2);
    assertThat(functions.given("ReconciliationFunction")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cron(0 9 * * ? *)", "rate(a minute)", "at(2026-05-05T06:45:00)"})
  void refuses_a_schedule_it_does_not_play(String expression) {
    assertThatIllegalStateException().isThrownBy(() -> pump(expression, START));

    pump("rate(1 minute)", START);
    pump("rate(2 hours)", START);
  }

  private SchedulePump pump(Instant due) {
    return pump("rate(1 minute)", due);
  }

  private SchedulePump pump(String expression, Instant due) {
    return pump(List.of(new Schedule("EachMinute", expression, "WatchFunction")), due);
  }

  private SchedulePump both(Instant due) {
    return pump(
        List.of(
            new Schedule("EachQuarter", "rate(15 minutes)", "ReconciliationFunction"),
            new Schedule("EachMinute", "rate(1 minute)", "WatchFunction")),
        due);
  }

  private SchedulePump pump(List<Schedule> schedules, Instant due) {
    return new SchedulePump(
        schedules,
        functions.of(
            Stream.of("WatchFunction", "ReconciliationFunction")
                .map(name -> new Function(name, name, Duration.ofSeconds(30), Map.of()))
                .toList()),
        moment -> !moment.isBefore(due),
        START);
  }
}
