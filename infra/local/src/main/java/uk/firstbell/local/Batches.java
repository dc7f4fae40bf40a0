package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an event source mapping hands to its function, and what it takes back. */
final class Batches {
  private static final JsonMapper JSON = new JsonMapper();

  private Batches() {}

  static byte[] event(List<ObjectNode> records) {
    var event = JsonNodeFactory.instance.objectNode();
    event.putArray("Records").addAll(records);
    return event.toString().getBytes(UTF_8);
  }

  /**
   * The records that failed, by what their function calls them. Lambda's own rule: an answer that
   * cannot be understood fails the whole batch.
   *
   * @throws IllegalArgumentException if the answer is not a batch answer
   */
  static Set<String> failures(byte[] answer) {
    if (answer.length == 0) {
      return Set.of();
    }
    try {
      JsonNode failures = JSON.readTree(answer).path("batchItemFailures");
      Set<String> ids =
          failures
              .valueStream()
              .map(failure -> failure.path("itemIdentifier").asText(""))
              .collect(Collectors.toUnmodifiableSet());
      if (ids.contains("")) {
        throw new IllegalArgumentException("a batch item failure names no item");
      }
      return ids;
    } catch (IOException e) {
      throw new IllegalArgumentException("a batch answer is no JSON", e);
    }
  }
}
