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
import uk.firstbell.domain.story.Attempts;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Listed;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/**
 * Has dispatch look at a unit's open deliveries because its readers, or their devices, are others
 * now: it seals to whoever can read since, leaves out whoever left, and finds the first reader of
 * what nobody could read.
 */
final class Wakening {
  private final Story story;
  private final Attempts attempts;

  Wakening(Story story) {
    this.story = story;
    this.attempts = new Attempts(story);
  }

  void wake(Unit unit, Instant now) {
    Optional<Listed> after = Optional.empty();
    do {
      List<Listed> page = story.listed(unit, after);
      page.forEach(one -> wake(one.delivery(), now));
      after = Listed.last(page);
    } while (after.isPresent());
  }

  private void wake(DeliveryId id, Instant now) {
    attempts.decide(
        () ->
            story
                .delivery(id)
                .flatMap(stored -> woken(stored.row(), now).map(becomes -> nudge(stored, becomes)))
                .map(change -> attempts.written(List.of(change), true, now))
                .orElse(Optional.of(false)),
        false);
  }

  private static Change nudge(Stored<Delivery> stored, Delivery becomes) {
    var deed = Deed.of(Actor.gateway("enrolment"), Action.ALTERED, Happening.NUDGED);
    return new Change.Replace(stored, becomes, deed);
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
