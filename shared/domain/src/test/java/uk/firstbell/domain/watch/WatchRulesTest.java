package uk.firstbell.domain.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.story.SampleRows.ACCEPTED;
import static uk.firstbell.domain.story.SampleRows.ALERT_AT;
import static uk.firstbell.domain.story.SampleRows.DELIVER_BY;
import static uk.firstbell.domain.story.SampleRows.aPlan;
import static uk.firstbell.domain.story.SampleRows.aPlannedDelivery;
import static uk.firstbell.domain.story.SampleRows.anAcceptedHead;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Task;

final class WatchRulesTest {
  private static final Instant NINE_ON_WEDNESDAY = Instant.parse("2026-05-06T08:00:00Z");

  private final WatchRules rules =
      new WatchRules(
          Actor.gateway("watch"),
          TimingPolicy.DEFAULT,
          WorkPolicy.DEFAULT,
          LadderPolicy.DEFAULT,
          CasePolicy.DEFAULT);

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
  void takes_each_rung_at_its_time_and_not_before() {
    Delivery standing = available();
    for (Rung rung : aPlan().rungs()) {
      assertThat(rules.on(standing, rung.at().minusMillis(1)))
          .isEqualTo(new WatchDecision.NotYet());

      var taken = take(rules.on(standing, rung.at()));

      assertThat(taken.deed().facts()).containsEntry("rung", rung.kind().name());
      assertThat(((Delivery) taken.becomes()).next()).contains(Stage.DISPATCH);
      standing = handedOver((Delivery) taken.becomes(), rung.at());
    }
  }

  @Test
  void asks_whom_the_ladder_says_at_each_rung() {
    Delivery standing = available();
    for (Rung rung : aPlan().rungs()) {
      standing = handedOver((Delivery) take(rules.on(standing, rung.at())).becomes(), rung.at());
    }

    var force = new Unit(Unit.Kind.FORCE, "WXC");
    var authority = new Unit(Unit.Kind.LA, "999");
    assertThat(standing.tasks())
        .containsExactly(
            new Task(Task.Kind.CALL_HEAD, force, DELIVER_BY),
            new Task(Task.Kind.LA_DUTY, authority, DELIVER_BY),
            new Task(Task.Kind.CALL_SWITCHBOARD, force, DELIVER_BY.plusSeconds(1_800)),
            new Task(Task.Kind.LA_LEAD, authority, DELIVER_BY.plusSeconds(3_600)),
            new Task(Task.Kind.FORCE_UNOPENED, force, DELIVER_BY.plusSeconds(3_600)),
            new Task(Task.Kind.LA_BREACH, authority, DELIVER_BY.plusSeconds(12_600)));
    assertThat(standing.climb().late()).isEmpty();
    assertThat(standing.climb().breach())
        .contains(new Late(LateCause.NOT_OPENED, DELIVER_BY.plusSeconds(12_600)));
    assertThat(standing.dueAt()).contains(NINE_ON_WEDNESDAY);
  }

  @Test
  void takes_every_rung_once_though_the_alerts_are_stuck_and_goes_on_asking_dispatch() {
    var released = (Delivery) take(rules.on(available(), ALERT_AT)).becomes();
    var nudged = take(rules.on(released, ALERT_AT.plusSeconds(300)));
    var reminded = (Delivery) take(rules.on((Delivery) nudged.becomes(), DELIVER_BY)).becomes();
    var unopened = take(rules.on(reminded.lookedAt(DELIVER_BY), DELIVER_BY));
    var asked = (Delivery) unopened.becomes();

    assertThat(nudged.deed().happening()).isEqualTo(Happening.NUDGED);
    assertThat(unopened.deed().happening()).isEqualTo(Happening.UNOPENED_AT_DEADLINE);
    assertThat(asked.climb().owed())
        .extracting(Rung::kind)
        .containsExactly(Rung.Kind.RELEASE, Rung.Kind.REMINDER);
    assertThat(asked.tasks()).hasSize(2);
    assertThat(asked.climb().late()).contains(new Late(LateCause.PLATFORM_OUTAGE, DELIVER_BY));
    assertThat(take(rules.on(asked, DELIVER_BY.plusSeconds(300))).deed().happening())
        .isEqualTo(Happening.NUDGED);
    assertThat(((Delivery) take(rules.on(asked, DELIVER_BY.plusSeconds(300))).becomes()).tasks())
        .hasSize(2);
  }

  @Test
  void never_sleeps_through_a_rung_while_it_waits_for_dispatch() {
    Instant before = DELIVER_BY.minusSeconds(3_720);
    var released = (Delivery) take(rules.on(available(), before)).becomes();

    assertThat(released.dueAt()).contains(DELIVER_BY.minusSeconds(3_600));
  }

  @Test
  void counts_as_late_for_its_senders_reason_what_was_not_delivered_by_the_deadline() {
    Delivery standing = available();
    var stuck = climbedTo(Rung.Kind.UNOPENED, standing, false);
    var delivered = climbedTo(Rung.Kind.UNOPENED, standing, true);

    assertThat(stuck.climb().late()).contains(new Late(LateCause.PLATFORM_OUTAGE, DELIVER_BY));
    assertThat(delivered.climb().late()).isEmpty();
  }

  @Test
  void has_the_head_rung_half_an_hour_after_nobody_could_read() {
    Delivery nobody =
        aPlannedDelivery()
            .waiting(
                List.of(
                    new Task(Task.Kind.LA_NO_LIVE_READER, new Unit(Unit.Kind.LA, "999"), ACCEPTED)),
                ACCEPTED.plusSeconds(1_800));

    assertThat(rules.on(nobody, ACCEPTED.plusSeconds(1_799))).isEqualTo(new WatchDecision.NotYet());
    var told = (Delivery) take(rules.on(nobody, ACCEPTED.plusSeconds(1_800))).becomes();
    assertThat(told.tasks()).extracting(Task::kind).contains(Task.Kind.CALL_HEAD);
    assertThat(told.dueAt()).contains(ALERT_AT);
    var unopened = climbedTo(Rung.Kind.UNOPENED, told, false);
    assertThat(unopened.climb().late()).contains(new Late(LateCause.DIRECTORY_DEFECT, DELIVER_BY));
  }

  @Test
  void reminds_once_at_the_end_of_the_day_and_tells_the_authority_each_morning_after() {
    Instant dayEnds = Instant.parse("2026-05-05T14:15:00Z");
    Delivery opened = available().opened(new PersonId("larkfield-dsl"), DELIVER_BY, dayEnds);

    assertThat(rules.on(opened, dayEnds.minusMillis(1))).isEqualTo(new WatchDecision.NotYet());
    var reminded = (Delivery) take(rules.on(opened, dayEnds)).becomes();
    assertThat(reminded.climb().owed())
        .containsExactly(new Rung(Rung.Kind.ANSWER_REMINDER, dayEnds));
    var waiting = reminded.handedOver(List.of(), Optional.empty(), List.of(), NINE_ON_WEDNESDAY);
    var told = take(rules.on(waiting, NINE_ON_WEDNESDAY));
    var asked = (Delivery) told.becomes();
    assertThat(told.deed().happening()).isEqualTo(Happening.STILL_OPEN);
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

  private static Delivery available() {
    return aPlannedDelivery().available(aPlan().readers(), ALERT_AT);
  }

  /** Dispatch did its part at {@code now}, and the watch looks again at the next rung. */
  private static Delivery handedOver(Delivery asked, Instant now) {
    Instant look = asked.nextRung().map(Rung::at).orElse(NINE_ON_WEDNESDAY);
    return asked.handedOver(List.of(), Optional.of(now), List.of(), look);
  }

  /** The delivery after that rung, with every alert handed over or none. */
  private Delivery climbedTo(Rung.Kind last, Delivery from, boolean delivering) {
    Delivery standing = from;
    for (Rung rung : aPlan().rungs()) {
      standing = (Delivery) take(rules.on(standing.lookedAt(rung.at()), rung.at())).becomes();
      standing = delivering ? handedOver(standing, rung.at()) : standing;
      if (rung.kind() == last) {
        return standing;
      }
    }
    throw new IllegalStateException("the sample has no such rung");
  }
}
