package uk.firstbell.domain.story;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Unit;

/**
 * One line of a listing, and the place where its next page begins.
 *
 * @param at by what the listing is ordered, to the millisecond
 */
public record Listed(DeliveryId delivery, Instant at) {
  /** How many lines a page has at most. */
  public static final int PAGE = 100;

  public Listed {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** What the page after that one follows; empty if that one is the last. */
  public static Optional<Listed> last(List<Listed> page) {
    return page.size() < PAGE ? Optional.empty() : Optional.of(page.getLast());
  }

  /** Reads what {@link #toString} wrote, from anywhere outside; empty if it is none. */
  public static Optional<Listed> read(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 3 || !NotificationId.isOne(parts[1]) || !Unit.isOne(parts[2])) {
      return Optional.empty();
    }
    try {
      var delivery = new DeliveryId(new NotificationId(parts[1]), Unit.parse(parts[2]));
      return Optional.of(new Listed(delivery, Instant.parse(parts[0])));
    } catch (DateTimeException noMoment) {
      return Optional.empty();
    }
  }

  /** As a caller is told where to go on. */
  @Override
  public String toString() {
    return at + "," + delivery.notification() + "," + delivery.unit();
  }
}
