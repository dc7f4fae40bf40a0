package uk.firstbell.sealing.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.sealing.keys.P256;

/** The mathematics of the signature algorithms a force may use, by the JDK's providers. */
final class Algorithms {
  private Algorithms() {}

  /**
   * Whether {@code signature} is the key's over {@code base}.
   *
   * @param publicKey X.509 SubjectPublicKeyInfo, DER
   * @throws IllegalStateException if the key does not fit its algorithm: the directory is at fault
   */
  static boolean verifies(
      SenderKey.Algorithm algorithm, byte[] publicKey, byte[] base, byte[] signature) {
    try {
      Signature verifier = jca(algorithm);
      verifier.initVerify(publicKey(algorithm, publicKey));
      verifier.update(base);
      return verifier.verify(signature);
    } catch (SignatureException notASignature) {
      return false;
    } catch (InvalidKeyException | InvalidKeySpecException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a registered key does not fit its algorithm", e);
    }
  }

  /**
   * Signs {@code base}.
   *
   * @throws IllegalArgumentException if the key does not fit the algorithm: a bug in the caller
   */
  static byte[] sign(SenderKey.Algorithm algorithm, PrivateKey key, byte[] base) {
    try {
      Signature signer = jca(algorithm);
      signer.initSign(key);
      signer.update(base);
      return signer.sign();
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("the private key does not fit its algorithm", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign", e);
    }
  }

  private static Signature jca(SenderKey.Algorithm algorithm) throws NoSuchAlgorithmException {
    return Signature.getInstance(
        switch (algorithm) {
          case ED25519 -> "Ed25519";
          // Section 3.3.4: r and s as 32 bytes each, one after the other, and not as ASN.1.
          case ECDSA_P256_SHA256 -> "SHA256withECDSAinP1363Format";
        });
  }

  private static PublicKey publicKey(SenderKey.Algorithm algorithm, byte[] encoded)
      throws InvalidKeyException, InvalidKeySpecException, NoSuchAlgorithmException {
    return switch (algorithm) {
      case ED25519 ->
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      case ECDSA_P256_SHA256 -> P256.publicKey(encoded);
    };
  }
}
