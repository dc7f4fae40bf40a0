package uk.firstbell.wire.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.wire.json.ContentJson;

/**
 * What a queue carries: the name of a row that waits, and nothing else. The row remembers what is
 * to be done.
 *
 * @param row the row's sort key: {@code HEAD}, or {@code DELIVERY#} and a unit
 */
public record Nudge(NotificationId notification, String row) {
  private static final String HEAD = "HEAD";
  private static final String DELIVERY = "DELIVERY#";
  private static final int BYTES_MAX = 1_024;

  /** The nudge for a row of a notification; only a head or a delivery ever waits. */
  public static Nudge of(RowId id) {
    return new Nudge(id.notification(), id.sort());
  }

  public Nudge {
    if (!row.equals(HEAD)) {
      unitOf(row);
    }
  }

  /** The row that waits. */
  public RowId id() {
    return row.equals(HEAD)
        ? RowId.head(notification)
        : RowId.delivery(new DeliveryId(notification, unitOf(row)));
  }

  private static Unit unitOf(String row) {
    if (!row.startsWith(DELIVERY)) {
      throw new IllegalArgumentException("only a head or a delivery waits");
    }
    return Unit.parse(row.substring(DELIVERY.length()));
  }

  /** {@code {"notification":"…","row":"HEAD"}}. */
  public String body() {
    var content =
        new Content.Group(
            Map.of(
                "notification", new Content.Text(notification.value()),
                "row", new Content.Text(row)));
    return new String(ContentJson.bytes(content), UTF_8);
  }

  /** Reads a message's body back; empty if it is no nudge. */
  static Optional<Nudge> read(String body) {
    if (!(ContentJson.read(body.getBytes(UTF_8), BYTES_MAX)
            instanceof ContentJson.Reading.Understood(Content.Group content))
        || content.parts().size() != 2) {
      return Optional.empty();
    }
    return content
        .text("notification")
        .filter(NotificationId::isOne)
        .map(NotificationId::new)
        .flatMap(id -> content.text("row").flatMap(row -> waiting(id, row)));
  }

  private static Optional<Nudge> waiting(NotificationId id, String row) {
    try {
      return Optional.of(new Nudge(id, row));
    } catch (IllegalArgumentException noRowThatWaits) {
      return Optional.empty();
    }
  }
}
