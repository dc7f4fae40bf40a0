package uk.firstbell.sealing.keys;

import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.Base64;
import uk.firstbell.domain.model.SecretBytes;

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
    return PrivateKeys.read(SecretBytes.of(decode("PRIVATE KEY", pem)));
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
}
