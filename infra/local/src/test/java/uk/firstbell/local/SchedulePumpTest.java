package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    assertThat(pump.nextDueMinute(END)).hasValue(MORNING);
    assertThat(pump.nextDueMinute(MORNING)).hasValue(MORNING);
    assertThat(pump.nextDueMinute(MORNING.minusNanos(1))).isEmpty();
  }

  @Test
  void takes_what_is_due_between_two_minutes_at_the_later() {
    assertThat(pump(MORNING.plusMillis(1)).nextDueMinute(END)).hasValue(MORNING.plusSeconds(60));
  }

  @Test
  void takes_what_was_due_all_along_at_the_next_minute_and_no_minute_twice() {
    SchedulePump pump = pump(START);

    assertThat(pump.nextDueMinute(END)).hasValue(START.plusSeconds(60));
    pump.strike(START.plusSeconds(60));
    assertThat(pump.nextDueMinute(END)).hasValue(START.plusSeconds(120));
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
  void refuses_a_schedule_it_does_not_play() {
    assertThatIllegalStateException().isThrownBy(() -> pump("rate(2 minutes)", START));

    pump("rate(1 minute)", START);
  }

  private SchedulePump pump(Instant due) {
    return pump("rate(1 minute)", due);
  }

  private SchedulePump pump(String expression, Instant due) {
    var watch = new Function("WatchFunction", "Watch", Duration.ofSeconds(30), Map.of());
    return new SchedulePump(
        List.of(new Schedule("EachMinute", expression, "WatchFunction")),
        functions.of(List.of(watch)),
        moment -> !moment.isBefore(due),
        START);
  }
}
