package uk.firstbell.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import uk.firstbell.domain.dispatch.CanonicalForm;
import uk.firstbell.domain.model.Content;

/**
 * Canonical JSON (RFC 8785). Content has no fractions, so the hard part of that document, the form
 * of a floating-point number, does not arise.
 *
 * <p>{@link #bytesOf} throws {@link IllegalArgumentException} for what no message of ours can hold
 * and is therefore the caller's bug: a number beyond 2^53 - 1 in size (RFC 7493, section 2.2), or
 * text with half of a surrogate pair (RFC 8785, section 3.2.2.2).
 */
public final class CanonicalJson implements CanonicalForm {
  /** The largest size of a number that every JSON reader understands alike. */
  public static final long WHOLE_MAX = (1L << 53) - 1;

  @Override
  public byte[] bytesOf(Content content) {
    var out = new StringBuilder();
    write(content, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Content content, StringBuilder out) {
    switch (content) {
      case Content.Group(var parts) -> writeGroup(parts, out);
      case Content.Items(var items) -> {
        out.append('[');
        String between = "";
        for (Content item : items) {
          out.append(between);
          write(item, out);
          between = ",";
        }
        out.append(']');
      }
      case Content.Text(var text) -> writeText(text, out);
      case Content.Whole(var whole) -> writeWhole(whole, out);
      case Content.Truth(var truth) -> out.append(truth);
      case Content.Nothing() -> out.append("null");
    }
  }

  /** A group's names are in their natural order, which is by UTF-16 code unit (section 3.2.3). */
  private static void writeGroup(Map<String, Content> parts, StringBuilder out) {
    out.append('{');
    String between = "";
    for (Map.Entry<String, Content> part : parts.entrySet()) {
      out.append(between);
      writeText(part.getKey(), out);
      out.append(':');
      write(part.getValue(), out);
      between = ",";
    }
    out.append('}');
  }

  /** Section 3.2.2.2: only what must be escaped is. */
  private static void writeText(String text, StringBuilder out) {
    if (!TextRules.whole(text)) {
      throw new IllegalArgumentException("text holds half of a surrogate pair");
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(c < 0x10 ? '0' : '1').append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static void writeWhole(long whole, StringBuilder out) {
    if (whole > WHOLE_MAX || whole < -WHOLE_MAX) {
      throw new IllegalArgumentException("a number is beyond 2^53 - 1");
    }
    out.append(whole);
  }
}
