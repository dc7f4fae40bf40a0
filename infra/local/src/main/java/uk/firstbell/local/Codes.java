package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Authorization codes (RFC 6749, section 4.1) with their proof keys (RFC 7636), each good once. */
final class Codes {
  private static final int CODE_BYTES = 24;

  private final SecureRandom chance = new SecureRandom();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();

  /**
   * What a code stands for.
   *
   * @param account the id of the account that was chosen
   * @param challenge the S256 challenge that the verifier must fit
   */
  record Grant(String account, String redirect, String challenge, Optional<String> nonce) {}

  String issue(Grant grant) {
    byte[] code = new byte[CODE_BYTES];
    chance.nextBytes(code);
    String written = Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    grants.put(written, grant);
    return written;
  }

  /** What {@code code} was issued for, if redirect and verifier fit; it is used up either way. */
  Optional<Grant> redeem(String code, String redirect, String verifier) {
    return Optional.ofNullable(grants.remove(code))
        .filter(grant -> grant.redirect().equals(redirect))
        .filter(grant -> grant.challenge().equals(challenge(verifier)));
  }

  /** RFC 7636, section 4.2, method S256. */
  static String challenge(String verifier) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
