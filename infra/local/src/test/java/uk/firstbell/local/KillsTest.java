package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.policy.WorkPolicy;

final class KillsTest {
  private static final Instant DUE = Instant.parse("2026-05-05T05:45:00Z");
  private static final Duration LONGEST = Duration.ofMinutes(6);

  @Test
  void excuse_what_came_until_its_due_time_was_looked_at_again_and_nothing_later() {
    Kills once = killed(DUE);

    assertThat(once.excuse(DUE, DUE.plus(LONGEST))).isTrue();
    assertThat(once.excuse(DUE, DUE.plus(LONGEST).plusMillis(1))).isFalse();
    assertThat(killed(DUE, DUE).excuse(DUE, DUE.plus(LONGEST).plusMillis(1))).isTrue();
  }

  @Test
  void excuse_nothing_that_was_due_after_them_or_done_before_them() {
    Instant came = DUE.plusSeconds(60);

    assertThat(killed(DUE).excuse(DUE, came)).isTrue();
    assertThat(killed(DUE.minusMillis(1)).excuse(DUE, came)).isFalse();
    assertThat(killed(came).excuse(DUE, came)).isTrue();
    assertThat(killed(came.plusMillis(1)).excuse(DUE, came)).isFalse();
  }

  @Test
  void excuse_nothing_that_came_too_early_nor_where_there_was_none() {
    assertThat(killed(DUE).excuse(DUE, DUE.minusSeconds(60))).isFalse();
    assertThat(killed().excuse(DUE, DUE.plusSeconds(60))).isFalse();
  }

  private static Kills killed(Instant... at) {
    return new Kills(List.of(at), WorkPolicy.DEFAULT);
  }
}
