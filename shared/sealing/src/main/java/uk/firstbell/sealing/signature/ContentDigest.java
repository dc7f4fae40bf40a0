package uk.firstbell.sealing.signature;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import uk.firstbell.domain.intake.SignatureProof.Reason;

/** The {@code Content-Digest} field (RFC 9530, section 2). */
final class ContentDigest {
  private ContentDigest() {}

  /** The digests we take, by their names in the registry: both that are not deprecated. */
  private enum Algorithm {
    SHA_256("sha-256", "SHA-256"),
    SHA_512("sha-512", "SHA-512");

    private final String registryName;
    private final String jcaName;

    Algorithm(String registryName, String jcaName) {
      this.registryName = registryName;
      this.jcaName = jcaName;
    }

    private byte[] of(byte[] body) {
      try {
        return MessageDigest.getInstance(jcaName).digest(body);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("the JDK lacks a SHA-2 digest", e);
      }
    }
  }

  /** The field's value for a body, in SHA-256. */
  static String of(byte[] body) {
    return Dictionary.valueOf(
            Map.of(
                Algorithm.SHA_256.registryName,
                ByteSequenceItem.valueOf(Algorithm.SHA_256.of(body))))
        .serialize();
  }

  /**
   * What is wrong with a field's value for a body, if anything. Every digest we know must be right,
   * and there must be one; those we do not know are passed over.
   */
  static Optional<Reason> fault(String field, byte[] body) {
    Map<String, ListElement<?>> digests;
    try {
      digests = Parser.parseDictionary(field).get();
    } catch (ParseException e) {
      return Optional.of(Reason.MALFORMED);
    }
    var known =
        Arrays.stream(Algorithm.values())
            .filter(algorithm -> digests.containsKey(algorithm.registryName))
            .toList();
    if (known.isEmpty()) {
      return Optional.of(Reason.MALFORMED);
    }
    for (Algorithm algorithm : known) {
      if (!(digests.get(algorithm.registryName) instanceof ByteSequenceItem claimed)) {
        return Optional.of(Reason.MALFORMED);
      }
      if (!MessageDigest.isEqual(bytes(claimed), algorithm.of(body))) {
        return Optional.of(Reason.DIGEST_DIFFERS);
      }
    }
    return Optional.empty();
  }

  static byte[] bytes(ByteSequenceItem item) {
    ByteBuffer buffer = item.get().duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
