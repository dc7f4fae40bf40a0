package uk.firstbell.sealing.keys;

import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Keys as text (RFC 7468). */
public final class Pem {
  private Pem() {}

  /**
   * Reads an elliptic-curve or Ed25519 private key.
   *
   * @param pem one {@code PRIVATE KEY} block: PKCS #8, not encrypted
   * @throws InvalidKeyException if it is anything else: whoever wrote the file is at fault
   */
  public static PrivateKey privateKey(String pem) throws InvalidKeyException {
    byte[] der = decode("PRIVATE KEY", pem);
    try {
      return KeyFactory.getInstance(algorithm(der)).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("no PKCS #8 private key", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK cannot read EC or Ed25519 keys", e);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /**
   * The bytes of the first block with that label.
   *
   * @param label as between BEGIN or END and the dashes: {@code PUBLIC KEY}, say
   * @throws InvalidKeyException if there is no such block, or it is no base64
   */
  public static byte[] decode(String label, String pem) throws InvalidKeyException {
    String begin = "-----BEGIN " + label + "-----";
    int from = pem.indexOf(begin);
    int to = from < 0 ? -1 : pem.indexOf("-----END " + label + "-----", from);
    if (to < 0) {
      throw new InvalidKeyException("no PEM block with the label that was asked for");
    }
    try {
      return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("a PEM block is not base64", e);
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
