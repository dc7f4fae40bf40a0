package uk.firstbell.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;

/** Content as JSON and back. */
public final class ContentJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ContentJson() {}

  /** What the bytes turned out to be. */
  public sealed interface Reading {
    record Understood(Content content) implements Reading {}

    /** The fault's pointer is empty: without a schema, no name in a message may be repeated. */
    record Refused(Fault fault) implements Reading {}
  }

  /**
   * Reads JSON that has no schema of its own, by {@link StrictJson} and {@link TextRules}.
   *
   * @param bytesMax how many bytes are read at most; more are refused
   */
  public static Reading read(byte[] bytes, int bytesMax) {
    return switch (StrictJson.parse(bytes, bytesMax)) {
      case StrictJson.Parsed.Unreadable(var fault) -> new Reading.Refused(fault);
      case StrictJson.Parsed.Tree(var root) -> {
        List<TextRules.Breach> breaches = TextRules.breaches(root);
        yield breaches.isEmpty()
            ? new Reading.Understood(content(root))
            : new Reading.Refused(breaches.getFirst().code().at(""));
      }
    };
  }

  /**
   * Reads an object of somebody who knows no rules of ours: by {@link StrictJson} alone, whatever
   * its texts are like. A number that content has no form for is as if it were null.
   *
   * @param bytesMax how many bytes are read at most
   * @return empty if it is longer, or no object
   */
  public static Optional<Content.Group> foreign(byte[] bytes, int bytesMax) {
    return switch (StrictJson.parse(bytes, bytesMax)) {
      case StrictJson.Parsed.Tree(var root)
          when content(root, _ -> new Content.Nothing()) instanceof Content.Group group ->
          Optional.of(group);
      case StrictJson.Parsed.Tree _, StrictJson.Parsed.Unreadable _ -> Optional.empty();
    };
  }

  /**
   * The content of a tree that keeps {@link TextRules}.
   *
   * @throws IllegalArgumentException if it does not: a bug in the caller
   */
  public static Content content(JsonNode node) {
    return content(
        node,
        _ -> {
          throw new IllegalArgumentException("a number is not whole, or too large");
        });
  }

  private static Content content(JsonNode node, Function<JsonNode, Content> otherNumber) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        var parts = new TreeMap<String, Content>();
        for (Map.Entry<String, JsonNode> part : node.properties()) {
          parts.put(part.getKey(), content(part.getValue(), otherNumber));
        }
        yield new Content.Group(parts);
      }
      case ARRAY -> {
        var items = new ArrayList<Content>();
        node.forEach(item -> items.add(content(item, otherNumber)));
        yield new Content.Items(items);
      }
      case STRING -> new Content.Text(node.textValue());
      case NUMBER ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? new Content.Whole(node.longValue())
              : otherNumber.apply(node);
      case BOOLEAN -> new Content.Truth(node.booleanValue());
      case NULL -> new Content.Nothing();
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("a tree was read from JSON");
    };
  }

  /** The same content as a tree. */
  public static JsonNode node(Content content) {
    return switch (content) {
      case Content.Group(var parts) -> {
        ObjectNode object = NODES.objectNode();
        parts.forEach((name, part) -> object.set(name, node(part)));
        yield object;
      }
      case Content.Items(var items) -> {
        ArrayNode list = NODES.arrayNode();
        items.forEach(item -> list.add(node(item)));
        yield list;
      }
      case Content.Text(var text) -> NODES.textNode(text);
      case Content.Whole(var whole) -> NODES.numberNode(whole);
      case Content.Truth(var truth) -> NODES.booleanNode(truth);
      case Content.Nothing() -> NODES.nullNode();
    };
  }

  /** The content as JSON, in its canonical form; see {@link CanonicalJson} for its limits. */
  public static byte[] bytes(Content content) {
    return new CanonicalJson().bytesOf(content);
  }
}
