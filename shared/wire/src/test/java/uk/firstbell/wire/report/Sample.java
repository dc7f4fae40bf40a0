package uk.firstbell.wire.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A report that holds every field, in the test's hand. */
final class Sample {
  private static final ObjectMapper JSON = new ObjectMapper();

  final ObjectNode root = (ObjectNode) read();

  private static JsonNode read() {
    try (var in = Sample.class.getResourceAsStream("/da-encompass.complete.json")) {
      return JSON.readTree(requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    return root.toString().getBytes(UTF_8);
  }

  /** Does what a row of the table says: set JSON, or text of a length, or a list's length. */
  void change(String act, String pointer, @Nullable String value) {
    switch (act) {
      case "remove" -> ((ObjectNode) parent(pointer)).remove(name(pointer));
      case "set" -> put(pointer, json(requireNonNull(value)));
      case "length" -> put(pointer, new TextNode("a".repeat(Integer.parseInt(value))));
      case "items" -> resize((ArrayNode) root.at(pointer), Integer.parseInt(value));
      default -> throw new AssertionError("no such act");
    }
  }

  void put(String pointer, String text) {
    put(pointer, new TextNode(text));
  }

  private void put(String pointer, JsonNode node) {
    switch (parent(pointer)) {
      case ArrayNode list -> list.set(Integer.parseInt(name(pointer)), node);
      case ObjectNode object -> object.set(name(pointer), node);
      default -> throw new AssertionError("nothing to put it in");
    }
  }

  private static void resize(ArrayNode list, int size) {
    while (list.size() > size) {
      list.remove(list.size() - 1);
    }
    while (list.size() < size) {
      list.add(list.get(0).deepCopy());
    }
  }

  private JsonNode parent(String pointer) {
    return root.at(JsonPointer.compile(pointer).head());
  }

  private static String name(String pointer) {
    return JsonPointer.compile(pointer).last().getMatchingProperty();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every part of an object and item of a list, with its name or position. */
  static void eachPart(JsonNode node, BiConsumer<String, JsonNode> each) {
    node.properties().forEach(part -> each.accept(part.getKey(), part.getValue()));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      each.accept(Integer.toString(i), node.get(i));
    }
  }
}
