package uk.firstbell.domain.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.story.SampleRows.ACCEPTED;
import static uk.firstbell.domain.story.SampleRows.ALERT_AT;
import static uk.firstbell.domain.story.SampleRows.DELIVER_BY;
import static uk.firstbell.domain.story.SampleRows.aPlannedDelivery;
import static uk.firstbell.domain.story.SampleRows.anAcceptedHead;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Task;

final class WatchRulesTest {
  private static final Instant NINE_ON_WEDNESDAY = Instant.parse("2026-05-06T08:00:00Z");

  private final WatchRules rules = new WatchRules(TimingPolicy.DEFAULT, WorkPolicy.DEFAULT);

  @Test
  void leaves_a_row_alone_until_the_moment_it_is_due() {
    Instant due = ACCEPTED.plusSeconds(300);

    assertThat(rules.on(anAcceptedHead(), due.minusMillis(1)))
        .isEqualTo(new WatchDecision.NotYet());
    assertThat(rules.on(anAcceptedHead(), due)).isInstanceOf(WatchDecision.Take.class);
  }

  @Test
  void tries_an_unrouted_report_again_after_five_minutes_and_again_after_ten() {
    var first = take(rules.on(anAcceptedHead(), ACCEPTED.plusSeconds(300)));
    var again = (Head) first.becomes();
    var second = take(rules.on(again, ACCEPTED.plusSeconds(600)));

    assertThat(first.deed().happening()).isEqualTo(Happening.NUDGED);
    assertThat(again.next()).contains(Stage.ROUTING);
    assertThat(again.dueAt()).contains(ACCEPTED.plusSeconds(600));
    assertThat(second.deed().happening()).isEqualTo(Happening.NUDGED);
    assertThat(((Head) second.becomes()).dueAt()).contains(ACCEPTED.plusSeconds(900));
  }

  @Test
  void tells_the_forces_contact_once_a_report_is_unrouted_for_fifteen_minutes() {
    Head tried = anAcceptedHead().nudged(Stage.ROUTING, List.of(), ACCEPTED.plusSeconds(600));
    var justBefore = take(rules.on(tried, ACCEPTED.plusSeconds(900).minusMillis(1)));
    var told = take(rules.on(tried, ACCEPTED.plusSeconds(900)));
    var again = take(rules.on((Head) told.becomes(), ACCEPTED.plusSeconds(1200)));

    assertThat(justBefore.deed().happening()).isEqualTo(Happening.NUDGED);
    assertThat(told.deed().happening()).isEqualTo(Happening.STILL_UNROUTED);
    assertThat(((Head) told.becomes()).tasks())
        .containsExactly(
            new Task(
                Task.Kind.FORCE_UNROUTED,
                new Unit(Unit.Kind.FORCE, "WXC"),
                ACCEPTED.plusSeconds(900)));
    assertThat(((Head) told.becomes()).next()).contains(Stage.ROUTING);
    assertThat(again.deed().happening()).isEqualTo(Happening.NUDGED);
    assertThat(((Head) again.becomes()).tasks()).hasSize(1);
  }

  @Test
  void asks_dispatch_again_to_seal_what_it_has_not_sealed() {
    var taken = take(rules.on(aPlannedDelivery(), ACCEPTED.plusSeconds(300)));

    assertThat(taken.deed().happening()).isEqualTo(Happening.NUDGED);
    assertThat(((Delivery) taken.becomes()).next()).contains(Stage.DISPATCH);
    assertThat(((Delivery) taken.becomes()).dueAt()).contains(ACCEPTED.plusSeconds(600));
  }

  @Test
  void releases_the_alert_at_its_time_and_not_before() {
    Delivery available = aPlannedDelivery().available(ALERT_AT);

    assertThat(rules.on(available, ALERT_AT.minusMillis(1))).isEqualTo(new WatchDecision.NotYet());
    var taken = take(rules.on(available, ALERT_AT));
    assertThat(taken.deed().happening()).isEqualTo(Happening.ALERT_DUE);
    assertThat(((Delivery) taken.becomes()).state()).isEqualTo(Delivery.State.ALERTING);
    assertThat(((Delivery) taken.becomes()).next()).contains(Stage.DISPATCH);
  }

  @Test
  void asks_the_head_and_the_authority_when_nobody_opened_it_by_the_deadline() {
    Delivery alerted = aPlannedDelivery().alerted(DELIVER_BY);

    assertThat(rules.on(alerted, DELIVER_BY.minusMillis(1))).isEqualTo(new WatchDecision.NotYet());
    var taken = take(rules.on(alerted, DELIVER_BY));
    var overdue = (Delivery) taken.becomes();
    assertThat(taken.deed().happening()).isEqualTo(Happening.UNOPENED_AT_DEADLINE);
    assertThat(overdue.state()).isEqualTo(Delivery.State.OVERDUE);
    assertThat(overdue.tasks())
        .containsExactly(
            new Task(Task.Kind.CALL_HEAD, new Unit(Unit.Kind.SCHOOL, "102345"), DELIVER_BY),
            new Task(Task.Kind.LA_DUTY, new Unit(Unit.Kind.LA, "999"), DELIVER_BY));
    assertThat(overdue.dueAt()).contains(Instant.parse("2026-05-05T08:00:00Z"));
  }

  @Test
  void asks_people_at_the_deadline_even_while_the_alerts_are_stuck_and_goes_on_trying() {
    Delivery stuck = aPlannedDelivery().alerting(DELIVER_BY);

    var taken = take(rules.on(stuck, DELIVER_BY));
    var asked = (Delivery) taken.becomes();
    assertThat(taken.deed().happening()).isEqualTo(Happening.UNOPENED_AT_DEADLINE);
    assertThat(asked.state()).isEqualTo(Delivery.State.ALERTING);
    assertThat(asked.next()).contains(Stage.DISPATCH);
    assertThat(asked.tasks()).hasSize(2);
    assertThat(take(rules.on(asked, DELIVER_BY.plusSeconds(300))).deed().happening())
        .isEqualTo(Happening.NUDGED);
  }

  @Test
  void never_sleeps_through_a_deadline_while_it_waits_for_dispatch() {
    Delivery late = aPlannedDelivery().alerting(DELIVER_BY.minusSeconds(120));

    var taken = take(rules.on(late, DELIVER_BY.minusSeconds(120)));

    assertThat(((Delivery) taken.becomes()).dueAt()).contains(DELIVER_BY);
  }

  @Test
  void puts_what_nobody_closed_before_the_authority_each_morning() {
    Delivery opened =
        aPlannedDelivery()
            .alerted(DELIVER_BY)
            .opened(new PersonId("larkfield-dsl"), DELIVER_BY, NINE_ON_WEDNESDAY);

    var taken = take(rules.on(opened, NINE_ON_WEDNESDAY));
    var asked = (Delivery) taken.becomes();
    assertThat(taken.deed().happening()).isEqualTo(Happening.STILL_OPEN);
    assertThat(asked.state()).isEqualTo(Delivery.State.OPENED);
    assertThat(asked.tasks()).extracting(Task::kind).containsExactly(Task.Kind.LA_DUTY);
    assertThat(asked.dueAt()).contains(Instant.parse("2026-05-07T08:00:00Z"));
    assertThat(
            ((Delivery) take(rules.on(asked, Instant.parse("2026-05-07T08:00:00Z"))).becomes())
                .tasks())
        .isEqualTo(asked.tasks());
  }

  @Test
  void leaves_alone_what_is_closed() {
    Delivery closed =
        aPlannedDelivery()
            .acknowledged(new PersonId("larkfield-dsl"), ReaderOutcome.SUPPORT_IN_PLACE);

    assertThat(closed.dueAt()).isEqualTo(Optional.empty());
    assertThat(rules.on(closed, Instant.MAX)).isEqualTo(new WatchDecision.NotYet());
  }

  private static WatchDecision.Take take(WatchDecision decision) {
    assertThat(decision).isInstanceOf(WatchDecision.Take.class);
    return (WatchDecision.Take) decision;
  }
}
