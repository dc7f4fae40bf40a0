package uk.firstbell.domain.watch;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.ladder.CaseLadder;
import uk.firstbell.domain.ladder.Ladder;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Tasks;
import uk.firstbell.domain.story.Watched;
import uk.firstbell.domain.watch.WatchDecision.NotYet;
import uk.firstbell.domain.watch.WatchDecision.Take;

/** What is due, what is late, and who is told. Pure: equal arguments give equal answers. */
final class WatchRules {
  private final Actor actor;
  private final Ladder ladder;
  private final CaseLadder cases;
  private final TimingPolicy timing;
  private final WorkPolicy work;
  private final LadderPolicy rungs;

  /** The rules, for whoever takes what they find due. */
  WatchRules(
      Actor actor, TimingPolicy timing, WorkPolicy work, LadderPolicy rungs, CasePolicy cases) {
    this.actor = actor;
    this.ladder = new Ladder(timing, work);
    this.cases = new CaseLadder(cases, timing);
    this.timing = timing;
    this.work = work;
    this.rungs = rungs;
  }

  WatchDecision on(Head head, Instant now) {
    return notDue(head, now) ? new NotYet() : due(head, now);
  }

  WatchDecision on(Delivery delivery, Instant now) {
    return notDue(delivery, now) ? new NotYet() : due(delivery, now);
  }

  /** A case: {@code sent} says whether its notice was handed over to whoever is to answer. */
  WatchDecision on(Case casefile, boolean sent, Instant now) {
    return cases
        .dueStep(actor, casefile, sent, now)
        .<WatchDecision>map(step -> new Take(step.becomes(), step.deed()))
        .orElseGet(NotYet::new);
  }

  /** A certificate's end: who is to be warned by now, once; what dispatch left undone, again. */
  WatchDecision on(Expiry expiry, Instant now) {
    if (notDue(expiry, now)) {
      return new NotYet();
    }
    int come = expiry.come(now);
    Expiry taking = expiry.taking(come, now.plus(work.nudge()));
    if (come > expiry.taken()) {
      return new Take(
          taking,
          Deed.of(actor, Action.ALTERED, Happening.CERTIFICATE_ENDING)
              .with("days", expiry.steps().get(come - 1).days())
              .with("end", expiry.end()));
    }
    return expiry.next().isPresent()
        ? new Take(
            taking, Deed.of(actor, Action.ALTERED, Happening.NUDGED).with("stage", Stage.DISPATCH))
        : new NotYet();
  }

  private static boolean notDue(Watched row, Instant now) {
    return row.dueAt().filter(due -> !due.isAfter(now)).isEmpty();
  }

  /**
   * When a row whose due time is gone is looked at: as whoever wrote it last would have said, as
   * far as it shows, and otherwise now. No later than anything it owes.
   */
  Instant look(Watched row, Instant now) {
    return switch (row) {
      case Head head -> head.state().unrouted() ? now : AlertRules.nextDailyTask(now, timing);
      case Delivery delivery -> look(delivery, now);
      case Case casefile -> cases.look(casefile, now);
      case Expiry expiry ->
          expiry.next().isPresent() ? now : expiry.nextStep().map(Expiry.Step::at).orElse(now);
    };
  }

  private Instant look(Delivery delivery, Instant now) {
    return switch (delivery.state()) {
      case HELD, PLANNED, AVAILABLE -> {
        Instant rung = ladder.look(delivery, dispatchOwes(delivery), now);
        yield headToBeRungAt(delivery).filter(at -> at.isBefore(rung)).orElse(rung);
      }
      case OPENED -> dispatchOwes(delivery) ? now : ladder.look(delivery, false, now);
      case ACKNOWLEDGED -> dispatchOwes(delivery) ? now : AlertRules.nextDailyTask(now, timing);
      case RETURNED, SUPERSEDED -> AlertRules.nextDailyTask(now, timing);
    };
  }

  private WatchDecision due(Head head, Instant now) {
    return switch (head.state()) {
      case ACCEPTED, PLANNED -> unrouted(head, now);
      case ROUTED_IN_PART ->
          new Take(
              head.waiting(head.tasks(), AlertRules.nextDailyTask(now, timing)),
              stillOpen(head.tasks()));
      case ROUTED, SUPERSEDED -> new NotYet();
    };
  }

  private WatchDecision due(Delivery delivery, Instant now) {
    return switch (delivery.state()) {
      case HELD, PLANNED, AVAILABLE -> unopened(delivery, now);
      case OPENED -> unanswered(delivery, now);
      case RETURNED -> stillOpen(delivery, now);
      // A copy is to be sealed again, or whoever can agree to it to be told, and dispatch has not.
      case ACKNOWLEDGED -> nudged(delivery, now);
      case SUPERSEDED -> new NotYet();
    };
  }

  /** R11: tried again after five minutes; after fifteen, people are told and it is still tried. */
  private WatchDecision unrouted(Head head, Instant now) {
    Instant alarmAt = head.receivedAt().plus(work.unroutedAlarm());
    Instant retryAt = now.plus(work.unroutedRetry());
    boolean told = head.asked(Task.Kind.FORCE_UNROUTED);
    if (told || alarmAt.isAfter(now)) {
      Instant look = !told && alarmAt.isBefore(retryAt) ? alarmAt : retryAt;
      return new Take(
          head.nudged(Stage.ROUTING, head.tasks(), look),
          Deed.of(actor, Action.ALTERED, Happening.NUDGED).with("stage", Stage.ROUTING));
    }
    var tasks = new ArrayList<>(head.tasks());
    tasks.add(new Task(Task.Kind.FORCE_UNROUTED, Unit.force(head.force()), now));
    return new Take(
        head.nudged(Stage.ROUTING, tasks, retryAt),
        Tasks.stated(Deed.of(actor, Action.ESCALATED, Happening.STILL_UNROUTED), tasks));
  }

  /** A rung, or else what dispatch left undone, or else a task each day. */
  private WatchDecision unopened(Delivery delivery, Instant now) {
    var step = ladder.dueStep(actor, delivery, now);
    if (step.isPresent()) {
      return new Take(step.get().becomes(), step.get().deed());
    }
    if (headToBeRungAt(delivery).filter(at -> !at.isAfter(now)).isPresent()) {
      var asked = List.of(new Task(Task.Kind.CALL_HEAD, delivery.plan().force(), now));
      return new Take(
          delivery.asking(asked, ladder.look(delivery, delivery.next().isPresent(), now)),
          Tasks.stated(Deed.of(actor, Action.ESCALATED, Happening.NO_LIVE_READER), asked));
    }
    return dispatchOwes(delivery) ? nudged(delivery, now) : stillUnopened(delivery, now);
  }

  /**
   * Domain 8.3: no live reader; the authority knew at once, the head is rung half an hour later.
   */
  private Optional<Instant> headToBeRungAt(Delivery delivery) {
    return delivery.state() == Delivery.State.PLANNED
            && delivery.delivery().unit().kind() == Unit.Kind.SCHOOL
            && !delivery.asked(Task.Kind.CALL_HEAD)
        ? delivery.tasks().stream()
            .filter(task -> task.kind() == Task.Kind.LA_NO_LIVE_READER)
            .map(task -> task.since().plus(rungs.callAfter()))
            .min(naturalOrder())
        : Optional.empty();
  }

  private static boolean dispatchOwes(Delivery delivery) {
    return delivery.next().isPresent() || !delivery.climb().owed().isEmpty();
  }

  /** Domain 8.3: opened, not answered by the end of the day: one reminder; next morning the LA. */
  private WatchDecision unanswered(Delivery delivery, Instant now) {
    // Somebody waits for dispatch, and its queue may have forgotten.
    if (!delivery.climb().owed().isEmpty() || delivery.next().isPresent()) {
      return nudged(delivery, now);
    }
    if (delivery.plan().ofCase()) {
      return ladder
          .dueStep(actor, delivery, now)
          .<WatchDecision>map(step -> new Take(step.becomes(), step.deed()))
          .orElseGet(() -> stillUnopened(delivery, now));
    }
    if (delivery.climb().answerAsked()) {
      return stillOpen(delivery, now);
    }
    var rung = new Rung(Rung.Kind.ANSWER_REMINDER, now);
    return new Take(
        delivery.askingForAnswer(rung, now.plus(work.nudge())),
        Deed.of(actor, Action.ESCALATED, Happening.RUNG_TAKEN).with("rung", rung.kind()));
  }

  private WatchDecision nudged(Delivery delivery, Instant now) {
    return new Take(
        delivery.nudged(ladder.look(delivery, true, now)),
        Deed.of(actor, Action.ALTERED, Happening.NUDGED).with("stage", Stage.DISPATCH));
  }

  private WatchDecision stillOpen(Delivery delivery, Instant now) {
    Delivery becomes =
        delivery.waiting(dutyIfNotAsked(delivery, now), AlertRules.nextDailyTask(now, timing));
    return new Take(becomes, stillOpen(becomes.tasks()));
  }

  /** Past its last rung; dispatch looks whether the unit has other people by now. */
  private WatchDecision stillUnopened(Delivery delivery, Instant now) {
    Instant nextDaily = AlertRules.nextDailyTask(now, timing);
    var asked = new ArrayList<>(dutyIfNotAsked(delivery, now));
    if (delivery.climb().breach().isPresent()) {
      asked.add(new Task(Task.Kind.LA_STILL_UNOPENED, delivery.plan().fallback(), now));
    }
    Delivery becomes = delivery.nudged(nextDaily).asking(asked, nextDaily);
    return new Take(becomes, stillOpen(becomes.tasks()));
  }

  private static List<Task> dutyIfNotAsked(Delivery delivery, Instant now) {
    var task =
        switch (delivery.plan().unit().kind()) {
          case SCHOOL, LA -> new Task(Task.Kind.LA_DUTY, delivery.plan().fallback(), now);
          case CSC -> new Task(Task.Kind.CALL_SOCIAL_CARE, delivery.plan().force(), now);
          case FORCE -> new Task(Task.Kind.FORCE_UNOPENED, delivery.plan().force(), now);
        };
    return delivery.asked(task.kind()) ? List.of() : List.of(task);
  }

  private Deed stillOpen(List<Task> tasks) {
    return Tasks.stated(Deed.of(actor, Action.ESCALATED, Happening.STILL_OPEN), tasks);
  }
}
