package uk.firstbell.domain.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.watch.WatchDecision.NotYet;
import uk.firstbell.domain.watch.WatchDecision.Take;

/** What is due, what is late, and who is told. Pure: equal arguments give equal answers. */
final class WatchRules {
  private static final Actor WATCH = Actor.gateway("watch");

  private final TimingPolicy timing;
  private final WorkPolicy work;

  WatchRules(TimingPolicy timing, WorkPolicy work) {
    this.timing = timing;
    this.work = work;
  }

  WatchDecision on(Head head, Instant now) {
    if (head.dueAt().filter(due -> !due.isAfter(now)).isEmpty()) {
      return new NotYet();
    }
    return switch (head.state()) {
      case ACCEPTED, PLANNED -> unrouted(head, now);
      case ROUTED_IN_PART ->
          new Take(
              head.waiting(head.tasks(), AlertRules.nextDailyTask(now, timing)),
              stillOpen(head.tasks()));
      case ROUTED -> new NotYet();
    };
  }

  WatchDecision on(Delivery delivery, Instant now) {
    if (delivery.dueAt().filter(due -> !due.isAfter(now)).isEmpty()) {
      return new NotYet();
    }
    boolean passed = !delivery.plan().deadline().deliverBy().isAfter(now);
    return switch (delivery.state()) {
      case PLANNED, ALERTING ->
          passed && !told(delivery) ? unopened(delivery, now) : nudged(delivery, now);
      case AVAILABLE -> alertDue(delivery, now);
      case ALERTED -> unopened(delivery, now);
      case OVERDUE, OPENED, RETURNED -> stillOpen(delivery, now);
      case ACKNOWLEDGED -> new NotYet();
    };
  }

  /** R11: tried again after five minutes; after fifteen, people are told and it is still tried. */
  private WatchDecision unrouted(Head head, Instant now) {
    Instant alarmAt = head.receivedAt().plus(work.unroutedAlarm());
    Instant retryAt = now.plus(work.unroutedRetry());
    boolean told = !head.tasks().isEmpty();
    if (told || alarmAt.isAfter(now)) {
      Instant look = !told && alarmAt.isBefore(retryAt) ? alarmAt : retryAt;
      return new Take(
          head.nudged(Stage.ROUTING, head.tasks(), look),
          Deed.of(WATCH, Action.ALTERED, Happening.NUDGED).with("stage", Stage.ROUTING));
    }
    var tasks = List.of(new Task(Task.Kind.FORCE_UNROUTED, Unit.force(head.force()), now));
    return new Take(
        head.nudged(Stage.ROUTING, tasks, retryAt),
        asked(Deed.of(WATCH, Action.ESCALATED, Happening.STILL_UNROUTED), tasks));
  }

  private WatchDecision alertDue(Delivery delivery, Instant now) {
    return new Take(
        delivery.alerting(afterNudge(delivery, now)),
        Deed.of(WATCH, Action.ALTERED, Happening.ALERT_DUE).with("rung", "release"));
  }

  private WatchDecision nudged(Delivery delivery, Instant now) {
    return new Take(
        delivery.nudged(afterNudge(delivery, now)),
        Deed.of(WATCH, Action.ALTERED, Happening.NUDGED).with("stage", Stage.DISPATCH));
  }

  /** Domain 8.3, rung 0: nobody opened it by the deadline. The head and the authority are asked. */
  private WatchDecision unopened(Delivery delivery, Instant now) {
    var tasks = new ArrayList<>(delivery.tasks());
    tasks.add(new Task(Task.Kind.CALL_HEAD, delivery.delivery().unit(), now));
    tasks.add(new Task(Task.Kind.LA_DUTY, delivery.plan().localAuthority(), now));
    var deed =
        asked(
            Deed.of(WATCH, Action.ESCALATED, Happening.UNOPENED_AT_DEADLINE)
                .with("deliverBy", delivery.plan().deadline().deliverBy()),
            tasks);
    Delivery becomes =
        delivery.state() == Delivery.State.ALERTED
            ? delivery.overdue(tasks, AlertRules.nextDailyTask(now, timing))
            : delivery.nudged(now.plus(work.nudge())).askedOf(tasks);
    return new Take(becomes, deed);
  }

  private WatchDecision stillOpen(Delivery delivery, Instant now) {
    List<Task> tasks = new ArrayList<>(delivery.tasks());
    if (tasks.stream().noneMatch(task -> task.kind() == Task.Kind.LA_DUTY)) {
      tasks.add(new Task(Task.Kind.LA_DUTY, delivery.plan().localAuthority(), now));
    }
    return new Take(
        delivery.waiting(tasks, AlertRules.nextDailyTask(now, timing)), stillOpen(tasks));
  }

  private static Deed stillOpen(List<Task> tasks) {
    return asked(Deed.of(WATCH, Action.ESCALATED, Happening.STILL_OPEN), tasks);
  }

  /** Dispatch gets a while; but the deadline is never slept through. */
  private Instant afterNudge(Delivery delivery, Instant now) {
    Instant later = now.plus(work.nudge());
    Instant deadline = delivery.plan().deadline().deliverBy();
    return deadline.isAfter(now) && deadline.isBefore(later) ? deadline : later;
  }

  private static boolean told(Delivery delivery) {
    return delivery.tasks().stream().anyMatch(task -> task.kind() == Task.Kind.CALL_HEAD);
  }

  private static Deed asked(Deed deed, List<Task> tasks) {
    return deed.with(
        "tasks",
        tasks.stream()
            .map(task -> task.kind() + " " + task.assignee())
            .collect(Collectors.joining(", ")));
  }
}
