package uk.firstbell.domain.enrolment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;

/**
 * Has dispatch look at a unit's open deliveries because its readers, or their devices, are others
 * now: it seals to whoever can read since, leaves out whoever left, and finds the first reader of
 * what nobody could read.
 */
final class Wakening {
  /** How often it is tried over a delivery that changes; its next rung has the same done. */
  private static final int TRIES_MAX = 5;

  private final Story story;

  Wakening(Story story) {
    this.story = story;
  }

  void wake(Unit unit, Instant now) {
    story.listed(unit).forEach(id -> wake(id, now));
  }

  private void wake(DeliveryId id, Instant now) {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      var stored = story.delivery(id);
      var woken = stored.flatMap(standing -> woken(standing.row(), now));
      if (woken.isEmpty()) {
        return;
      }
      var deed = Deed.of(Actor.gateway("enrolment"), Action.ALTERED, Happening.NUDGED);
      var change = new Change.Replace(stored.orElseThrow(), woken.get(), deed);
      if (story.write(now, List.of(change)) instanceof Written.Done) {
        return;
      }
    }
  }

  /**
   * The same with dispatch asked. Until it has acted, the watch sees to it that it does; of what
   * was opened, when the answer is owed.
   */
  private static Optional<Delivery> woken(Delivery delivery, Instant now) {
    return switch (delivery.state()) {
      case PLANNED, AVAILABLE -> Optional.of(delivery.nudged(now));
      case OPENED -> delivery.dueAt().map(delivery::nudged);
      case HELD, ACKNOWLEDGED, RETURNED, SUPERSEDED -> Optional.empty();
    };
  }
}
