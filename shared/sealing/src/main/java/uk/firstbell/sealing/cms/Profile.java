package uk.firstbell.sealing.cms;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The one set of algorithms in our messages, as their structures name them. */
final class Profile {
  /** Parameters absent (RFC 5754, section 2). */
  static final AlgorithmIdentifier SHA256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

  /** Parameters absent (RFC 5758, section 3.2). */
  static final AlgorithmIdentifier ECDSA_WITH_SHA256 =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  /** Parameters absent (RFC 3565, section 2.3.2). */
  static final AlgorithmIdentifier AES256_WRAP =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap);

  /** Ephemeral-static ECDH without cofactor, X9.63 KDF with SHA-256 (RFC 5753, section 7.1.4). */
  static final AlgorithmIdentifier ECDH =
      new AlgorithmIdentifier(
          SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, AES256_WRAP);

  /** A point of P-256 (RFC 5480, section 2.1.1). */
  static final AlgorithmIdentifier P256_KEY =
      new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1);

  /** An AES-256 key, for the content or for wrapping. */
  static final int KEY_BYTES = 32;

  /** RFC 5084, section 3.2 recommends it. */
  static final int NONCE_BYTES = 12;

  /** The longest; 12, the default of RFC 5084, is refused. */
  static final int TAG_BYTES = 16;

  private Profile() {}

  /** The one digest, of contents, keys and what is signed. */
  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
  }

  /** Whether {@code named} is SHA-256, with its parameters absent or, as older writers do, null. */
  static boolean isSha256(AlgorithmIdentifier named) {
    ASN1Encodable parameters = named.getParameters();
    return named.getAlgorithm().equals(NISTObjectIdentifiers.id_sha256)
        && (parameters == null || DERNull.INSTANCE.equals(parameters));
  }

  /** Whether {@code named} is a key of P-256, its curve named or left to the reader's own. */
  static boolean isP256Key(AlgorithmIdentifier named) {
    ASN1Encodable parameters = named.getParameters();
    return named.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
        && (parameters == null || X9ObjectIdentifiers.prime256v1.equals(parameters));
  }
}
