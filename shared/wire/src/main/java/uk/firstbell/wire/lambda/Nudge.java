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
 * @param id the row that waits
 */
public record Nudge(RowId id) {
  private static final String HEAD = "HEAD";
  private static final String DELIVERY = "DELIVERY#";
  private static final int BYTES_MAX = 1_024;

  /** The nudge for a row; only a head, a delivery or a device's end ever waits. */
  public static Nudge of(RowId id) {
    return new Nudge(id);
  }

  public Nudge {
    if (!id.isHead() && !id.isDelivery() && !id.isExpiry()) {
      throw new IllegalArgumentException("only a head, a delivery or a device's end waits");
    }
  }

  /** {@code {"notification":"…","row":"HEAD"}}, or {@code {"expiry":"…"}}. */
  public String body() {
    Map<String, Content> parts =
        id.isExpiry()
            ? Map.of("expiry", new Content.Text(id.partition()))
            : Map.of(
                "notification", new Content.Text(id.notification().value()),
                "row", new Content.Text(id.sort()));
    return new String(ContentJson.bytes(new Content.Group(parts)), UTF_8);
  }

  /** Reads a message's body back; empty if it is no nudge. */
  static Optional<Nudge> read(String body) {
    if (!(ContentJson.read(body.getBytes(UTF_8), BYTES_MAX)
        instanceof ContentJson.Reading.Understood(Content.Group content))) {
      return Optional.empty();
    }
    return switch (content.parts().size()) {
      case 1 -> content.text("expiry").flatMap(RowId::expiry).map(Nudge::new);
      case 2 ->
          content
              .text("notification")
              .filter(NotificationId::isOne)
              .map(NotificationId::new)
              .flatMap(id -> content.text("row").flatMap(row -> waiting(id, row)));
      default -> Optional.empty();
    };
  }

  private static Optional<Nudge> waiting(NotificationId id, String row) {
    if (row.equals(HEAD)) {
      return Optional.of(new Nudge(RowId.head(id)));
    }
    return Optional.of(row)
        .filter(name -> name.startsWith(DELIVERY))
        .map(name -> name.substring(DELIVERY.length()))
        .filter(Unit::isOne)
        .map(unit -> new Nudge(RowId.delivery(new DeliveryId(id, Unit.parse(unit)))));
  }
}
