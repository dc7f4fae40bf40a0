package uk.firstbell.domain.dispatch;

import java.time.Instant;
import java.util.List;

/** Signs a copy as the gateway and encrypts it to one named reader. */
public interface Sealer {
  /**
   * Signs {@code content}, then encrypts the signed message to one reader's certificates.
   *
   * <p>CMS (RFC 5652): {@code SignedData} with ECDSA P-256 and SHA-256, the signer's certificate
   * included, inside {@code AuthEnvelopedData} with AES-256-GCM (RFC 5083, RFC 5084), one {@code
   * KeyAgreeRecipientInfo} a certificate (RFC 5753: ephemeral ECDH P-256, stdDH-sha256kdf, AES-256
   * key wrap). DER. Every call draws a fresh content key, nonce and ephemeral key. The recipient
   * list is not authenticated, so {@code content} itself must say whom it is for.
   *
   * @param certificates all of one reader's active devices, X.509 DER; at least one
   * @param content at most 262,144 bytes; not retained
   * @param now the time of signing, a signed attribute
   * @throws IllegalArgumentException if a certificate is not {@link #usable} at {@code now}, or
   *     {@code content} is too long: a bug in the caller
   */
  byte[] seal(List<byte[]> certificates, byte[] content, Instant now);

  /**
   * Whether it can be sealed to: an X.509 certificate in DER, for a key on P-256, in date at {@code
   * now}. One that cannot is a fact about the reader's registration.
   */
  boolean usable(byte[] certificate, Instant now);
}
