package uk.firstbell.functions.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.OpenRow;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Segment;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.watch.Reconciliation;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Invocation;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;

final class ReconciliationHandlerTest {
  private static final Instant ALERT_AT = Instant.parse("2026-05-05T05:45:00Z");
  private static final Instant OVERDUE = ALERT_AT.plusSeconds(301);
  private static final RowId BROKEN =
      RowId.head(new NotificationId("019de5a1-2b3c-7d4e-8f50-617283940a1b"));

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final HeardLog log = new HeardLog();

  @Test
  void confesses_nothing_while_the_watch_is_in_time_and_counts_that_it_looked() {
    gateway.available();
    gateway.clock().set(ALERT_AT);

    reconciles(handler(gateway.reconciliation()));

    assertThat(log.outcomes()).containsExactly("RECONCILED");
    assertThat(log.heard().getFirst().facts())
        .containsOnly(
            Map.entry("taken", new Fact.Count(0)),
            Map.entry("failed", new Fact.Count(0)),
            Map.entry("beaten", new Fact.Count(0)),
            Map.entry("unread", new Fact.Count(0)),
            Map.entry("finished", new Fact.Metric(1)));
  }

  @Test
  void says_loudly_what_the_watch_missed_and_takes_it() {
    NotificationId id = gateway.available();
    gateway.clock().set(OVERDUE);

    reconciles(handler(gateway.reconciliation()));

    assertThat(log.outcomes()).containsExactly("FOUND_OVERDUE", "RUNG_TAKEN", "RECONCILED");
    assertThat(log.heard().get(0).id()).isEqualTo("N#" + id + "#DELIVERY#SCHOOL-102345");
    assertThat(log.heard().get(0).level()).isEqualTo(Level.ERROR);
    assertThat(log.heard().get(1).level()).isEqualTo(Level.INFO);
    assertThat(log.heard().get(0).facts())
        .containsOnly(
            Map.entry("confessed", new Fact.Metric(1)),
            Map.entry("overdueSeconds", new Fact.Count(301)));
    assertThat(log.heard().get(2).facts()).containsEntry("taken", new Fact.Count(2));
  }

  @Test
  void goes_on_past_a_row_it_cannot_read_and_ends_in_an_error() {
    gateway.available();
    gateway.clock().set(OVERDUE);
    var unreadable = new OpenRow.Unreadable(BROKEN, new IllegalStateException("not ours"));
    var handler =
        handler(
            reading((segment, rows) ->
                segment.number() == 0 ? Stream.concat(Stream.of(unreadable), rows) : rows));

    assertThatIllegalStateException()
        .isThrownBy(() -> reconciles(handler))
        .withMessage("a reconciliation could not read or take every row");

    assertThat(log.outcomes())
        .containsExactlyInAnyOrder("FAILED", "FOUND_OVERDUE", "RUNG_TAKEN", "RECONCILED");
    assertThat(log.heard())
        .filteredOn(line -> line.outcome().equals("FAILED"))
        .singleElement()
        .satisfies(line -> assertThat(line.id()).isEqualTo(BROKEN.toString()));
    assertThat(log.heard().getLast().facts())
        .containsEntry("failed", new Fact.Count(1))
        .containsEntry("finished", new Fact.Metric(1));
  }

  @Test
  void reads_every_other_segment_when_one_cannot_be_read_and_does_not_count_as_finished() {
    gateway.available();
    gateway.clock().set(OVERDUE);
    var all = reading((_, rows) -> rows);
    var found = Segment.all(4).filter(part -> !all.open(part).toList().isEmpty()).toList();
    assertThat(found).hasSize(1);
    int elsewhere = (found.getFirst().number() + 1) % 4;
    var handler =
        handler(
            reading((segment, rows) -> {
              if (segment.number() == elsewhere) {
                throw new IllegalStateException("a page is lost");
              }
              return rows;
            }));

    assertThatIllegalStateException().isThrownBy(() -> reconciles(handler));

    assertThat(log.outcomes())
        .containsExactlyInAnyOrder("FAILED", "FOUND_OVERDUE", "RUNG_TAKEN", "RECONCILED_IN_PART");
    assertThat(log.heard())
        .filteredOn(line -> line.outcome().equals("FAILED"))
        .singleElement()
        .satisfies(
            line -> assertThat(line.facts()).containsEntry("segment", new Fact.Count(elsewhere)));
    assertThat(log.heard().getLast().level()).isEqualTo(Level.WARN);
    assertThat(log.heard().getLast().facts())
        .containsEntry("unread", new Fact.Count(1))
        .containsEntry("finished", new Fact.Metric(0));
  }

  private ReconciliationHandler handler(Reconciliation reconciliation) {
    return new ReconciliationHandler(reconciliation, log, gateway.clock());
  }

  private ReconciliationHandler handler(Story story) {
    return handler(
        new Reconciliation(
            story,
            TimingPolicy.DEFAULT,
            WorkPolicy.DEFAULT,
            LadderPolicy.DEFAULT,
            CasePolicy.DEFAULT,
            gateway.clock()));
  }

  private static void reconciles(ReconciliationHandler handler) {
    var event = Events.read(ReconciliationHandlerTest.class, "schedule.json", Map.of());
    assertThat(Invocation.of(handler, event)).isEmpty();
  }

  /** What somebody makes of a segment's rows. */
  private interface Hand {
    Stream<OpenRow> on(Segment segment, Stream<OpenRow> rows);
  }

  /** The gateway's own story, with its open rows as {@code hand} has them. */
  private Story reading(Hand hand) {
    return (Story)
        Proxy.newProxyInstance(
            Story.class.getClassLoader(),
            new Class<?>[] {Story.class},
            (_, method, arguments) -> {
              if (method.getName().equals("open")) {
                var segment = (Segment) arguments[0];
                return hand.on(segment, gateway.story().open(segment));
              }
              try {
                return method.invoke(gateway.story(), arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
