package uk.firstbell.functions.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.memory.MemoryAlerts;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Invocation;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;
import uk.firstbell.wire.lambda.Nudge;

final class DispatchHandlerTest {
  private static final String NONE_FAILED = "{\"batchItemFailures\":[]}";
  private static final String FIRST_FAILED =
      "{\"batchItemFailures\":["
          + "{\"itemIdentifier\":\"00000000-0000-4000-8000-000000000001\"}]}";
  private static final Instant ALERT_AT = Instant.parse("2026-05-05T05:45:00Z");

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final HeardLog log = new HeardLog();
  private final DispatchHandler handler =
      new DispatchHandler(gateway.dispatch(), gateway.warnings(), log, gateway.clock());

  @Test
  void seals_to_each_named_reader_at_once_and_alerts_nobody_before_the_window() {
    DeliveryId id = gateway.delivery(gateway.routed());

    assertThat(works(nudge(id), nudge(id))).isEqualTo(NONE_FAILED);

    assertThat(gateway.story().copies(id))
        .extracting(copy -> copy.row().reader().value())
        .containsExactly("larkfield-deputy-1", "larkfield-deputy-2", "larkfield-dsl");
    for (Stored<Copy> copy : gateway.story().copies(id)) {
      assertThat(copy.row().availableAt()).isEqualTo(Instant.parse("2026-05-01T21:40:00Z"));
      assertThat(gateway.opened(copy.row().sealed(), copy.row().reader().value()).group("notice"))
          .contains(gateway.outcome().deliveries().getFirst().notice());
    }
    assertThat(gateway.alerts().taken()).isEmpty();
    assertThat(log.outcomes()).containsExactly("MADE_AVAILABLE", "NOTHING_TO_DO");
    assertThat(log.heard().getFirst().facts())
        .contains(Map.entry("copies", new Fact.Count(3)), Map.entry("unusable", new Fact.Count(0)));
  }

  @Test
  void alerts_each_reader_once_the_window_opens() {
    DeliveryId id = alertDue();

    assertThat(works(nudge(id), nudge(id))).isEqualTo(NONE_FAILED);

    assertThat(gateway.alerts().taken())
        .extracting(MemoryAlerts.Mail::address)
        .containsExactly(
            "deputy-1@larkfield.example", "deputy-2@larkfield.example", "dsl@larkfield.example");
    assertThat(gateway.story().delivery(id).orElseThrow().row().climb().deliveredAt())
        .contains(ALERT_AT);
    assertThat(log.outcomes()).containsExactly("ALERTED", "NOTHING_TO_DO");
    assertThat(log.heard().getFirst().facts())
        .contains(
            Map.entry("sent", new Fact.Count(3)),
            Map.entry("refused", new Fact.Count(0)),
            Map.entry("postponed", new Fact.Count(0)));
  }

  @Test
  void leaves_alerts_that_are_under_way_to_the_watch() {
    DeliveryId id = alertDue();
    gateway.alerts().failNextAfterTaking();

    assertThat(works(nudge(id), nudge(id))).isEqualTo(FIRST_FAILED);

    assertThat(log.outcomes()).containsExactly("FAILED", "ALERTS_PENDING");
    assertThat(log.heard().getFirst().level()).isEqualTo(Level.ERROR);
    assertThat(log.heard().getFirst().facts())
        .containsEntry(
            "exception", new Fact.Id("uk.firstbell.memory.MemoryAlerts_OutageException"));
    assertThat(log.heard().getLast().facts()).contains(Map.entry("pending", new Fact.Count(1)));
  }

  @Test
  void fails_a_nudge_that_names_nothing_and_no_other() {
    DeliveryId id = gateway.delivery(gateway.routed());
    var nobody = new DeliveryId(id.notification(), Unit.parse("SCHOOL-102346"));

    assertThat(works(nudge(nobody), nudge(id))).isEqualTo(FIRST_FAILED);

    assertThat(log.outcomes()).containsExactly("NOTHING_THERE", "MADE_AVAILABLE");
    assertThat(log.heard().getFirst().level()).isEqualTo(Level.ERROR);
  }

  @Test
  void fails_a_nudge_that_was_meant_for_another_stage() {
    NotificationId id = gateway.routed();
    String head = Nudge.of(RowId.head(id)).body();

    assertThat(works(head, nudge(gateway.delivery(id)))).isEqualTo(FIRST_FAILED);

    assertThat(log.outcomes()).containsExactly("MISDIRECTED", "MADE_AVAILABLE");
  }

  @Test
  void has_a_nudge_come_again_when_another_worker_came_first() {
    DeliveryId id = gateway.delivery(gateway.routed());
    gateway.beforeWrites(1, () -> gateway.dispatch().act(id));

    assertThat(works(nudge(id), nudge(id))).isEqualTo(FIRST_FAILED);

    assertThat(log.outcomes()).containsExactly("CONTENDED", "NOTHING_TO_DO");
    assertThat(gateway.story().copies(id)).hasSize(3);
  }

  @Test
  void asks_people_when_nobody_named_can_read() {
    DeliveryId id = gateway.delivery(gateway.routed());
    gateway.clock().set(Instant.parse("2226-01-01T09:00:00Z")); // Long after every certificate.

    assertThat(works(nudge(id), nudge(id))).isEqualTo(NONE_FAILED);

    assertThat(log.outcomes()).containsExactly("NO_LIVE_READER", "NOTHING_TO_DO");
  }

  @Test
  void calls_a_person_where_nobody_could_be_told_that_there_is_something_to_agree_to() {
    DeliveryId id = alertDue();
    closeAndAskAgain(id);
    for (String address :
        List.of(
            "head@larkfield.example",
            "officer@wexcombe.example",
            "education-duty@wexcombe.example")) {
      gateway.alerts().refuse(address);
    }

    assertThat(works(nudge(id), nudge(id))).isEqualTo(NONE_FAILED);

    assertThat(log.outcomes()).containsExactly("NOBODY_TOLD", "NOTHING_TO_DO");
    assertThat(log.heard().getFirst().level()).isEqualTo(Level.ERROR);
    assertThat(log.heard().getFirst().facts())
        .contains(Map.entry("refused", new Fact.Count(3)), Map.entry("untold", new Fact.Metric(1)));
  }

  /** The lead reads and answers it, and asks to have their copy sealed again. */
  private void closeAndAskAgain(DeliveryId id) {
    Admitted lead = gateway.admitted("larkfield-dsl");
    gateway.opens("larkfield-dsl", id);
    gateway.receipt().acknowledge(lead, id, ReaderOutcome.SUPPORT_IN_PLACE);
    gateway.receipt().sealAgain(lead, id);
  }

  @Test
  void says_nothing_of_anybody_in_its_log() {
    DeliveryId id = alertDue();
    works(nudge(id), nudge(id));

    Canary canary = Canary.of(gateway.scene().publish().body());
    assertThat(log.lines()).isNotEmpty();
    assertThat(canary.findIn(log.lines())).isEmpty();
  }

  private DeliveryId alertDue() {
    DeliveryId id = gateway.delivery(gateway.available());
    gateway.clock().set(ALERT_AT);
    gateway.watch().sweep();
    return id;
  }

  private String works(String first, String second) {
    var gaps = Map.of("first", first, "second", second);
    return new String(
        Invocation.of(handler, Events.read(DispatchHandlerTest.class, "queue.json", gaps)), UTF_8);
  }

  private static String nudge(DeliveryId id) {
    return Nudge.of(RowId.delivery(id)).body();
  }
}
