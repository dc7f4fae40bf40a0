package uk.firstbell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an authorizer's answer permits. */
sealed interface Permission {
  /**
   * The request may go on.
   *
   * @param context what the function behind is told of the caller
   */
  record Given(ObjectNode context) implements Permission {}

  record Denied() implements Permission {}

  /**
   * Reads an authorizer's answer as API Gateway does: an IAM policy, where a denial outweighs
   * whatever is allowed and nothing is allowed that is not said.
   *
   * @throws IllegalArgumentException if it is no such answer
   */
  static Permission read(byte[] answer, String methodArn) {
    JsonNode root = parsed(answer);
    String principal = root.path("principalId").asText("");
    JsonNode statements = root.at("/policyDocument/Statement");
    if (principal.isEmpty() || !statements.isArray()) {
      throw new IllegalArgumentException("an authorizer's answer holds no policy");
    }
    boolean denied = statements.valueStream().anyMatch(one -> says("Deny", one, methodArn));
    boolean allowed = statements.valueStream().anyMatch(one -> says("Allow", one, methodArn));
    if (denied || !allowed) {
      return new Denied();
    }
    ObjectNode context =
        root.path("context") instanceof ObjectNode said
            ? said.deepCopy()
            : new JsonMapper().createObjectNode();
    return new Given(context.put("principalId", principal));
  }

  private static JsonNode parsed(byte[] answer) {
    try {
      return new JsonMapper().readTree(answer);
    } catch (IOException e) {
      throw new IllegalArgumentException("an authorizer's answer is no JSON", e);
    }
  }

  private static boolean says(String effect, JsonNode statement, String methodArn) {
    JsonNode resource = statement.path("Resource");
    Stream<JsonNode> resources = resource.isArray() ? resource.valueStream() : Stream.of(resource);
    return statement.path("Effect").asText().equals(effect)
        && resources.anyMatch(one -> covers(one.asText(), methodArn));
  }

  private static boolean covers(String pattern, String methodArn) {
    String expression =
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return methodArn.matches(expression);
  }
}
