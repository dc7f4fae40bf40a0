package uk.firstbell.functions.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.memory.MemoryNudges;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Invocation;
import uk.firstbell.wire.lambda.DecisionLog.Fact;

final class RelayHandlerTest {
  private static final NotificationId ID =
      new NotificationId("019de5a1-2b3c-7d4e-8f50-617283940a1b");
  private static final RowId HEAD = RowId.head(ID);
  private static final RowId LARKFIELD = delivery("SCHOOL-102345");
  private static final RowId OAKMERE = delivery("SCHOOL-102346");

  private final MemoryNudges queues = new MemoryNudges();
  private final HeardLog log = new HeardLog();
  private final RelayHandler handler =
      new RelayHandler(queues, log, InstantSource.fixed(Instant.parse("2026-05-01T21:40:00Z")));

  @Test
  void sends_each_row_that_waits_to_its_stage_once() {
    String answer = relays("stream.json");

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(queues.taken())
        .containsExactly(
            new MemoryNudges.Nudge(Stage.ROUTING, HEAD),
            new MemoryNudges.Nudge(Stage.DISPATCH, LARKFIELD),
            new MemoryNudges.Nudge(Stage.DISPATCH, OAKMERE));
    assertThat(log.heard())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.outcome()).isEqualTo("RELAYED");
          assertThat(line.facts())
              .containsOnly(
                  Map.entry("routing", new Fact.Count(1)),
                  Map.entry("dispatch", new Fact.Count(2)));
        });
  }

  @Test
  void has_the_stream_come_again_from_the_first_row_that_its_queue_did_not_take() {
    queues.takeAllBut(Set.of(LARKFIELD, OAKMERE));

    assertThat(relays("stream.json"))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"100000000000000000003\"}]}");
    assertThat(log.outcomes()).containsExactly("RELAYED_IN_PART");

    queues.takeAllBut(Set.of(OAKMERE));
    assertThat(relays("stream.json"))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"100000000000000000004\"}]}");
  }

  @Test
  void fails_a_batch_that_names_a_stage_nobody_knows() {
    assertThatIllegalArgumentException().isThrownBy(() -> relays("unknown-stage.json"));
    assertThat(queues.taken()).isEmpty();
  }

  private String relays(String event) {
    return new String(
        Invocation.of(handler, Events.read(RelayHandlerTest.class, event, Map.of())), UTF_8);
  }

  private static RowId delivery(String unit) {
    return RowId.delivery(new DeliveryId(ID, Unit.parse(unit)));
  }
}
