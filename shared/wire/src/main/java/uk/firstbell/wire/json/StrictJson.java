package uk.firstbell.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import uk.firstbell.domain.model.Fault;

/**
 * Reads a stranger's bytes as one JSON tree, leaving nothing to be read in two ways: UTF-8 only, no
 * byte order mark, no name twice in an object, nothing after the value (RFC 8259, RFC 7493).
 */
public final class StrictJson {
  /** How deep objects and lists may lie in each other; the outermost is level 1. */
  public static final int DEPTH_MAX = 32;

  // Names that senders invent are not kept in the factory's symbol table.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StrictJson() {}

  /** What the bytes turned out to be. */
  public sealed interface Parsed {
    record Tree(JsonNode root) implements Parsed {}

    /** Nothing in the bytes can be pointed to: the fault's pointer is empty. */
    record Unreadable(Fault fault) implements Parsed {}
  }

  /** Reads at most {@code bytesMax} bytes. The tree may still break {@link TextRules}. */
  public static Parsed parse(byte[] bytes, int bytesMax) {
    if (bytes.length > bytesMax) {
      return new Parsed.Unreadable(FaultCode.TOO_LONG.at(""));
    }
    // A byte parser would guess at UTF-16 and UTF-32; ours never sees bytes.
    Optional<String> text = utf8(bytes);
    if (text.isEmpty()) {
      return new Parsed.Unreadable(FaultCode.NOT_UTF8.at(""));
    }
    try (JsonParser parser = FACTORY.createParser(text.get())) {
      return new Parsed.Tree(onlyValue(parser));
    } catch (Refusal refusal) {
      return new Parsed.Unreadable(refusal.code.at(""));
    } catch (JsonProcessingException malformed) {
      return new Parsed.Unreadable(FaultCode.NOT_JSON.at(""));
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", impossible);
    }
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  private static JsonNode onlyValue(JsonParser parser) throws IOException, Refusal {
    JsonNode root = value(parser, parser.nextToken(), 1);
    if (parser.nextToken() != null) {
      throw new Refusal(FaultCode.NOT_JSON);
    }
    return root;
  }

  private static JsonNode value(JsonParser parser, JsonToken first, int level)
      throws IOException, Refusal {
    if (first == null) {
      throw new Refusal(FaultCode.NOT_JSON);
    }
    return switch (first) {
      case START_OBJECT -> object(parser, deeper(level));
      case START_ARRAY -> list(parser, deeper(level));
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> number(parser.getBigIntegerValue());
      // The value does not matter: whoever reads the tree refuses it for not being whole.
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new Refusal(FaultCode.NOT_JSON);
    };
  }

  private static JsonNode number(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(value);
  }

  private static int deeper(int level) throws Refusal {
    if (level > DEPTH_MAX) {
      throw new Refusal(FaultCode.TOO_DEEP);
    }
    return level + 1;
  }

  private static ObjectNode object(JsonParser parser, int level) throws IOException, Refusal {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (object.has(name)) {
        throw new Refusal(FaultCode.NAME_REPEATED);
      }
      object.set(name, value(parser, parser.nextToken(), level));
    }
    return object;
  }

  private static ArrayNode list(JsonParser parser, int level) throws IOException, Refusal {
    ArrayNode list = NODES.arrayNode();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      list.add(value(parser, next, level));
    }
    return list;
  }

  /** Ends a reading from any depth; never leaves this class. */
  private static final class Refusal extends Exception {
    final FaultCode code;

    Refusal(FaultCode code) {
      super("unreadable", null, false, false);
      this.code = code;
    }
  }
}
