package uk.firstbell.domain.receipt;

import java.time.Instant;
import java.util.Optional;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/** Finds a reader's own copies. Whatever is not theirs is not found. */
final class OwnCopies {
  private final Story story;

  OwnCopies(Story story) {
    this.story = story;
  }

  /** A reader's copy with the delivery it belongs to. */
  record Mine(Stored<Copy> copy, Stored<Delivery> delivery) {
    /** Access ends when the delivery goes back, or a later revision is in its place. */
    boolean stillReadable() {
      return switch (delivery.row().state()) {
        case HELD, PLANNED, AVAILABLE, OPENED, ACKNOWLEDGED -> true;
        case RETURNED, SUPERSEDED -> false;
      };
    }

    boolean opened() {
      return copy.row().state() == Copy.State.OPENED;
    }
  }

  /** The reader's copy with its delivery, for whoever still is one of the unit's readers. */
  Optional<Mine> find(Admitted who, DeliveryId id, Instant now) {
    if (!who.organisation().equals(id.unit())) {
      return Optional.empty();
    }
    return story
        .copy(id, who.person())
        .filter(copy -> !copy.row().availableAt().isAfter(now))
        .flatMap(copy -> story.delivery(id).map(delivery -> new Mine(copy, delivery)))
        // Until every reader has a copy nobody is let in: an opening would end the making of
        // copies.
        .filter(mine -> mine.delivery().row().state() != Delivery.State.PLANNED)
        .filter(mine -> mine.delivery().row().plan().readableBy(who.person(), who.roles()));
  }
}
