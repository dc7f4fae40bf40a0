package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;

final class NarratorTest {
  private static final Decision RELEASED =
      Decision.of(
              Instant.parse("2026-05-01T21:40:00Z"),
              "dispatch",
              "01a2b3c4-d5e6-7f01-8a2b-0123456789ab/SCHOOL-102345",
              "RELEASED")
          .with("alertAt", new Fact.Moment(Instant.parse("2026-12-05T06:45:00Z")))
          .with("readers", new Fact.Count(3));

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void tells_a_decision_in_one_line_of_words_whatever_the_machines_zone_and_language() {
    narrator(false).decided(RELEASED);

    assertThat(written())
        .matches(
            "Fri 1 May 22:40:00 BST +dispatch +456789ab/SCHOOL-102345 +RELEASED +"
                + "alertAt=Sat 5 Dec 06:45:00 GMT +readers=3\\R");
  }

  @Test
  void keeps_every_line_without_its_colour() {
    Narrator narrator = narrator(true);

    narrator.decided(RELEASED.at(Level.ERROR));
    narrator.say("so much for that");

    assertThat(written()).startsWith("\u001b[31mFri").contains("\u001b[0m");
    assertThat(narrator.lines()).hasSize(2).noneMatch(line -> line.contains("\u001b"));
    assertThat(narrator.lines()).last().isEqualTo("so much for that");
  }

  @Test
  void paints_nothing_in_the_ordinary_course_or_without_colour() {
    narrator(true).decided(RELEASED);
    narrator(false).decided(RELEASED.at(Level.ERROR));

    assertThat(written()).hasLineCount(2).doesNotContain("\u001b");
  }

  @Test
  void tells_a_failure_with_its_trace() {
    Narrator narrator = narrator(false);

    narrator.failed("RelayFunction", new IllegalStateException("the queue is gone"));

    assertThat(String.join("\n", narrator.lines()))
        .startsWith("RelayFunction failed: java.lang.IllegalStateException: the queue is gone")
        .contains("at uk.firstbell.local.NarratorTest");
  }

  private Narrator narrator(boolean coloured) {
    return new Narrator(new PrintStream(written, true, UTF_8), coloured);
  }

  private String written() {
    return written.toString(UTF_8);
  }
}
