package uk.firstbell.domain.intake;

/** The key under which people and references become pseudonyms. It never leaves the key service. */
public interface PseudonymKey {
  /**
   * HMAC-SHA-256 (RFC 2104) of {@code text} in UTF-8, in lower-case hex.
   *
   * @param text at most 4,096 bytes
   * @throws IllegalArgumentException if it is longer: a bug in the caller
   */
  String mac(String text);
}
