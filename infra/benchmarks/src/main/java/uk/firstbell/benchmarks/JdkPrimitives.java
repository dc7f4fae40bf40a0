package uk.firstbell.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What sealing is made of, by the JDK's own providers and with nothing around it. */
final class JdkPrimitives {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final KeyPair signer;
  private final KeyPair reader;
  private final byte[] content;

  JdkPrimitives(byte[] content) {
    this.content = content;
    try {
      this.signer = keyPair();
      this.reader = keyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK has P-256", impossible);
    }
  }

  /**
   * Seconds on a processor for one of each: SHA-256, signature, ephemeral key pair, agreement,
   * encryption.
   */
  double seconds(Duration time) {
    return Pace.processorSeconds(time, this::each);
  }

  private void each() {
    try {
      MessageDigest.getInstance("SHA-256").digest(content);
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(signer.getPrivate(), random);
      signature.update(new byte[KEY_BYTES]);
      signature.sign();
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(keyPair().getPrivate());
      agreement.doPhase(reader.getPublic(), true);
      var key = new SecretKeySpec(agreement.generateSecret(), "AES");
      byte[] nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.doFinal(content);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK has all of these", impossible);
    }
  }

  private KeyPair keyPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }
}
