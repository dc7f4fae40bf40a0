package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class VirtualClockTest {
  private static final Instant START = Instant.parse("2026-05-01T21:40:00Z");

  private final VirtualClock clock = new VirtualClock(START);

  @Test
  void stands_still_until_it_is_told_to_go_on() throws InterruptedException {
    Thread.sleep(5);

    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void goes_on_and_never_back() {
    Instant later = START.plusSeconds(60);

    clock.advanceTo(later);

    assertThat(clock.instant()).isEqualTo(later);
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advanceTo(later.minusNanos(1)));
    clock.advanceTo(later);
    assertThat(clock.instant()).isEqualTo(later);
  }

  @Test
  void runs_live_from_where_it_stood() throws InterruptedException {
    clock.advanceTo(START.plusSeconds(60));

    clock.runLive();
    Thread.sleep(20);

    Duration passed = Duration.between(START.plusSeconds(60), clock.instant());
    assertThat(passed).isBetween(Duration.ofMillis(20), Duration.ofSeconds(30));
  }

  @Test
  void can_be_put_on_while_it_runs() {
    clock.runLive();

    clock.advanceTo(START.plusSeconds(3_600));

    assertThat(clock.instant())
        .isBetween(START.plusSeconds(3_600), START.plusSeconds(3_600).plusSeconds(30));
  }
}
