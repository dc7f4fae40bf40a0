package uk.firstbell.localstack;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What LocalStack's free edition cannot create, and templates without it. Immutable.
 *
 * @param lacks why, by resource type
 */
record FreeEdition(Map<String, String> lacks) {
  private static final String LIST = "/not-in-the-free-edition.json";

  FreeEdition {
    lacks = Map.copyOf(lacks);
  }

  /** The list kept beside this class. */
  static FreeEdition listed() {
    try (InputStream list = FreeEdition.class.getResourceAsStream(LIST)) {
      if (list == null) {
        throw new IllegalStateException("the list is not on the class path");
      }
      return new FreeEdition(
          new JsonMapper()
              .readTree(list)
              .propertyStream()
              .collect(toMap(Map.Entry::getKey, type -> type.getValue().asText())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@code template} without what cannot be created. Whoever refers to that has its logical id
   * instead, as a text; nothing else differs.
   *
   * @throws IllegalStateException if a listed type is not in the template, or not any more
   */
  JsonNode of(JsonNode template) {
    Set<String> gone = goneFrom(template);
    var left = (ObjectNode) withoutReferences(template, gone);
    left.withObject("/Resources").remove(gone);
    return left;
  }

  /** The logical ids of what is not in {@link #of}. */
  Set<String> goneFrom(JsonNode template) {
    var unused = new TreeSet<>(lacks.keySet());
    var gone =
        template
            .path("Resources")
            .propertyStream()
            .filter(resource -> lacks.containsKey(type(resource.getValue())))
            .peek(resource -> unused.remove(type(resource.getValue())))
            .map(Map.Entry::getKey)
            .collect(toCollection(TreeSet::new));
    if (!unused.isEmpty()) {
      throw new IllegalStateException("no such resource is in the template, but listed: " + unused);
    }
    return gone;
  }

  private static JsonNode withoutReferences(JsonNode node, Set<String> gone) {
    String referred = referred(node);
    if (gone.contains(referred)) {
      return JsonNodeFactory.instance.textNode(referred);
    }
    if (node.isObject()) {
      var object = JsonNodeFactory.instance.objectNode();
      node.forEachEntry((name, value) -> object.set(name, withoutReferences(value, gone)));
      return object;
    }
    if (node.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      node.forEach(value -> array.add(withoutReferences(value, gone)));
      return array;
    }
    return node;
  }

  /** What a {@code Ref} or {@code Fn::GetAtt} is about; empty if the node is neither. */
  private static String referred(JsonNode node) {
    return node.has("Ref") ? node.path("Ref").asText() : node.path("Fn::GetAtt").path(0).asText();
  }

  private static String type(JsonNode resource) {
    return resource.path("Type").asText();
  }
}
