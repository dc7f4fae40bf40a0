package uk.firstbell.memory;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import uk.firstbell.domain.dispatch.CertificateAuthority;

/**
 * An authority whose P-256 key is made with it and goes with it. Safe to call from many threads.
 */
public final class MemoryAuthority implements CertificateAuthority {
  private static final int MESSAGE_BYTES_MAX = 4096;

  private final KeyPair pair;

  /** An authority with a fresh key: no two are alike, for this key has to be secret to be a key. */
  public MemoryAuthority() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK has P-256", impossible);
    }
  }

  @Override
  public byte[] publicKey() {
    return pair.getPublic().getEncoded();
  }

  @Override
  public byte[] sign(byte[] message) {
    if (message.length > MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException("at most 4,096 bytes are signed at once");
    }
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK signs with P-256", impossible);
    }
  }
}
