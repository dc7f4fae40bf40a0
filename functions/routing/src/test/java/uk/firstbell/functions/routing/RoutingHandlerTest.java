package uk.firstbell.functions.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Invocation;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;
import uk.firstbell.wire.lambda.Nudge;

final class RoutingHandlerTest {
  private static final String NONE_FAILED = "{\"batchItemFailures\":[]}";
  private static final String FIRST_FAILED =
      "{\"batchItemFailures\":["
          + "{\"itemIdentifier\":\"00000000-0000-4000-8000-000000000001\"}]}";
  private static final NotificationId UNKNOWN =
      new NotificationId("019de5a1-2b3c-7d4e-8f50-617283940a1b");

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final HeardLog log = new HeardLog();
  private final RoutingHandler handler =
      new RoutingHandler(gateway.routing(), log, gateway.clock());

  @Test
  void plans_the_delivery_that_the_school_is_owed_and_is_not_disturbed_by_a_second_nudge() {
    NotificationId id = gateway.accepted();

    assertThat(works(head(id), head(id))).isEqualTo(NONE_FAILED);

    Delivery delivery = gateway.story().delivery(gateway.delivery(id)).orElseThrow().row();
    assertThat(delivery.delivery().unit()).hasToString("SCHOOL-102345");
    assertThat(delivery.plan().deadline().ruleId()).isEqualTo("R3");
    assertThat(delivery.plan().deadline().deliverBy())
        .isEqualTo(Instant.parse("2026-05-05T07:30:00Z"));
    assertThat(delivery.plan().alert().at()).isEqualTo(Instant.parse("2026-05-05T05:45:00Z"));
    assertThat(delivery.plan().readers())
        .extracting(reader -> reader.person().value())
        .containsExactlyInAnyOrder("larkfield-deputy-1", "larkfield-deputy-2", "larkfield-dsl");
    assertThat(log.outcomes()).containsExactly("ROUTED", "ALREADY_ROUTED");
    assertThat(log.heard().getFirst().id()).isEqualTo("N#" + id + "#HEAD");
    assertThat(log.heard().getFirst().facts())
        .contains(
            Map.entry("deliveries", new Fact.Count(1)), Map.entry("forPeople", new Fact.Count(0)));
  }

  @Test
  void fails_a_nudge_that_names_nothing_and_no_other() {
    NotificationId id = gateway.accepted();

    assertThat(works(head(UNKNOWN), head(id))).isEqualTo(FIRST_FAILED);

    assertThat(log.outcomes()).containsExactly("NOTHING_THERE", "ROUTED");
    assertThat(log.heard().getFirst().level()).isEqualTo(Level.ERROR);
  }

  @Test
  void fails_a_nudge_that_was_meant_for_another_stage_or_for_none() {
    NotificationId id = gateway.accepted();
    String delivery = Nudge.of(RowId.delivery(gateway.delivery(id))).body();

    assertThat(works(delivery, head(id))).isEqualTo(FIRST_FAILED);
    assertThat(works("no nudge", head(id))).isEqualTo(FIRST_FAILED);

    assertThat(log.outcomes())
        .containsExactly("MISDIRECTED", "ROUTED", "UNREADABLE", "ALREADY_ROUTED");
  }

  @Test
  void has_a_nudge_come_again_when_another_worker_came_first() {
    NotificationId id = gateway.accepted();
    gateway.beforeWrites(1, () -> gateway.routing().route(id));

    assertThat(works(head(id), head(id))).isEqualTo(FIRST_FAILED);

    assertThat(log.outcomes()).containsExactly("CONTENDED", "ALREADY_ROUTED");
    assertThat(log.heard().getFirst().level()).isEqualTo(Level.WARN);
  }

  @Test
  void fails_one_message_by_an_exception_and_says_where_and_what_happens_next() {
    NotificationId erased = gateway.accepted();
    gateway.story().destroyKey(erased);

    assertThat(works(head(erased), head(erased)))
        .isEqualTo(
            "{\"batchItemFailures\":["
                + "{\"itemIdentifier\":\"00000000-0000-4000-8000-000000000001\"},"
                + "{\"itemIdentifier\":\"00000000-0000-4000-8000-000000000002\"}]}");

    assertThat(log.outcomes()).containsExactly("FAILED", "FAILED");
    var line = log.heard().getFirst();
    assertThat(line.level()).isEqualTo(Level.ERROR);
    assertThat(line.id()).isEqualTo("N#" + erased + "#HEAD");
    assertThat(line.facts())
        .containsEntry(
            "exception", new Fact.Id("uk.firstbell.domain.vault.Vault_UnreadablePayloadException"))
        .containsEntry("next", new Fact.Code("COMES_AGAIN"))
        .containsKey("thrownAt");
    Canary canary = Canary.of(gateway.scene().publish().body());
    assertThat(canary.findIn(log.lines())).isEmpty();
  }

  private String works(String first, String second) {
    var gaps = Map.of("first", first, "second", second);
    return new String(
        Invocation.of(handler, Events.read(RoutingHandlerTest.class, "queue.json", gaps)), UTF_8);
  }

  private static String head(NotificationId id) {
    return Nudge.of(RowId.head(id)).body();
  }
}
