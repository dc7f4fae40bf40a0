package uk.firstbell.domain.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Watched;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.watch.Sweep.Taken;
import uk.firstbell.domain.watch.WatchDecision.NotYet;
import uk.firstbell.domain.watch.WatchDecision.Take;

/** Takes what is due of a row, each step by a write of its own that only one of two can make. */
final class Steps {
  /** More than any ladder has rungs: a row that is due after so many steps is a bug of ours. */
  private static final int STEPS_MAX = 50;

  private final Story story;
  private final WatchRules rules;

  Steps(Story story, WatchRules rules) {
    this.story = story;
    this.rules = rules;
  }

  /** Takes step after step until none is due; whether no other writer came between. */
  boolean climb(RowId row, Instant now, List<Taken> taken) {
    for (int steps = 0; steps < STEPS_MAX; steps++) {
      // A listing may be older than the row: what counts is the row as it stands.
      Optional<? extends Stored<? extends Watched>> found = watched(row);
      if (found.isEmpty()) {
        return true;
      }
      switch (decide(found.get().row(), now)) {
        case NotYet() -> {
          return true;
        }
        case Take step -> {
          if (!take(found.get(), step, now, taken)) {
            return false;
          }
        }
      }
    }
    throw new IllegalStateException("a row stays due however often it is taken");
  }

  private WatchDecision decide(Watched row, Instant now) {
    return switch (row) {
      case Head head -> rules.on(head, now);
      case Delivery delivery -> rules.on(delivery, now);
      case Case casefile -> rules.on(casefile, sent(casefile), now);
      case Expiry expiry -> rules.on(expiry, now);
    };
  }

  /** Whether the social care that answers was handed the notice. */
  private boolean sent(Case casefile) {
    return story
        .delivery(new DeliveryId(casefile.notification(), casefile.plan().lead()))
        .filter(told ->
            told.row().climb().deliveredAt().isPresent() || told.row().opening().isPresent())
        .isPresent();
  }

  /** Takes one step; whether no other writer came between. */
  boolean take(Stored<? extends Watched> was, Take step, Instant now, List<Taken> taken) {
    var change = new Change.Replace(was, step.becomes(), step.deed());
    if (!(story.write(now, List.of(change)) instanceof Written.Done)) {
      return false;
    }
    taken.add(new Taken(was.row().id(), step.deed()));
    return true;
  }

  private Optional<? extends Stored<? extends Watched>> watched(RowId id) {
    if (id.isExpiry()) {
      return story.expiry(id);
    }
    if (id.isCase()) {
      return story.casefile(id.notification());
    }
    return id.isHead() ? story.head(id.notification()) : story.delivery(id.delivery());
  }
}
