package uk.firstbell.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;

/** What sealing is made of, with nothing around it. */
final class Primitives {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final byte[] content;
  private final Curve curve;

  /** P-256 by one maker, with a signer and a reader of its own. */
  interface Curve {
    void sign(byte[] digest) throws GeneralSecurityException;

    /** Makes an ephemeral pair and agrees with the reader: the x of their point, 32 bytes. */
    byte[] agree() throws GeneralSecurityException;
  }

  Primitives(byte[] content, Supplier<Curve> curve) {
    this.content = content;
    this.curve = curve.get();
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
      curve.sign(MessageDigest.getInstance("SHA-256").digest(content));
      var key = new SecretKeySpec(curve.agree(), "AES");
      byte[] nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.doFinal(content);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK has all of these", impossible);
    }
  }

  /** Bouncy Castle's, as sealing calls it. */
  static final class BouncyCastle implements Curve {
    private final ECKeyPairGenerator generator = new ECKeyPairGenerator();
    private final AsymmetricCipherKeyPair signer;
    private final AsymmetricCipherKeyPair reader;

    BouncyCastle() {
      var p256 =
          new ECNamedDomainParameters(
              SECNamedCurves.getOID("secp256r1"), CustomNamedCurves.getByName("secp256r1"));
      generator.init(new ECKeyGenerationParameters(p256, new SecureRandom()));
      this.signer = generator.generateKeyPair();
      this.reader = generator.generateKeyPair();
    }

    @Override
    public void sign(byte[] digest) {
      var signature = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
      signature.init(true, signer.getPrivate());
      signature.generateSignature(digest);
    }

    @Override
    public byte[] agree() {
      var agreement = new ECDHBasicAgreement();
      agreement.init(generator.generateKeyPair().getPrivate());
      return BigIntegers.asUnsignedByteArray(
          KEY_BYTES, agreement.calculateAgreement(reader.getPublic()));
    }
  }

  /** The JDK's. */
  static final class Jdk implements Curve {
    private final SecureRandom random = new SecureRandom();
    private final KeyPair signer;
    private final KeyPair reader;

    Jdk() {
      try {
        this.signer = keyPair();
        this.reader = keyPair();
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("this JDK has P-256", impossible);
      }
    }

    @Override
    public void sign(byte[] digest) throws GeneralSecurityException {
      var signature = Signature.getInstance("NONEwithECDSA");
      signature.initSign(signer.getPrivate(), random);
      signature.update(digest);
      signature.sign();
    }

    @Override
    public byte[] agree() throws GeneralSecurityException {
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(keyPair().getPrivate());
      agreement.doPhase(reader.getPublic(), true);
      return Arrays.copyOf(agreement.generateSecret(), KEY_BYTES);
    }

    private KeyPair keyPair() throws GeneralSecurityException {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    }
  }
}
