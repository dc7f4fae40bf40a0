package uk.firstbell.domain.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.watch.Sweep.Failed;
import uk.firstbell.domain.watch.Sweep.Taken;

/** Takes whatever is due, once a minute. Two watches at once take each rung once between them. */
public final class Watch {
  /** Rows one sweep takes; what is left is due in the next minute, or the next call. */
  private static final int ROWS_MAX = 500;

  private final Story story;
  private final Steps steps;
  private final InstantSource time;

  public Watch(
      Story story,
      TimingPolicy timing,
      WorkPolicy work,
      LadderPolicy ladder,
      CasePolicy cases,
      InstantSource time) {
    this.story = story;
    this.steps =
        new Steps(story, new WatchRules(Actor.gateway("watch"), timing, work, ladder, cases));
    this.time = time;
  }

  /** One sweep. A row that cannot be taken is left for the next one and holds up no other. */
  public Sweep sweep() {
    Instant now = time.instant();
    List<RowId> due = story.due(now, ROWS_MAX);
    var taken = new ArrayList<Taken>();
    var failed = new ArrayList<Failed>();
    int beaten = 0;
    for (RowId row : due) {
      try {
        beaten += steps.climb(row, now, taken) ? 0 : 1;
      } catch (RuntimeException failure) {
        failed.add(new Failed(row, failure));
      }
    }
    return new Sweep(taken, failed, beaten, due.size() == ROWS_MAX);
  }
}
