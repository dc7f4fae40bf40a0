package uk.firstbell.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for every text and number of every message, whatever its schema (domain section 7,
 * conventions; RFC 7493, section 2). Nothing is mended here: content stays exactly as it came, or
 * is refused.
 *
 * <p>Names need no rule: a schema knows the good ones, and half of a surrogate pair in a name is no
 * JSON to {@link StrictJson}.
 */
public final class TextRules {
  private static final BigInteger WHOLE_MAX = BigInteger.valueOf(CanonicalJson.WHOLE_MAX);

  private TextRules() {}

  /**
   * One rule broken.
   *
   * @param path names (String) and positions (Integer) from the root; names may be a sender's own
   *     invention, so a path is not for showing until a schema has vouched for it
   */
  public record Breach(List<Object> path, FaultCode code) {
    public Breach {
      path = List.copyOf(path);
    }
  }

  /** Every breach, in the order of the message. */
  public static List<Breach> breaches(JsonNode root) {
    var found = new ArrayList<Breach>();
    walk(root, new ArrayList<>(), found);
    return found;
  }

  private static void walk(JsonNode node, List<Object> path, List<Breach> found) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        for (Map.Entry<String, JsonNode> part : node.properties()) {
          descend(part.getValue(), part.getKey(), path, found);
        }
      }
      case ARRAY -> {
        for (int i = 0; i < node.size(); i++) {
          descend(node.get(i), i, path, found);
        }
      }
      case STRING -> ofText(node.textValue()).ifPresent(code -> found.add(new Breach(path, code)));
      case NUMBER -> ofNumber(node).ifPresent(code -> found.add(new Breach(path, code)));
      case BOOLEAN, NULL -> {}
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("a tree was read from JSON");
    }
  }

  private static void descend(JsonNode node, Object step, List<Object> path, List<Breach> found) {
    path.add(step);
    walk(node, path, found);
    path.removeLast();
  }

  private static Optional<FaultCode> ofText(String text) {
    if (!whole(text)) {
      return Optional.of(FaultCode.NOT_UNICODE);
    }
    if (text.codePoints().anyMatch(TextRules::control)) {
      return Optional.of(FaultCode.CONTROL_CHARACTER);
    }
    if (!text.isEmpty() && (space(text.charAt(0)) || space(text.charAt(text.length() - 1)))) {
      return Optional.of(FaultCode.NOT_TRIMMED);
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      return Optional.of(FaultCode.NOT_NFC);
    }
    return Optional.empty();
  }

  /** Whether no half of a surrogate pair stands alone. */
  static boolean whole(String text) {
    return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= 0xDFFF);
  }

  /** C0, delete, C1, and Unicode's own line and paragraph separators. */
  private static boolean control(int codePoint) {
    return Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029;
  }

  private static boolean space(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static Optional<FaultCode> ofNumber(JsonNode number) {
    if (!number.isIntegralNumber()) {
      return Optional.of(FaultCode.NOT_WHOLE);
    }
    return number.bigIntegerValue().abs().compareTo(WHOLE_MAX) > 0
        ? Optional.of(FaultCode.NUMBER_RANGE)
        : Optional.empty();
  }
}
