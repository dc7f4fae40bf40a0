package uk.firstbell.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import uk.firstbell.cloud.template.EventSource;

/**
 * Plays the event source mapping between a queue and a function: what succeeded is deleted, what
 * failed becomes visible again at once, so that no virtual time has to pass, and the queue moves
 * what was received too often to its dead letters by itself.
 */
final class QueuePump {
  private static final int RECEIVED_MAX = 10; // The queue service's own limit.

  private final LocalCloud cloud;
  private final LocalFunctions functions;
  private final EventSource mapping;
  private final String url;
  private final Lines bodies;

  /**
   * Plays {@code mapping}.
   *
   * @param bodies keeps every body that is handed over, each time it is
   */
  QueuePump(LocalCloud cloud, LocalFunctions functions, EventSource mapping, Lines bodies) {
    this.bodies = bodies;
    this.cloud = cloud;
    this.functions = functions;
    this.mapping = mapping;
    this.url = cloud.reference(mapping.source());
  }

  /** Hands over one batch; says how many messages its function was given. */
  int pump() {
    List<Message> messages =
        cloud
            .sqs()
            .receiveMessage(request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(Math.min(mapping.batchSize(), RECEIVED_MAX))
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .waitTimeSeconds(0))
            .messages();
    if (!messages.isEmpty()) {
      messages.forEach(message -> bodies.add(message.body()));
      Set<String> failed = failures(messages);
      messages.forEach(message -> settle(message, failed.contains(message.messageId())));
    }
    return messages.size();
  }

  private Set<String> failures(List<Message> messages) {
    try {
      byte[] event = Batches.event(messages.stream().map(this::record).toList());
      return Batches.failures(functions.invoke(mapping.function(), event));
    } catch (RuntimeException failedAsAWhole) {
      // The narrator was told; Lambda would not look at why either.
      return messages.stream().map(Message::messageId).collect(Collectors.toSet());
    }
  }

  private void settle(Message message, boolean failed) {
    if (failed) {
      cloud
          .sqs()
          .changeMessageVisibility(request ->
              request.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
    } else {
      cloud
          .sqs()
          .deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
    }
  }

  private ObjectNode record(Message message) {
    var record = JsonNodeFactory.instance.objectNode();
    record
        .put("messageId", message.messageId())
        .put("receiptHandle", message.receiptHandle())
        .put("body", message.body());
    var attributes = record.putObject("attributes");
    message.attributesAsStrings().forEach(attributes::put);
    record.putObject("messageAttributes");
    return record
        .put("md5OfBody", message.md5OfBody())
        .put("eventSource", "aws:sqs")
        .put("eventSourceARN", cloud.attribute(mapping.source(), "Arn"))
        .put("awsRegion", "eu-west-2");
  }
}
