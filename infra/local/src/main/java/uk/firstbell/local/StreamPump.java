package uk.firstbell.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import uk.firstbell.cloud.template.EventSource;

/**
 * Plays the event source mapping between a table's stream and a function: from the oldest record
 * the stream still has, shard by shard in order, and only what the filter lets through. A reported
 * failure is tried again from its record on; a batch that fails as a whole is halved until the
 * record that does it stands alone. What still fails goes to the mapping's queue for failures.
 *
 * <p>What Lambda does and this does not: wait between tries, and work on shards side by side.
 */
final class StreamPump {
  private final LocalCloud cloud;
  private final LocalFunctions functions;
  private final EventSource mapping;
  private final EventFilter filter;
  private final String streamArn;
  private final int retriesMax;
  private final Map<String, @Nullable String> iterators = new HashMap<>();

  /**
   * Plays {@code mapping}.
   *
   * @throws IllegalStateException if it asks for anything that is not played here
   */
  StreamPump(LocalCloud cloud, LocalFunctions functions, EventSource mapping) {
    this.retriesMax = playedRetries(mapping);
    this.cloud = cloud;
    this.functions = functions;
    this.mapping = mapping;
    this.filter = new EventFilter(mapping.filters());
    this.streamArn = cloud.attribute(mapping.source(), "StreamArn");
  }

  private static int playedRetries(EventSource mapping) {
    return mapping
        .reading()
        .filter(reading ->
            mapping.partialFailures()
                && reading.from() == EventSource.Reading.Start.TRIM_HORIZON
                && reading.halved()
                && reading.retriesMax() >= 0)
        .orElseThrow(() ->
            new IllegalStateException(
                "only a stream read from its oldest record, halved and given up on is played here"))
        .retriesMax();
  }

  /** Hands over everything the stream has by now; says how many records its function was given. */
  int pump() {
    int given = 0;
    for (Shard shard : shards()) {
      given += pump(shard.shardId());
    }
    return given;
  }

  private List<Shard> shards() {
    return cloud
        .streams()
        .describeStream(request -> request.streamArn(streamArn))
        .streamDescription()
        .shards();
  }

  private int pump(String shard) {
    int given = 0;
    String iterator = iterators.containsKey(shard) ? iterators.get(shard) : oldest(shard);
    while (iterator != null) {
      String from = iterator;
      GetRecordsResponse read =
          cloud
              .streams()
              .getRecords(request -> request.shardIterator(from).limit(mapping.batchSize()));
      List<ObjectNode> wanted =
          read.records().stream()
              .map(record -> StreamRecordJson.of(record, streamArn))
              .filter(filter::passes)
              .toList();
      deliver(shard, wanted);
      given += wanted.size();
      iterator = read.nextShardIterator();
      iterators.put(shard, iterator);
      if (read.records().isEmpty()) {
        break;
      }
    }
    return given;
  }

  private String oldest(String shard) {
    return cloud
        .streams()
        .getShardIterator(request ->
            request
                .streamArn(streamArn)
                .shardId(shard)
                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  private void deliver(String shard, List<ObjectNode> records) {
    List<ObjectNode> waiting = records;
    int retries = 0;
    while (!waiting.isEmpty()) {
      int done = deliverOnce(waiting);
      if (done == NONE_SAID && waiting.size() > 1) {
        int half = waiting.size() / 2;
        deliver(shard, waiting.subList(0, half));
        deliver(shard, waiting.subList(half, waiting.size()));
        return;
      }
      int passed = Math.max(done, 0);
      retries = passed > 0 ? 0 : retries + 1;
      waiting = waiting.subList(passed, waiting.size());
      if (!waiting.isEmpty() && retries > retriesMax) {
        giveUp(shard, waiting.getFirst());
        waiting = waiting.subList(1, waiting.size());
        retries = 0;
      }
    }
  }

  private static final int NONE_SAID = -1;

  /** How many records, from the first on, are done; {@link #NONE_SAID} if the function failed. */
  private int deliverOnce(List<ObjectNode> records) {
    try {
      Set<String> failed =
          Batches.failures(functions.invoke(mapping.function(), Batches.event(records)));
      return IntStream.range(0, records.size())
          .filter(i -> failed.contains(sequenceNumber(records.get(i))))
          .findFirst()
          .orElse(records.size());
    } catch (RuntimeException failedAsAWhole) {
      return NONE_SAID; // The narrator was told; Lambda would not look at why either.
    }
  }

  private static String sequenceNumber(ObjectNode event) {
    return event.at("/dynamodb/SequenceNumber").asText();
  }

  /** As Lambda does: where the record stands in the stream, never what is in it. */
  private void giveUp(String shard, ObjectNode record) {
    mapping
        .failures()
        .ifPresent(queue -> {
          var failure = JsonNodeFactory.instance.objectNode();
          failure
              .putObject("requestContext")
              .put("condition", "RetryAttemptsExhausted")
              .put("approximateInvokeCount", retriesMax + 1);
          failure
              .putObject("DDBStreamBatchInfo")
              .put("shardId", shard)
              .put("startSequenceNumber", sequenceNumber(record))
              .put("endSequenceNumber", sequenceNumber(record))
              .put("batchSize", 1)
              .put("streamArn", streamArn);
          cloud
              .sqs()
              .sendMessage(request ->
                  request.queueUrl(cloud.reference(queue)).messageBody(failure.toString()));
        });
  }
}
