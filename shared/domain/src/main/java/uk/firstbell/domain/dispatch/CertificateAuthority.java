package uk.firstbell.domain.dispatch;

/** The gateway's certificate authority: a P-256 key that never leaves the key service. */
public interface CertificateAuthority {
  /** The authority's public key, X.509 SubjectPublicKeyInfo, DER. */
  byte[] publicKey();

  /**
   * Signs with ECDSA and SHA-256.
   *
   * @param message at most 4,096 bytes: the part of a certificate that is to be signed
   * @return the signature as DER {@code SEQUENCE { r INTEGER, s INTEGER }}
   * @throws IllegalArgumentException if {@code message} is longer: a bug in the caller
   */
  byte[] sign(byte[] message);
}
