package uk.firstbell.domain.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.story.SampleRows.ACCEPTED;
import static uk.firstbell.domain.story.SampleRows.ALERT_AT;
import static uk.firstbell.domain.story.SampleRows.DELIVER_BY;
import static uk.firstbell.domain.story.SampleRows.aPlan;
import static uk.firstbell.domain.story.SampleRows.aPlannedDelivery;
import static uk.firstbell.domain.story.SampleRows.anAcceptedHead;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CasePlan;
import uk.firstbell.domain.story.CaseRung;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Watched;

final class OverdueRulesTest {
  private static final Actor ACTOR = Actor.gateway("reconciliation");
  private static final Instant NEVER = Instant.parse("2099-01-01T00:00:00Z");
  private static final Instant NINE_ON_TUESDAY = Instant.parse("2026-05-05T08:00:00Z");
  private static final Instant NINE_ON_WEDNESDAY = Instant.parse("2026-05-06T08:00:00Z");
  private static final Instant DAY_ENDS = Instant.parse("2026-05-05T14:15:00Z");
  private static final PersonId DSL = new PersonId("larkfield-dsl");
  private static final Task TOLD =
      new Task(Task.Kind.FORCE_UNROUTED, new Unit(Unit.Kind.FORCE, "WXC"), ACCEPTED);

  private final OverdueRules rules =
      new OverdueRules(
          ACTOR,
          new WatchRules(
              ACTOR,
              TimingPolicy.DEFAULT,
              WorkPolicy.DEFAULT,
              LadderPolicy.DEFAULT,
              CasePolicy.DEFAULT),
          WorkPolicy.DEFAULT);

  @Test
  void leaves_to_the_watch_what_is_due_for_no_longer_than_five_minutes() {
    Instant due = ACCEPTED.plusSeconds(300);

    assertThat(rules.on(anAcceptedHead(), due.plusSeconds(300)))
        .isEqualTo(new WatchDecision.NotYet());
    var found = take(rules.on(anAcceptedHead(), due.plusSeconds(300).plusMillis(1)));

    assertThat(found.becomes()).isEqualTo(anAcceptedHead());
    assertThat(found.deed().actor()).isEqualTo(ACTOR);
    assertThat(found.deed().happening()).isEqualTo(Happening.FOUND_OVERDUE);
    assertThat(found.deed().facts())
        .isEqualTo(Map.of("due", due.toString(), "overdueSeconds", "300"));
  }

  @Test
  void leaves_alone_what_is_final_however_long_ago() {
    Head routed =
        anAcceptedHead().planned(new Plan(List.of(), 0, 0, 0, Optional.empty()), ACCEPTED).routed();
    Delivery closed = aPlannedDelivery().acknowledged(DSL, ReaderOutcome.SUPPORT_IN_PLACE);

    assertThat(rules.on(routed, NEVER)).isEqualTo(new WatchDecision.NotYet());
    assertThat(rules.on(closed, NEVER)).isEqualTo(new WatchDecision.NotYet());
  }

  @Test
  void finds_an_unrouted_report_of_which_nobody_was_told_though_its_due_time_says_never() {
    Instant alarm = ACCEPTED.plusSeconds(900);
    Head forgotten = anAcceptedHead().lookedAt(NEVER);

    assertThat(rules.on(forgotten, alarm.plusSeconds(300))).isEqualTo(new WatchDecision.NotYet());
    var found = take(rules.on(forgotten, alarm.plusSeconds(301)));

    assertThat(found.becomes().dueAt()).contains(alarm);
    assertThat(found.deed().facts()).containsEntry("due", alarm.toString());
    assertThat(rules.on(forgotten.waiting(List.of(TOLD), NEVER), alarm.plusSeconds(301)))
        .isEqualTo(new WatchDecision.NotYet());
  }

  @Test
  void finds_an_unopened_delivery_of_which_nobody_was_told_unless_somebody_looks_soon() {
    Instant late = DELIVER_BY.plusSeconds(301);
    Delivery forgotten = available().lookedAt(NEVER);

    assertThat(rules.on(forgotten, DELIVER_BY.plusSeconds(300)))
        .isEqualTo(new WatchDecision.NotYet());
    assertThat(take(rules.on(forgotten, late)).becomes().dueAt()).contains(DELIVER_BY);

    assertThat(rules.on(forgotten.waiting(List.of(TOLD), NEVER), late))
        .isEqualTo(new WatchDecision.NotYet());
    assertThat(rules.on(forgotten.opened(DSL, DELIVER_BY.plusSeconds(1), NEVER), late))
        .isEqualTo(new WatchDecision.NotYet());
    assertThat(rules.on(available().lookedAt(late.plusSeconds(300)), late))
        .isEqualTo(new WatchDecision.NotYet());
    assertThat(rules.on(available().lookedAt(late.plusSeconds(301)), late))
        .isInstanceOf(WatchDecision.Take.class);
  }

  @Test
  void counts_a_revision_that_came_after_the_deadline_from_its_own_rung_and_a_case_from_none() {
    Instant own = DELIVER_BY.plusSeconds(7_200);
    Delivery revised = climbing(List.of(new Rung(Rung.Kind.UNOPENED, own)));
    Delivery ofCase = climbing(List.of(new Rung(Rung.Kind.RELEASE, ALERT_AT)));

    assertThat(rules.on(revised, own.plusSeconds(300))).isEqualTo(new WatchDecision.NotYet());
    assertThat(take(rules.on(revised, own.plusSeconds(301))).becomes().dueAt()).contains(own);
    assertThat(rules.on(ofCase, own.plusSeconds(301))).isEqualTo(new WatchDecision.NotYet());
  }

  @Test
  void has_an_unrouted_report_without_a_due_time_looked_at_at_once() {
    Instant now = ACCEPTED.plusSeconds(1);

    var found = take(rules.on(lost(anAcceptedHead()), now));

    assertThat(found.becomes().dueAt()).contains(now);
    assertThat(found.deed().facts()).isEqualTo(Map.of("due", "NONE"));
  }

  @Test
  void takes_no_rung_early_because_a_due_time_is_gone() {
    assertThat(lookAt(available(), ACCEPTED.plusSeconds(60))).isEqualTo(ALERT_AT);
    assertThat(lookAt(available(), ALERT_AT.plusSeconds(60))).isEqualTo(ALERT_AT);
    assertThat(lookAt(aPlannedDelivery(), ACCEPTED.plusSeconds(60)))
        .isEqualTo(ACCEPTED.plusSeconds(360));
  }

  @Test
  void has_the_head_rung_in_time_though_the_due_time_that_was_for_it_is_gone() {
    var nobody = new Task(Task.Kind.LA_NO_LIVE_READER, new Unit(Unit.Kind.LA, "999"), ACCEPTED);
    Delivery waiting = aPlannedDelivery().waiting(List.of(nobody), ALERT_AT);

    assertThat(lookAt(waiting, ACCEPTED.plusSeconds(60))).isEqualTo(ACCEPTED.plusSeconds(1_800));
    assertThat(lookAt(waiting, ACCEPTED.plusSeconds(3_600))).isEqualTo(ACCEPTED.plusSeconds(1_800));
  }

  @Test
  void puts_each_other_state_back_to_when_it_would_have_been_looked_at() {
    Delivery opened = available().opened(DSL, ALERT_AT, DAY_ENDS);
    Delivery openedInTheEvening = available().opened(DSL, DAY_ENDS.plusSeconds(1), DAY_ENDS);
    Rung reminder = new Rung(Rung.Kind.ANSWER_REMINDER, DAY_ENDS);
    Delivery asked = opened.askingForAnswer(reminder, DAY_ENDS);
    Delivery reminded = asked.handedOver(List.of(), Optional.empty(), List.of(), DAY_ENDS);
    Delivery returned = opened.returned(DSL, ReaderOutcome.WRONG_CHILD, List.of(), DAY_ENDS);

    assertThat(lookAt(opened, ALERT_AT.plusSeconds(60))).isEqualTo(DAY_ENDS);
    assertThat(lookAt(opened, DAY_ENDS.plusSeconds(60))).isEqualTo(DAY_ENDS);
    assertThat(lookAt(openedInTheEvening, DAY_ENDS.plusSeconds(60))).isEqualTo(NINE_ON_WEDNESDAY);
    assertThat(lookAt(asked, DAY_ENDS.plusSeconds(60))).isEqualTo(DAY_ENDS.plusSeconds(60));
    assertThat(lookAt(reminded, DAY_ENDS.plusSeconds(60))).isEqualTo(NINE_ON_WEDNESDAY);
    assertThat(lookAt(returned, ALERT_AT.plusSeconds(60))).isEqualTo(NINE_ON_TUESDAY);
    assertThat(
            lookAt(anAcceptedHead().routedInPart(List.of(TOLD), NEVER), ALERT_AT.plusSeconds(60)))
        .isEqualTo(NINE_ON_TUESDAY);
  }

  @Test
  void gives_a_case_without_a_due_time_the_one_its_clock_says() {
    Instant due = ACCEPTED.plus(Duration.ofHours(24));
    var clock =
        new CasePlan(
            new Unit(Unit.Kind.CSC, "999"),
            new Unit(Unit.Kind.FORCE, "WXC"),
            ACCEPTED,
            ACCEPTED,
            due,
            due.plus(Duration.ofHours(4)),
            List.of(new CaseRung(CaseRung.Kind.SERGEANT, ACCEPTED.plus(Duration.ofHours(12)))),
            Optional.empty());
    Case open = Case.open(anAcceptedHead().notification(), clock, List.of(), ACCEPTED);

    assertThat(lookAt(open, ACCEPTED)).isEqualTo(ACCEPTED.plus(Duration.ofHours(12)));
    Case passed = open.passed(clock.rungs().getFirst(), List.of());
    assertThat(lookAt(passed, due)).isEqualTo(due.plusMillis(1));
  }

  private Instant lookAt(Watched row, Instant now) {
    return take(rules.on(lost(row), now)).becomes().dueAt().orElseThrow();
  }

  /** The row as it is read once somebody took its due time away. */
  private static Watched lost(Watched row) {
    return switch (row) {
      case Head head ->
          new Head(
              head.notification(),
              head.force(),
              head.message(),
              head.unit(),
              head.messageType(),
              head.revision(),
              head.supersedes(),
              head.drill(),
              head.receivedAt(),
              head.policeAwareAt(),
              head.recordRef(),
              head.subjects(),
              head.state(),
              head.plan(),
              head.tasks(),
              head.next(),
              Optional.empty());
      case Delivery delivery ->
          new Delivery(
              delivery.delivery(),
              delivery.plan(),
              delivery.state(),
              delivery.climb(),
              delivery.tasks(),
              delivery.opening(),
              delivery.answer(),
              delivery.again(),
              delivery.next(),
              Optional.empty());
      case Expiry expiry ->
          new Expiry(
              expiry.organisation(),
              expiry.person(),
              expiry.device(),
              expiry.end(),
              expiry.steps(),
              expiry.taken(),
              expiry.tasks(),
              expiry.over(),
              expiry.next(),
              Optional.empty());
      case Case casefile ->
          new Case(
              casefile.notification(),
              casefile.plan(),
              casefile.taken(),
              casefile.tasks(),
              casefile.acknowledged(),
              casefile.conversations(),
              casefile.answered(),
              casefile.contact(),
              casefile.breach(),
              casefile.state(),
              Optional.empty());
    };
  }

  /** Available, with those rungs, and looked at never. */
  private static Delivery climbing(List<Rung> rungs) {
    var whole = aPlan();
    var plan =
        new DeliveryPlan(
            whole.unit(),
            whole.fallback(),
            whole.force(),
            whole.deadline(),
            whole.alert(),
            whole.dayEndsAt(),
            rungs,
            whole.tooLate(),
            whole.senderCause(),
            whole.profile(),
            whole.children(),
            whole.roles(),
            whole.readers(),
            whole.contacts(),
            whole.named(),
            whole.barred(),
            whole.defects());
    return Delivery.planned(aPlannedDelivery().delivery(), plan, List.of(), ACCEPTED)
        .available(plan.readers(), ALERT_AT)
        .lookedAt(NEVER);
  }

  private static Delivery available() {
    return aPlannedDelivery().available(aPlan().readers(), ALERT_AT);
  }

  private static WatchDecision.Take take(WatchDecision decision) {
    assertThat(decision).isInstanceOf(WatchDecision.Take.class);
    return (WatchDecision.Take) decision;
  }
}
