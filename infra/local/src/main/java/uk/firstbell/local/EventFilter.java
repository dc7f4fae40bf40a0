package uk.firstbell.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * An event source mapping's filter criteria, as far as the template uses them: literal values and
 * {@code exists}.
 */
final class EventFilter {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<JsonNode> patterns;

  /**
   * @param patterns JSON; an event passes if any matches it, or if there are none
   * @throws IllegalArgumentException if a pattern says something that is not played here
   */
  EventFilter(List<String> patterns) {
    this.patterns = patterns.stream().map(EventFilter::pattern).toList();
  }

  boolean passes(JsonNode event) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, event));
  }

  private static JsonNode pattern(String json) {
    try {
      JsonNode pattern = JSON.readTree(json);
      refuseUnlessPlayed(pattern);
      return pattern;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a filter pattern is no JSON", e);
    }
  }

  private static void refuseUnlessPlayed(JsonNode pattern) {
    if (pattern.isObject()) {
      pattern.forEach(EventFilter::refuseUnlessPlayed);
    } else if (!pattern.isArray() || !pattern.valueStream().allMatch(EventFilter::isPlayed)) {
      throw new IllegalArgumentException("a filter pattern says something not played here");
    }
  }

  private static boolean isPlayed(JsonNode choice) {
    return choice.isValueNode() || (choice.size() == 1 && choice.path("exists").isBoolean());
  }

  private static boolean matches(JsonNode pattern, JsonNode event) {
    if (pattern.isObject()) {
      return pattern
          .propertyStream()
          .allMatch(part -> matches(part.getValue(), event.path(part.getKey())));
    }
    return pattern.valueStream().anyMatch(choice -> chosen(choice, event));
  }

  private static boolean chosen(JsonNode choice, JsonNode event) {
    return choice.isObject()
        ? choice.path("exists").booleanValue() != event.isMissingNode()
        : choice.equals(event);
  }
}
