package uk.firstbell.sealing.cms;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** ECDSA with SHA-256; a signature is DER, as CMS and X.509 carry it (RFC 5480, appendix A). */
final class Ecdsa {
  private static final String NAME = "SHA256withECDSA";

  private Ecdsa() {}

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      var signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign with ECDSA", e);
    }
  }

  /** Whether {@code signed} is the key's over {@code message}; false as well if it is none. */
  static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
    try {
      var signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException notASignatureOfThisKey) {
      return false;
    }
  }
}
