package uk.firstbell.functions.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
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

    assertThat(log.outcomes()).containsExactly("SWEPT", "RUNG_TAKEN", "SWEPT");
    assertThat(log.heard().get(0).facts())
        .containsOnly(
            Map.entry("taken", new Fact.Count(0)),
            Map.entry("failed", new Fact.Count(0)),
            Map.entry("beaten", new Fact.Count(0)),
            Map.entry("sweeps", new Fact.Count(1)),
            Map.entry("finished", new Fact.Metric(1)));
    assertThat(log.heard().get(1).id()).isEqualTo("N#" + id + "#DELIVERY#SCHOOL-102345");
    assertThat(log.heard().get(1).facts())
        .containsOnly(Map.entry("rung", new Fact.Code("RELEASE")));
    assertThat(log.heard().get(2).facts()).containsEntry("taken", new Fact.Count(1));
  }

  @Test
  void calls_a_person_about_a_report_nobody_routed_for_a_quarter_of_an_hour_and_once() {
    NotificationId id = gateway.accepted();
    Instant accepted = gateway.clock().instant();
    var handler = new WatchHandler(gateway.watch(), log, gateway.clock());

    gateway.clock().set(accepted.plus(Duration.ofMinutes(15)).minusMillis(1));
    sweeps(handler);
    assertThat(log.outcomes()).containsExactly("NUDGED", "SWEPT");
    gateway.clock().set(accepted.plus(Duration.ofMinutes(15)));
    sweeps(handler);
    gateway.clock().set(accepted.plus(Duration.ofMinutes(20)));
    sweeps(handler);

    assertThat(log.outcomes())
        .containsExactly("NUDGED", "SWEPT", "STILL_UNROUTED", "SWEPT", "NUDGED", "SWEPT");
    assertThat(log.heard().get(2).id()).isEqualTo("N#" + id + "#HEAD");
    assertThat(log.heard().get(2).level()).isEqualTo(Level.ERROR);
    assertThat(log.heard().get(2).facts()).containsEntry("unrouted", new Fact.Metric(1));
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
    var endless = watch(endless());

    sweeps(new WatchHandler(endless, log, gateway.clock()));

    assertThat(log.heard())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.outcome()).isEqualTo("SWEPT_IN_PART");
          assertThat(line.level()).isEqualTo(Level.WARN);
          assertThat(line.facts()).containsEntry("sweeps", new Fact.Count(10));
        });
  }

  @Test
  void goes_on_past_a_row_it_cannot_take_and_ends_in_an_error() {
    gateway.available();
    gateway.clock().set(ALERT_AT);
    var broken = RowId.head(new NotificationId("019de5a1-2b3c-7d4e-8f50-617283940a1b"));

    assertThatIllegalStateException()
        .isThrownBy(() -> sweeps(new WatchHandler(watch(firstDue(broken)), log, gateway.clock())))
        .withMessage("a sweep could not take every row");

    assertThat(log.outcomes()).containsExactly("RUNG_TAKEN", "FAILED", "SWEPT");
    assertThat(log.heard().get(1).id()).isEqualTo(broken.toString());
    assertThat(log.heard().get(1).level()).isEqualTo(Level.ERROR);
    assertThat(log.heard().get(2).facts())
        .containsEntry("taken", new Fact.Count(1))
        .containsEntry("failed", new Fact.Count(1))
        .containsEntry("finished", new Fact.Metric(1));
  }

  @Test
  void counts_no_sweep_as_finished_that_could_not_ask_what_is_due() {
    var handler = new WatchHandler(watch(outage()), log, gateway.clock());

    assertThatIllegalStateException()
        .isThrownBy(() -> sweeps(handler))
        .withMessage("the index cannot be read");

    assertThat(log.heard()).isEmpty();
  }

  private static Story outage() {
    return (Story)
        Proxy.newProxyInstance(
            Story.class.getClassLoader(),
            new Class<?>[] {Story.class},
            (_, _, _) -> {
              throw new IllegalStateException("the index cannot be read");
            });
  }

  private Watch watch(Story story) {
    return new Watch(
        story,
        TimingPolicy.DEFAULT,
        WorkPolicy.DEFAULT,
        LadderPolicy.DEFAULT,
        CasePolicy.DEFAULT,
        gateway.clock());
  }

  /** The gateway's own story, in which one more row is due before all others and cannot be read. */
  private Story firstDue(RowId broken) {
    return (Story)
        Proxy.newProxyInstance(
            Story.class.getClassLoader(),
            new Class<?>[] {Story.class},
            (_, method, arguments) -> {
              if (method.getName().equals("head")) {
                throw new IllegalStateException("an item cannot be read");
              }
              Object answer = method.invoke(gateway.story(), arguments);
              return answer instanceof List<?> due && method.getName().equals("due")
                  ? Stream.concat(Stream.of(broken), due.stream()).toList()
                  : answer;
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
