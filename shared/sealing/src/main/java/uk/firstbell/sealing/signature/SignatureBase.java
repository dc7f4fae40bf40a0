package uk.firstbell.sealing.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashSet;
import java.util.Optional;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.StringItem;

/** The bytes that a signature signs (RFC 9421, section 2.5). */
final class SignatureBase {
  private SignatureBase() {}

  /** What a message holds under the names that a signature can cover. */
  interface Components {
    /** The value of a component; empty if it has none, or several that differ in meaning. */
    Optional<String> valueOf(StringItem identifier);
  }

  /**
   * Builds a signature base.
   *
   * @param covered component identifiers in order, with the signature's parameters
   * @return ASCII, lines separated by a line feed, none at the end; empty if an identifier is not
   *     text, is repeated, or has no value, or a value could not stand on a line of its own
   */
  static Optional<byte[]> of(InnerList covered, Components message) {
    var base = new StringBuilder();
    var seen = new HashSet<String>();
    for (Item<?> item : covered.get()) {
      if (!(item instanceof StringItem identifier) || !seen.add(identifier.serialize())) {
        return Optional.empty();
      }
      Optional<String> value = message.valueOf(identifier).filter(SignatureBase::standsOnALine);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      base.append(identifier.serialize()).append(": ").append(value.get()).append('\n');
    }
    base.append("\"@signature-params\": ").append(covered.serialize());
    return Optional.of(base.toString().getBytes(US_ASCII));
  }

  /** A line feed inside a value would let it pass for another component (section 7.5.2). */
  private static boolean standsOnALine(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
  }
}
