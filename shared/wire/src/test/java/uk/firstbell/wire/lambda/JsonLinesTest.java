package uk.firstbell.wire.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;

final class JsonLinesTest {
  private static final Instant NOW = Instant.parse("2026-05-01T21:40:00Z");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final DecisionLog log = new JsonLines(new PrintStream(written, false, UTF_8));

  @Test
  void writes_one_line_a_decision() {
    log.decided(
        Decision.of(NOW, "intake", "0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11", "ACCEPTED")
            .with("missing", new Fact.Count(2))
            .with("rule", new Fact.Code("R3"))
            .with("key", new Fact.Id("zztest-1"))
            .with("deliverBy", new Fact.Moment(Instant.parse("2026-05-05T07:30:00Z"))));
    log.decided(Decision.of(NOW, "intake", "-", "NOT_AUTHENTIC").at(Level.WARN));

    assertThat(written.toString(UTF_8))
        .isEqualTo(
            "{\"facts\":{\"deliverBy\":\"2026-05-05T07:30:00Z\",\"key\":\"zztest-1\","
                + "\"missing\":2,\"rule\":\"R3\"},"
                + "\"id\":\"0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11\",\"level\":\"INFO\","
                + "\"outcome\":\"ACCEPTED\",\"stage\":\"intake\",\"time\":\"2026-05-01T21:40:00Z\"}\n"
                + "{\"facts\":{},\"id\":\"-\",\"level\":\"WARN\",\"outcome\":\"NOT_AUTHENTIC\","
                + "\"stage\":\"intake\",\"time\":\"2026-05-01T21:40:00Z\"}\n");
  }

  /** CloudWatch's embedded metric format, as its specification writes it. */
  @Test
  void tells_the_cloud_what_to_count_in_the_line_itself() {
    log.decided(
        Decision.of(NOW, "watch", "-", "SWEPT")
            .with("taken", new Fact.Count(3))
            .with("finished", new Fact.Metric(1)));

    assertThat(written.toString(UTF_8))
        .isEqualTo(
            "{\"_aws\":{\"CloudWatchMetrics\":[{\"Dimensions\":[[\"stage\"]],"
                + "\"Metrics\":[{\"Name\":\"finished\",\"Unit\":\"Count\"}],"
                + "\"Namespace\":\"Firstbell\"}],\"Timestamp\":1777671600000},"
                + "\"facts\":{\"taken\":3},\"finished\":1,\"id\":\"-\",\"level\":\"INFO\","
                + "\"outcome\":\"SWEPT\",\"stage\":\"watch\",\"time\":\"2026-05-01T21:40:00Z\"}\n");
  }

  @Test
  void counts_nothing_under_a_name_that_the_line_has_already() {
    Decision line = Decision.of(NOW, "watch", "-", "SWEPT");

    assertThatThrownBy(() -> line.with("level", new Fact.Metric(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(line.with("level", new Fact.Count(1)).with("levels", new Fact.Metric(1)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Sample Child", "a@example.org", "+442079460123", "", "caf\u00e9", "a\nb"})
  void has_no_room_for_a_person(String personal) {
    assertThat(Decision.of(NOW, "intake", "N#x/y_z.1:2-3", "ACCEPTED")).isNotNull();

    assertThatThrownBy(() -> Decision.of(NOW, "intake", personal, "ACCEPTED"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Decision.of(NOW, personal, "-", "ACCEPTED"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Decision.of(NOW, "intake", "-", personal))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Fact.Id(personal)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Fact.Code(personal)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Decision.of(NOW, "intake", "-", "ACCEPTED").with(personal, new Fact.Count(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
