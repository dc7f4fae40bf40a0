package uk.firstbell.wire.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;
import uk.firstbell.wire.lambda.QueueBatch.Message;
import uk.firstbell.wire.lambda.QueueWork.Attempt;

final class QueueWorkTest {
  private static final Instant NOW = Instant.parse("2026-05-01T21:40:00Z");
  private static final Nudge NUDGE =
      Nudge.of(RowId.head(new NotificationId("0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11")));
  private static final String ROW = "N#0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11#HEAD";

  private static final Fact COMES_AGAIN = new Fact.Code("COMES_AGAIN");

  private final List<Decision> log = new ArrayList<>();
  private final QueueWork work = new QueueWork("routing", log::add, InstantSource.fixed(NOW));

  @Test
  void does_every_message_in_order_and_has_only_those_come_again_that_failed() {
    var batch =
        new QueueBatch(
            List.of(
                new Message("m-1", NUDGE, 1),
                new Message("m-2", NUDGE, 2),
                new Message("m-3", NUDGE, 3),
                new Message("m-4", NUDGE, 4)),
            List.of("m-0"));
    var attempts =
        List.of(
                Attempt.done(line("ONE")),
                Attempt.later(line("TWO")),
                Attempt.senseless(line("THREE")),
                Attempt.done(line("FOUR")))
            .iterator();

    BatchAnswer answer = work.each(batch, _ -> attempts.next());

    assertThat(answer.failed()).containsExactly("m-0", "m-2", "m-3");
    assertThat(log)
        .extracting(Decision::outcome, Decision::level)
        .containsExactly(
            tuple("UNREADABLE", Level.ERROR),
            tuple("ONE", Level.INFO),
            tuple("TWO", Level.WARN),
            tuple("THREE", Level.ERROR),
            tuple("FOUR", Level.INFO));
    assertThat(log)
        .extracting(line -> line.facts().get("next"))
        .containsExactly(COMES_AGAIN, null, COMES_AGAIN, COMES_AGAIN, null);
  }

  @Test
  void says_which_attempt_it_was_and_how_long_it_took() {
    var now = new AtomicReference<>(NOW);
    var batch = new QueueBatch(List.of(new Message("m-1", NUDGE, 3)), List.of());

    new QueueWork("routing", log::add, now::get)
        .each(
            batch,
            _ -> {
              now.set(NOW.plusMillis(250));
              return Attempt.done(line("ONE"));
            });

    assertThat(log.getFirst().facts())
        .isEqualTo(Map.of("attempt", new Fact.Count(3), "milliseconds", new Fact.Count(250)));
  }

  @Test
  void says_of_an_exception_what_it_was_and_where_but_never_what_it_said() {
    var batch =
        new QueueBatch(
            List.of(new Message("m-1", NUDGE, 1), new Message("m-2", NUDGE, 2)), List.of());

    BatchAnswer answer = work.each(batch, _ -> fail());

    assertThat(answer.failed()).containsExactly("m-1", "m-2");
    assertThat(log).hasSize(2);
    Decision line = log.getFirst();
    assertThat(line.id()).isEqualTo(ROW);
    assertThat(line.outcome()).isEqualTo("FAILED");
    assertThat(line.level()).isEqualTo(Level.ERROR);
    assertThat(line.facts())
        .containsEntry("exception", new Fact.Id("java.lang.IllegalStateException"))
        .containsEntry("next", COMES_AGAIN);
    assertThat(line.facts().get("thrownAt")).asString().contains("wire.lambda.QueueWorkTest.fail.");
    assertThat(line.toString()).doesNotContain("Quillsworth");
  }

  private static Attempt fail() {
    throw new IllegalStateException("Quillsworth");
  }

  private static Decision line(String outcome) {
    return Decision.of(NOW, "routing", ROW, outcome);
  }
}
