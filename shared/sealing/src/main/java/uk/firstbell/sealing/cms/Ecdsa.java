package uk.firstbell.sealing.cms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * ECDSA on P-256 with SHA-256; a signature is DER, as CMS and X.509 carry it (RFC 5480, appendix
 * A).
 */
final class Ecdsa {
  private Ecdsa() {}

  /**
   * Signs. The number that must never be used twice is made from key and message (RFC 6979), so
   * that no process, restored from whichever store, can draw it again for another message.
   */
  static byte[] sign(ECPrivateKeyParameters key, byte[] message) {
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    BigInteger[] signature = signer.generateSignature(Profile.sha256(message));
    try {
      return StandardDSAEncoding.INSTANCE.encode(Curve.DOMAIN.getN(), signature[0], signature[1]);
    } catch (IOException e) {
      throw new UncheckedIOException("a signature cannot be written", e);
    }
  }

  /** Whether {@code signed} is the key's over {@code message}; false as well if it is none. */
  static boolean verifies(ECPublicKeyParameters key, byte[] message, byte[] signed) {
    BigInteger[] signature;
    try {
      signature = StandardDSAEncoding.INSTANCE.decode(Curve.DOMAIN.getN(), signed);
    } catch (IOException | RuntimeException noSignature) {
      // The parser reports a malformed signature by whichever unchecked exception met it.
      return false;
    }
    var verifier = new ECDSASigner();
    verifier.init(false, key);
    return verifier.verifySignature(Profile.sha256(message), signature[0], signature[1]);
  }
}
