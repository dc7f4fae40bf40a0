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

  /** One message. Its id is the queue's, and what a failure is reported by. */
  public record Message(String messageId, Nudge nudge) {}

  /** Reads one event. */
  public static QueueBatch read(InputStream event) throws IOException {
    var messages = new ArrayList<Message>();
    var unreadable = new ArrayList<String>();
    for (JsonNode entry : Event.read(event).path("Records")) {
      String id = Event.text(entry, "messageId");
      Nudge.read(entry.path("body").asText())
          .ifPresentOrElse(nudge -> messages.add(new Message(id, nudge)), () -> unreadable.add(id));
    }
    return new QueueBatch(messages, unreadable);
  }
}
