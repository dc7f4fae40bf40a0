package uk.firstbell.wire.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** A schema's own text, to be walked through. */
record Schemas(JsonNode root) {
  static Schemas daEncompass() {
    try (var in = Schemas.class.getResourceAsStream("/schemas/da-encompass.v1.schema.json")) {
      return new Schemas(new ObjectMapper().readTree(requireNonNull(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every property's path, a list's items written as an asterisk. */
  void properties(Consumer<String> each) {
    properties(root, "", each);
  }

  private void properties(JsonNode schema, String path, Consumer<String> each) {
    JsonNode at = resolved(schema);
    at.path("properties")
        .properties()
        .forEach(part -> {
          each.accept(path + "/" + part.getKey());
          properties(part.getValue(), path + "/" + part.getKey(), each);
        });
    if (at.has("items")) {
      properties(at.get("items"), path + "/*", each);
    }
  }

  JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.get("$ref").textValue().substring(1)) : schema;
  }
}
