package uk.firstbell.domain.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import uk.firstbell.domain.audit.Fields;

/**
 * What a reader finds inside an opened copy and sends back: the proof of having opened it. 256
 * bits, in unpadded base64url; the gateway keeps only its hash.
 */
public record OpeningToken(String value) {
  private static final int BYTES = 32;

  /** A fresh token; {@code chance} must be a secure source. */
  static OpeningToken fresh(RandomGenerator chance) {
    byte[] bytes = new byte[BYTES];
    chance.nextBytes(bytes);
    return new OpeningToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** SHA-256 of the token as written, in lower-case hex. */
  public String hash() {
    return Fields.sha256(value.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether this is the token that {@code hash} was made of; takes the same time either way. */
  public boolean matches(String hash) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  /** Prints as nothing, so that no log proves an opening. */
  @Override
  public String toString() {
    return "OpeningToken";
  }
}
