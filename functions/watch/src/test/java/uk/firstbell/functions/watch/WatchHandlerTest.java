package uk.firstbell.functions.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.watch.Watch;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Invocation;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;

final class WatchHandlerTest {
  private static final Instant ALERT_AT = Instant.parse("2026-05-05T05:45:00Z");

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final HeardLog log = new HeardLog();

  @Test
  void takes_a_delivery_the_moment_its_alert_is_due_and_not_a_millisecond_before() {
    NotificationId id = gateway.available();
    var handler = new WatchHandler(gateway.watch(), log, gateway.clock());

    gateway.clock().set(ALERT_AT.minusMillis(1));
    sweeps(handler);
    gateway.clock().set(ALERT_AT);
    sweeps(handler);

    assertThat(log.outcomes()).containsExactly("SWEPT", "ALERT_DUE", "SWEPT");
    assertThat(log.heard().get(0).facts())
        .containsOnly(
            Map.entry("taken", new Fact.Count(0)),
            Map.entry("beaten", new Fact.Count(0)),
            Map.entry("sweeps", new Fact.Count(1)));
    assertThat(log.heard().get(1).id()).isEqualTo("N#" + id + "#DELIVERY#SCHOOL-102345");
    assertThat(log.heard().get(2).facts()).containsEntry("taken", new Fact.Count(1));
  }

  @Test
  void counts_what_another_watch_took_first() {
    gateway.available();
    gateway.clock().set(ALERT_AT);
    gateway.beforeWrites(1, () -> gateway.watch().sweep());

    sweeps(new WatchHandler(gateway.watch(), log, gateway.clock()));

    assertThat(log.outcomes()).containsExactly("SWEPT");
    assertThat(log.heard().getFirst().facts())
        .containsEntry("taken", new Fact.Count(0))
        .containsEntry("beaten", new Fact.Count(1));
  }

  @Test
  void stops_after_ten_sweeps_and_says_that_there_is_more() {
    var endless = new Watch(endless(), TimingPolicy.DEFAULT, WorkPolicy.DEFAULT, gateway.clock());

    sweeps(new WatchHandler(endless, log, gateway.clock()));

    assertThat(log.heard())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.outcome()).isEqualTo("SWEPT_IN_PART");
          assertThat(line.level()).isEqualTo(Level.WARN);
          assertThat(line.facts()).containsEntry("sweeps", new Fact.Count(10));
        });
  }

  private static void sweeps(WatchHandler handler) {
    assertThat(
            Invocation.of(handler, Events.read(WatchHandlerTest.class, "schedule.json", Map.of())))
        .isEmpty();
  }

  /** A story whose listing never ends, though none of what it lists is there any more. */
  private static Story endless() {
    RowId gone = RowId.head(new NotificationId("019de5a1-2b3c-7d4e-8f50-617283940a1b"));
    return (Story)
        Proxy.newProxyInstance(
            Story.class.getClassLoader(),
            new Class<?>[] {Story.class},
            (_, method, arguments) ->
                method.getName().equals("due")
                    ? Collections.nCopies((int) arguments[1], gone)
                    : Optional.empty());
  }
}
