package uk.firstbell.wire.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.story.RowId;

/**
 * Changes of a table (DynamoDB stream event), in their order.
 *
 * @param changes those that left an image behind; a removal leaves none, asks nothing of anybody,
 *     and is acknowledged with its batch
 */
public record StreamBatch(List<Change> changes) {
  public StreamBatch {
    changes = List.copyOf(changes);
  }

  /**
   * One row's new image.
   *
   * @param sequenceNumber the stream's name for the change, and what a failure is reported by; the
   *     stream then comes again from the first one reported
   * @param row the row's key: attributes {@code pk} and {@code sk}
   * @param next the stage that should act, as the row has it; empty if none should
   */
  public record Change(String sequenceNumber, RowId row, Optional<String> next) {}

  /** Reads one event. */
  public static StreamBatch read(InputStream event) throws IOException {
    var changes = new ArrayList<Change>();
    for (JsonNode entry : Event.read(event).path("Records")) {
      JsonNode change = entry.path("dynamodb");
      JsonNode image = change.path("NewImage");
      if (image.isObject()) {
        changes.add(
            new Change(
                Event.text(change, "SequenceNumber"),
                new RowId(Event.text(image.path("pk"), "S"), Event.text(image.path("sk"), "S")),
                Optional.ofNullable(image.path("next").path("S").textValue())));
      }
    }
    return new StreamBatch(changes);
  }
}
