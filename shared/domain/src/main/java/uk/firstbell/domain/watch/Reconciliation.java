package uk.firstbell.domain.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.OpenRow;
import uk.firstbell.domain.story.Segment;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Watched;
import uk.firstbell.domain.watch.Sweep.Failed;
import uk.firstbell.domain.watch.Sweep.Taken;
import uk.firstbell.domain.watch.WatchDecision.NotYet;
import uk.firstbell.domain.watch.WatchDecision.Take;

/**
 * Reads every open row there is, and takes what the {@link Watch} should have taken and did not.
 * Whatever it takes it confesses first, in an entry of the row's own trail, because it means that
 * the due index or the watch failed.
 */
public final class Reconciliation {
  private final Story story;
  private final OverdueRules overdue;
  private final Steps steps;
  private final InstantSource time;

  public Reconciliation(
      Story story,
      TimingPolicy timing,
      WorkPolicy work,
      LadderPolicy ladder,
      CasePolicy cases,
      InstantSource time) {
    var actor = Actor.gateway("reconciliation");
    var rules = new WatchRules(actor, timing, work, ladder, cases);
    this.story = story;
    this.overdue = new OverdueRules(actor, rules, work);
    this.steps = new Steps(story, rules);
    this.time = time;
  }

  /** Reads one segment to its end. A row that cannot be read or taken holds up no other. */
  public Sweep reconcile(Segment segment) {
    Instant now = time.instant();
    var taken = new ArrayList<Taken>();
    var failed = new ArrayList<Failed>();
    int beaten = 0;
    for (Iterator<OpenRow> rows = story.open(segment).iterator(); rows.hasNext(); ) {
      switch (rows.next()) {
        case OpenRow.Unreadable(var row, var why) -> failed.add(new Failed(row, why));
        case OpenRow.Standing(var row) -> {
          try {
            beaten += confess(row, now, taken) ? 0 : 1;
          } catch (RuntimeException failure) {
            failed.add(new Failed(row.row().id(), failure));
          }
        }
      }
    }
    return new Sweep(taken, failed, beaten, false);
  }

  /**
   * Puts an overdue row back where the watch finds it, and takes it; whether nobody came between.
   */
  private boolean confess(Stored<? extends Watched> row, Instant now, List<Taken> taken) {
    return switch (overdue.on(row.row(), now)) {
      case NotYet() -> true;
      case Take confession ->
          steps.take(row, confession, now, taken) && steps.climb(row.row().id(), now, taken);
    };
  }
}
