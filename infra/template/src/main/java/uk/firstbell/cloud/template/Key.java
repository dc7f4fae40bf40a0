package uk.firstbell.cloud.template;

/**
 * A key of the key service.
 *
 * @param name its logical id
 */
public record Key(String name, Spec spec, Usage usage) {
  /** What kind of key it is. */
  public enum Spec {
    SYMMETRIC_DEFAULT,
    HMAC_256,
    ECC_NIST_P256
  }

  /** What it may be used for. */
  public enum Usage {
    ENCRYPT_DECRYPT,
    GENERATE_VERIFY_MAC,
    SIGN_VERIFY
  }
}
