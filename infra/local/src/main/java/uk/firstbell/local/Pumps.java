package uk.firstbell.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import uk.firstbell.cloud.template.EventSource;
import uk.firstbell.cloud.template.Queue;

/** Everything between a durable write and the stages that follow from it: streams and queues. */
final class Pumps {
  private static final int ROUNDS_MAX = 1_000;

  private final LocalCloud cloud;
  private final List<StreamPump> streams;
  private final List<QueuePump> queues;
  private final List<String> deadLetterQueues;
  private final Lines bodies;

  /**
   * Plays every event source mapping of the template.
   *
   * @param bodies keeps every queue body that is handed to a function
   */
  Pumps(LocalCloud cloud, LocalFunctions functions, Lines bodies) {
    this.bodies = bodies;
    this.cloud = cloud;
    List<EventSource> sources = cloud.template().eventSources();
    this.streams =
        sources.stream()
            .filter(source -> source.kind() == EventSource.Kind.STREAM)
            .map(source -> new StreamPump(cloud, functions, source))
            .toList();
    this.queues =
        sources.stream()
            .filter(source -> source.kind() == EventSource.Kind.QUEUE)
            .map(source -> new QueuePump(cloud, functions, source, bodies))
            .toList();
    Set<String> read = sources.stream().map(EventSource::source).collect(Collectors.toSet());
    this.deadLetterQueues =
        cloud.template().queues().stream()
            .map(Queue::name)
            .filter(queue -> !read.contains(queue))
            .toList();
  }

  /**
   * How much was handed to functions.
   *
   * @param changes records of streams
   * @param messages of queues, each time they were handed over
   */
  record Moved(int changes, int messages) {}

  /**
   * Hands on whatever streams and queues hold, and what follows from it, until they hold nothing.
   *
   * @throws IllegalStateException if that does not come to an end
   */
  synchronized Moved untilIdle() {
    int changes = 0;
    int messages = 0;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      int changed = streams.stream().mapToInt(StreamPump::pump).sum();
      int received = queues.stream().mapToInt(QueuePump::pump).sum();
      if (changed + received == 0) {
        return new Moved(changes, messages);
      }
      changes += changed;
      messages += received;
    }
    throw new IllegalStateException("Streams and queues do not come to rest.");
  }

  /** Every queue body that was handed to a function, so that a check can read them all. */
  List<String> bodies() {
    return bodies.all();
  }

  /**
   * How many messages lie in each queue that no function reads, by its logical id; queues without
   * any are left out. A message there was given up on: a person has to look.
   */
  Map<String, Integer> deadLetters() {
    var found = new TreeMap<String, Integer>();
    for (String queue : deadLetterQueues) {
      int count = count(cloud.reference(queue));
      if (count > 0) {
        found.put(queue, count);
      }
    }
    return found;
  }

  private int count(String url) {
    var attribute = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    String count =
        cloud
            .sqs()
            .getQueueAttributes(request -> request.queueUrl(url).attributeNames(attribute))
            .attributes()
            .getOrDefault(attribute, "0");
    return Integer.parseInt(count);
  }
}
