package uk.firstbell.domain.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Watched;
import uk.firstbell.domain.watch.WatchDecision.NotYet;
import uk.firstbell.domain.watch.WatchDecision.Take;

/**
 * What the watch should have seen by now and did not: I5, and of I1 whatever taking the row puts
 * right. Pure: equal arguments give equal answers.
 */
final class OverdueRules {
  private final Actor actor;
  private final WatchRules rules;
  private final WorkPolicy work;

  OverdueRules(Actor actor, WatchRules rules, WorkPolicy work) {
    this.actor = actor;
    this.rules = rules;
    this.work = work;
  }

  /**
   * The confession, with the due time the row should have; what is due then is left to be taken.
   */
  WatchDecision on(Watched row, Instant now) {
    if (row.isFinal()) {
      return new NotYet();
    }
    if (row.dueAt().isEmpty()) {
      return new Take(row.lookedAt(rules.look(row, now)), found().with("due", "NONE"));
    }
    return missed(row, row.dueAt().get(), now)
        .<WatchDecision>map(due ->
            new Take(
                row.lookedAt(due),
                found()
                    .with("due", due)
                    .with("overdueSeconds", Duration.between(due, now).toSeconds())))
        .orElseGet(NotYet::new);
  }

  private Deed found() {
    return Deed.of(actor, Action.ALTERED, Happening.FOUND_OVERDUE);
  }

  /** The moment the watch missed, longer ago than the grace. */
  private Optional<Instant> missed(Watched row, Instant dueAt, Instant now) {
    Instant since = now.minus(work.overdueGrace());
    if (dueAt.isBefore(since)) {
      return Optional.of(dueAt);
    }
    // Whoever looks soon will see that people are to be told.
    boolean lookedAtSoon = !dueAt.isAfter(now.plus(work.nudge()));
    return lookedAtSoon ? Optional.empty() : tellBy(row).filter(at -> at.isBefore(since));
  }

  /**
   * When people have to know at the latest that nobody has it; empty if they do, or somebody has.
   */
  private Optional<Instant> tellBy(Watched row) {
    return switch (row) {
      case Head head ->
          head.state().unrouted() && !head.asked(Task.Kind.FORCE_UNROUTED)
              ? Optional.of(head.receivedAt().plus(work.unroutedAlarm()))
              : Optional.empty();
      // Its own rung, and not the deadline: a revision may come after that, and in time.
      case Delivery delivery ->
          delivery.state().unopened() && delivery.tasks().isEmpty()
              ? delivery.plan().rungs().stream()
                  .filter(rung -> rung.kind() == Rung.Kind.UNOPENED)
                  .map(Rung::at)
                  .findFirst()
              : Optional.empty();
      case Case casefile ->
          casefile.state() == Case.State.OPEN && casefile.breach().isEmpty()
              ? Optional.of(
                  casefile.conversationInTime()
                      ? casefile.plan().confirmBy()
                      : casefile.plan().contactDueAt())
              : Optional.empty();
      case Expiry _ -> Optional.empty();
    };
  }
}
