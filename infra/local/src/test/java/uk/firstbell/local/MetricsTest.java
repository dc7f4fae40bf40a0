package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.firstbell.cloud.template.Alarm;
import uk.firstbell.cloud.template.Alarm.Comparison;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.JsonLines;

final class MetricsTest {
  private static final Duration PERIOD = Duration.ofMinutes(5);
  private static final Alarm SILENT = alarm("finished", Comparison.LESS_THAN, 1, true);
  private static final Alarm CONFESSED = alarm("confessed", Comparison.GREATER_THAN, 0, false);
  private static final List<Alarm> ALARMS = List.of(SILENT, CONFESSED);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final JsonLines log = new JsonLines(new PrintStream(written, true, UTF_8));

  @Test
  void calls_a_person_for_silence_and_not_for_want_of_a_confession() {
    assertThat(ringing()).containsExactly(SILENT);

    logs("watch", "finished", new Fact.Metric(1));
    assertThat(ringing()).isEmpty();
  }

  @Test
  void calls_a_person_when_nothing_came_to_its_end() {
    logs("watch", "finished", new Fact.Metric(0));

    assertThat(ringing()).containsExactly(SILENT);
  }

  @Test
  void calls_nobody_for_silence_before_the_first_period_is_over() {
    Duration almost = PERIOD.minusNanos(1);
    assertThat(metrics().ringing(ALARMS, almost)).isEmpty();
    assertThat(metrics().ringing(ALARMS, PERIOD)).containsExactly(SILENT);

    logs("watch", "finished", new Fact.Metric(0));

    assertThat(metrics().ringing(ALARMS, almost)).isEmpty();
    assertThat(metrics().ringing(ALARMS, PERIOD)).containsExactly(SILENT);
  }

  @Test
  void calls_a_person_for_a_confession_however_short_the_run_was() {
    logs("watch", "confessed", new Fact.Metric(1));

    assertThat(metrics().ringing(ALARMS, Duration.ZERO)).containsExactly(CONFESSED);
  }

  @Test
  void counts_only_what_the_stage_says_is_to_be_counted() {
    logs("reconciliation", "finished", new Fact.Metric(1));
    logs("watch", "finished", new Fact.Count(1));
    assertThat(ringing()).containsExactly(SILENT);

    logs("watch", "finished", new Fact.Metric(1));
    assertThat(ringing()).isEmpty();
  }

  @Test
  void adds_up_what_several_lines_count() {
    logs("watch", "finished", new Fact.Metric(1));
    logs("watch", "confessed", new Fact.Metric(0));
    assertThat(ringing()).isEmpty();

    logs("watch", "confessed", new Fact.Metric(1));
    logs("watch", "confessed", new Fact.Metric(2));

    assertThat(ringing()).containsExactly(CONFESSED);
    assertThat(metrics().sum("Firstbell", "confessed", Map.of("stage", "watch"))).hasValue(3);
    assertThat(metrics().sum("Elsewhere", "confessed", Map.of("stage", "watch"))).isEmpty();
  }

  private List<Alarm> ringing() {
    return metrics().ringing(ALARMS, PERIOD);
  }

  private Metrics metrics() {
    return new Metrics(written.toString(UTF_8).lines().toList());
  }

  private void logs(String stage, String name, Fact fact) {
    log.decided(Decision.of(Instant.EPOCH, stage, "-", "SWEPT").with(name, fact));
  }

  private static Alarm alarm(
      String metric, Comparison comparison, long threshold, boolean whenMissing) {
    return new Alarm(
        "Alarm",
        "Firstbell",
        metric,
        Map.of("stage", "watch"),
        comparison,
        threshold,
        PERIOD,
        whenMissing);
  }
}
