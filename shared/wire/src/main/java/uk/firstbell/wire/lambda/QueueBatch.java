package uk.firstbell.wire.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages of a queue (SQS event).
 *
 * @param messages those that are nudges, in the event's order
 * @param unreadable ids of those that are not; report them as failed, so that they alone end in the
 *     dead-letter queue
 */
public record QueueBatch(List<Message> messages, List<String> unreadable) {
  public QueueBatch {
    messages = List.copyOf(messages);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * One message.
   *
   * @param messageId the queue's, and what a failure is reported by
   * @param attempt how often the queue has handed it over by now, this time included (SQS: {@code
   *     ApproximateReceiveCount}); 0 if it does not say
   */
  public record Message(String messageId, Nudge nudge, int attempt) {}

  /** Reads one event. */
  public static QueueBatch read(InputStream event) throws IOException {
    var messages = new ArrayList<Message>();
    var unreadable = new ArrayList<String>();
    for (JsonNode entry : Event.read(event).path("Records")) {
      String id = Event.text(entry, "messageId");
      int attempt = entry.path("attributes").path("ApproximateReceiveCount").asInt();
      Nudge.read(entry.path("body").asText())
          .ifPresentOrElse(
              nudge -> messages.add(new Message(id, nudge, attempt)), () -> unreadable.add(id));
    }
    return new QueueBatch(messages, unreadable);
  }
}
