package uk.firstbell.wire.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The paths that a schema knows by name. A pointer made here never repeats a name that a sender
 * invented, which may be personal ({@code {"Jane Doe": 1}}).
 */
final class SchemaPaths {
  private final JsonNode schema;

  SchemaPaths(JsonNode schema) {
    this.schema = schema;
  }

  /**
   * The JSON pointer (RFC 6901) of a path. Inside an object that the schema leaves open, it ends at
   * that object; empty if the schema knows no such path.
   *
   * @param path names (String) and positions (Integer) from the root
   */
  Optional<String> pointer(List<Object> path) {
    var pointer = new StringBuilder();
    JsonNode at = schema;
    for (Object step : path) {
      if (open(at)) {
        return Optional.of(pointer.toString());
      }
      at =
          resolved(
              step instanceof String name ? at.path("properties").path(name) : at.path("items"));
      if (at.isMissingNode()) {
        return Optional.empty();
      }
      pointer.append('/').append(escaped(step.toString()));
    }
    return Optional.of(pointer.toString());
  }

  private static boolean open(JsonNode schema) {
    return schema.path("type").asText().equals("object") && !schema.has("properties");
  }

  private JsonNode resolved(JsonNode at) {
    return at.has("$ref") ? schema.at(at.get("$ref").textValue().substring(1)) : at;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
