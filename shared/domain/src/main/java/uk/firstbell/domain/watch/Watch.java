package uk.firstbell.domain.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.watch.Sweep.Failed;
import uk.firstbell.domain.watch.Sweep.Taken;

/** Takes whatever is due, once a minute. Two watches at once take each rung once between them. */
public final class Watch {
  /** Rows one sweep takes; what is left is due in the next minute, or the next call. */
  private static final int ROWS_MAX = 500;

  /** More than any ladder has rungs: a row that is due after so many steps is a bug of ours. */
  private static final int STEPS_MAX = 50;

  private final Story story;
  private final WatchRules rules;
  private final InstantSource time;

  public Watch(
      Story story,
      TimingPolicy timing,
      WorkPolicy work,
      LadderPolicy ladder,
      CasePolicy cases,
      InstantSource time) {
    this.story = story;
    this.rules = new WatchRules(timing, work, ladder, cases);
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
        beaten += climb(row, now, taken) ? 0 : 1;
      } catch (RuntimeException failure) {
        failed.add(new Failed(row, failure));
      }
    }
    return new Sweep(taken, failed, beaten, due.size() == ROWS_MAX);
  }

  /** Takes step after step until none is due; whether no other writer came between. */
  private boolean climb(RowId row, Instant now, List<Taken> taken) {
    for (int steps = 0; steps < STEPS_MAX; steps++) {
      Optional<Change.Replace> change = change(row, now);
      if (change.isEmpty()) {
        return true;
      }
      if (!(story.write(now, List.of(change.get())) instanceof Written.Done)) {
        return false;
      }
      taken.add(new Taken(row, change.get().deed()));
    }
    throw new IllegalStateException("a row stays due however often it is taken");
  }

  /** The listing may be older than the row: what counts is the row as it stands. */
  private Optional<Change.Replace> change(RowId id, Instant now) {
    if (id.isHead()) {
      return story.head(id.notification()).flatMap(head -> take(head, rules.on(head.row(), now)));
    }
    if (id.isCase()) {
      return story.casefile(id.notification()).flatMap(casefile -> step(casefile, now));
    }
    return story
        .delivery(id.delivery())
        .flatMap(delivery -> take(delivery, rules.on(delivery.row(), now)));
  }

  private Optional<Change.Replace> step(Stored<Case> stored, Instant now) {
    Case casefile = stored.row();
    var lead = new DeliveryId(casefile.notification(), casefile.plan().lead());
    boolean sent =
        story
            .delivery(lead)
            .filter(told -> told.row().climb().deliveredAt().isPresent())
            .isPresent();
    return take(stored, rules.on(casefile, sent, now));
  }

  private static Optional<Change.Replace> take(Stored<? extends Row> was, WatchDecision decision) {
    return switch (decision) {
      case WatchDecision.NotYet() -> Optional.empty();
      case WatchDecision.Take(var becomes, var deed) ->
          Optional.of(new Change.Replace(was, becomes, deed));
    };
  }
}
