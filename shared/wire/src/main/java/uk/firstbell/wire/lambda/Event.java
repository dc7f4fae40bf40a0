package uk.firstbell.wire.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import uk.firstbell.wire.json.StrictJson;

/** What every event's reading needs. Fields that we do not use are passed over. */
final class Event {
  /** No event is larger: a function takes at most 6 MiB. */
  private static final int BYTES_MAX = 16_777_216;

  private Event() {}

  static JsonNode read(InputStream event) throws IOException {
    // Not an object mapper: it would be another 150 ms of a cold start.
    if (StrictJson.parse(event.readAllBytes(), BYTES_MAX)
            instanceof StrictJson.Parsed.Tree(var root)
        && root.isObject()) {
      return root;
    }
    throw new IllegalArgumentException("the event is not an object");
  }

  /** A text that every event of the kind has. */
  static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("the event lacks a field of its kind");
    }
    return value.textValue();
  }

  /** Headers by lower-case name, each with its values in order. */
  static Map<String, List<String>> headers(JsonNode root) {
    var headers = new TreeMap<String, List<String>>();
    multiValues(root, "multiValueHeaders", "headers")
        .forEach((name, values) ->
            headers
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .addAll(values));
    headers.replaceAll((_, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(headers);
  }

  /** A map of lists, in the event's order; where the event has only single values, those. */
  static Map<String, List<String>> multiValues(JsonNode root, String multi, String single) {
    var found = new LinkedHashMap<String, List<String>>();
    JsonNode many = root.path(multi);
    for (Map.Entry<String, JsonNode> entry :
        (many.isObject() ? many : root.path(single)).properties()) {
      found.put(entry.getKey(), texts(entry.getValue()));
    }
    return Collections.unmodifiableMap(found);
  }

  private static List<String> texts(JsonNode value) {
    if (!value.isArray()) {
      return List.of(value.asText());
    }
    var texts = new ArrayList<String>();
    value.forEach(item -> texts.add(item.asText()));
    return List.copyOf(texts);
  }

  /** A map of single values; none if the event has null there. */
  static Map<String, String> values(JsonNode object) {
    var values = new TreeMap<String, String>();
    object.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
    return Collections.unmodifiableMap(values);
  }
}
