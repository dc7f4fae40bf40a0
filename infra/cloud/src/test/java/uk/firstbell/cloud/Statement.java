package uk.firstbell.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One statement of a role's policy. */
record Statement(String role, JsonNode json) {
  /** Whether it lets the role do {@code action} to {@code resource}, on whatever condition. */
  boolean allows(String action, String resource) {
    return json.path("Effect").asText().equals("Allow")
        && texts(json.path("Action")).anyMatch(pattern -> matches(pattern, action))
        && (texts(json.path("Resource")).anyMatch("*"::equals)
            || Resources.names(json.path("Resource")).anyMatch(resource::equals));
  }

  /** Whether it holds only for what a transaction does. */
  boolean transactional() {
    return json.path("Condition")
        .path("ForAnyValue:StringEquals")
        .path("dynamodb:EnclosingOperation")
        .toString()
        .equals("[\"TransactWriteItems\"]");
  }

  private static boolean matches(String pattern, String action) {
    return Pattern.matches(
        Stream.of(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .reduce((left, right) -> left + ".*" + right)
            .orElseThrow(),
        action);
  }

  private static Stream<String> texts(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? oneOrMore.valueStream().filter(JsonNode::isTextual).map(JsonNode::asText)
        : Stream.of(oneOrMore).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
