package uk.firstbell.sealing.cms;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;

/**
 * NIST P-256 (SEC 2, section 2.4.2) as messages and certificates are made with: by Bouncy Castle's
 * own classes and no provider, for the first message of a process and for every one after it
 * (decision record 0019).
 */
final class Curve {
  private static final int POINT_BYTES = 65;
  private static final byte UNCOMPRESSED = 4;
  private static final SecP256R1Curve EQUATION = new SecP256R1Curve();

  /** What a key of this curve belongs to. */
  static final ECDomainParameters DOMAIN =
      new ECDomainParameters(
          EQUATION,
          EQUATION.decodePoint(
              HexFormat.of()
                  .parseHex(
                      "04"
                          + "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                          + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")),
          EQUATION.getOrder(),
          EQUATION.getCofactor());

  private Curve() {}

  /** A private key, and the point that belongs to it. */
  record Pair(ECPrivateKeyParameters secret, ECPublicKeyParameters point) {}

  /** A fresh pair. */
  static Pair pair(SecureRandom random) {
    var generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(DOMAIN, random));
    AsymmetricCipherKeyPair made = generator.generateKeyPair();
    return new Pair(
        (ECPrivateKeyParameters) made.getPrivate(), (ECPublicKeyParameters) made.getPublic());
  }

  /**
   * Reads a public key, in the one form that certificates have: named curve, point uncompressed.
   *
   * @throws InvalidKeyException if it is anything else, or no point of this curve: whoever gave it
   *     is at fault
   */
  static ECPublicKeyParameters point(SubjectPublicKeyInfo key) throws InvalidKeyException {
    byte[] encoded = key.getPublicKeyData().getBytes();
    if (!key.getAlgorithm().equals(Profile.P256_KEY)
        || key.getPublicKeyData().getPadBits() != 0
        || encoded.length != POINT_BYTES
        || encoded[0] != UNCOMPRESSED) {
      throw new InvalidKeyException("no point of P-256 in the one form");
    }
    try {
      return new ECPublicKeyParameters(EQUATION.decodePoint(encoded), DOMAIN);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("no point of P-256", e);
    }
  }

  /** The point that belongs to a private key. */
  static ECPublicKeyParameters point(ECPrivateKeyParameters secret) {
    return new ECPublicKeyParameters(
        new FixedPointCombMultiplier().multiply(DOMAIN.getG(), secret.getD()), DOMAIN);
  }

  /** A public key as certificates and messages carry it (RFC 5480, section 2). */
  static SubjectPublicKeyInfo info(ECPublicKeyParameters point) {
    return new SubjectPublicKeyInfo(Profile.P256_KEY, point.getQ().getEncoded(false));
  }

  /**
   * A private key that the JDK holds.
   *
   * @throws InvalidKeyException if it is of another kind or curve
   */
  static ECPrivateKeyParameters secret(PrivateKey key) throws InvalidKeyException {
    if (!(key instanceof ECPrivateKey held) || !order(held).equals(DOMAIN.getN())) {
      throw new InvalidKeyException("no private key of P-256");
    }
    try {
      return new ECPrivateKeyParameters(held.getS(), DOMAIN);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("no private key of P-256", e);
    }
  }

  private static BigInteger order(ECPrivateKey key) {
    return key.getParams().getOrder();
  }
}
