package uk.firstbell.domain.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.dispatch.DispatchDecision.Alerted;
import uk.firstbell.domain.dispatch.DispatchDecision.Contended;
import uk.firstbell.domain.dispatch.DispatchDecision.NothingThere;
import uk.firstbell.domain.dispatch.DispatchDecision.NothingToDo;
import uk.firstbell.domain.ladder.Ladder;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;

/**
 * Acts on one delivery: seals its copies, then hands over the alerts of each rung that was taken,
 * to whoever the unit's people are by then.
 */
public final class Dispatch {
  static final Actor DISPATCH = Actor.gateway("dispatch");

  private final Story story;
  private final Release release;
  private final Alerting alerting;
  private final Asking asking;
  private final Ladder ladder;
  private final InstantSource time;

  public Dispatch(
      Story story,
      Release release,
      Alerting alerting,
      Asking asking,
      Ladder ladder,
      InstantSource time) {
    this.story = story;
    this.release = release;
    this.alerting = alerting;
    this.asking = asking;
    this.ladder = ladder;
    this.time = time;
  }

  /** Does what {@code id} is waiting for, from wherever an earlier attempt left it. */
  public DispatchDecision act(DeliveryId id) {
    var now = time.instant();
    var found = story.delivery(id);
    if (found.isEmpty()) {
      return new NothingThere();
    }
    if (found.get().row().next().isEmpty()) {
      return new NothingToDo();
    }
    return switch (found.get().row().state()) {
      case PLANNED -> released(found.get(), now);
      case AVAILABLE -> alerted(found.get(), now);
      case OPENED ->
          found.get().row().plan().ofCase()
              ? alerted(found.get(), now)
              : reminded(found.get(), now);
      case ACKNOWLEDGED -> closed(found.get(), now);
      case HELD, RETURNED, SUPERSEDED -> new NothingToDo();
    };
  }

  private DispatchDecision released(Stored<Delivery> delivery, Instant now) {
    DispatchDecision decision = release.seal(delivery, now);
    if (decision instanceof DispatchDecision.MadeAvailable) {
      climb(delivery.row().delivery(), now);
    }
    return decision;
  }

  /** A notice made available when its readers may be disturbed does not wait for the watch. */
  private void climb(DeliveryId id, Instant now) {
    var standing = story.delivery(id);
    var step = standing.flatMap(stored -> ladder.dueStep(DISPATCH, stored.row(), now));
    while (step.isPresent()) {
      var change =
          new Change.Replace(standing.orElseThrow(), step.get().becomes(), step.get().deed());
      if (!(story.write(now, List.of(change)) instanceof Written.Done)) {
        return; // The watch takes it within the minute.
      }
      standing = story.delivery(id);
      step = standing.flatMap(stored -> ladder.dueStep(DISPATCH, stored.row(), now));
    }
  }

  /** What was agreed to is done, and whoever is to agree told, of several readers each. */
  private DispatchDecision closed(Stored<Delivery> delivery, Instant now) {
    DispatchDecision sealed = release.sealAsApproved(delivery, now);
    if (sealed instanceof Contended) {
      return sealed;
    }
    return story
        .delivery(delivery.row().delivery())
        .filter(standing -> !standing.row().untold().isEmpty())
        .map(standing -> asking.ask(standing, now))
        .orElse(sealed);
  }

  private DispatchDecision alerted(Stored<Delivery> delivery, Instant now) {
    Optional<Stored<Delivery>> current = release.sealToNewReaders(delivery, now);
    return current.isEmpty() ? new Contended() : alerting.alert(current.get(), now);
  }

  /** Somebody has opened it: nobody new is told, and whoever was can read on. */
  private DispatchDecision reminded(Stored<Delivery> delivery, Instant now) {
    Optional<Stored<Delivery>> current = release.sealToOtherDevices(delivery, now);
    if (current.isEmpty()) {
      return new Contended();
    }
    Delivery opened = current.get().row();
    if (!opened.climb().owed().isEmpty()) {
      return alerting.alert(current.get(), now);
    }
    // It is looked at when its answer is owed, though it was to be sooner for this.
    var checked = opened.waiting(List.of(), ladder.look(opened, false, now));
    var deed = Deed.of(DISPATCH, Action.ALTERED, Happening.READERS_CHECKED);
    return story.write(now, List.of(new Change.Replace(current.get(), checked, deed)))
            instanceof Written.Done
        ? new Alerted(0, 0, 0)
        : new Contended();
  }
}
