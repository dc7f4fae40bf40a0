package uk.firstbell.domain.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.watch.Sweep.Taken;

/** Takes whatever is due, once a minute. Two watches at once take each rung once between them. */
public final class Watch {
  /** Rows one sweep takes; what is left is due in the next minute, or the next call. */
  private static final int ROWS_MAX = 500;

  private final Story story;
  private final WatchRules rules;
  private final InstantSource time;

  public Watch(Story story, TimingPolicy timing, WorkPolicy work, InstantSource time) {
    this.story = story;
    this.rules = new WatchRules(timing, work);
    this.time = time;
  }

  public Sweep sweep() {
    Instant now = time.instant();
    List<RowId> due = story.due(now, ROWS_MAX);
    var taken = new ArrayList<Taken>();
    int beaten = 0;
    for (RowId row : due) {
      Optional<Change.Replace> change = change(row, now);
      if (change.isPresent()) {
        switch (story.write(now, List.of(change.get()))) {
          case Written.Done() -> taken.add(new Taken(row, change.get().deed().happening()));
          case Written.Beaten _ -> beaten++;
        }
      }
    }
    return new Sweep(taken, beaten, due.size() == ROWS_MAX);
  }

  /** The listing may be older than the row: what counts is the row as it stands. */
  private Optional<Change.Replace> change(RowId id, Instant now) {
    if (id.isHead()) {
      return story.head(id.notification()).flatMap(head -> take(head, rules.on(head.row(), now)));
    }
    return story
        .delivery(id.delivery())
        .flatMap(delivery -> take(delivery, rules.on(delivery.row(), now)));
  }

  private static Optional<Change.Replace> take(Stored<? extends Row> was, WatchDecision decision) {
    return switch (decision) {
      case WatchDecision.NotYet() -> Optional.empty();
      case WatchDecision.Take(var becomes, var deed) ->
          Optional.of(new Change.Replace(was, becomes, deed));
    };
  }
}
