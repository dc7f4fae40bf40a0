package uk.firstbell.sealing.keys;

import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import uk.firstbell.domain.model.SecretBytes;

/** Private keys from their standard encoding. */
public final class PrivateKeys {
  private PrivateKeys() {}

  /**
   * Reads an elliptic-curve or Ed25519 private key, and wipes what it was read from.
   *
   * @param pkcs8 PKCS #8 (RFC 5208), DER, not encrypted; closed by this method
   * @throws InvalidKeyException if it is anything else: whoever gave it is at fault
   */
  public static PrivateKey read(SecretBytes pkcs8) throws InvalidKeyException {
    byte[] der = pkcs8.exposed();
    try (pkcs8) {
      return KeyFactory.getInstance(algorithm(der)).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("no PKCS #8 private key", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK cannot read EC or Ed25519 keys", e);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static String algorithm(byte[] pkcs8) throws InvalidKeyException {
    ASN1ObjectIdentifier named;
    try {
      named = PrivateKeyInfo.getInstance(pkcs8).getPrivateKeyAlgorithm().getAlgorithm();
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("no PKCS #8 private key", e);
    }
    if (named.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return "EC";
    }
    if (named.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return "Ed25519";
    }
    throw new InvalidKeyException("neither an elliptic-curve nor an Ed25519 key");
  }
}
