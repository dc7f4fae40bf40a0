package uk.firstbell.sealing.keys;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;

/**
 * Keys of NIST P-256, secp256r1, as the JDK holds them: whoever signs requests has one, or opens
 * copies.
 */
public final class P256 {
  private static final ECGenParameterSpec NAME = new ECGenParameterSpec("secp256r1");
  private static final ECParameterSpec CURVE = curve();

  private P256() {}

  /** A fresh key pair. */
  public static KeyPair keyPair(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(NAME, random);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("the JDK cannot make P-256 keys", e);
    }
  }

  /**
   * Reads a public key.
   *
   * @param subjectPublicKeyInfo X.509, DER
   * @throws InvalidKeyException if it is no point of this curve: whoever gave it is at fault
   */
  public static ECPublicKey publicKey(byte[] subjectPublicKeyInfo) throws InvalidKeyException {
    try {
      PublicKey key =
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
      return checked(key);
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("no elliptic-curve public key", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK cannot read EC keys", e);
    }
  }

  private static ECPublicKey checked(PublicKey key) throws InvalidKeyException {
    if (key instanceof ECPublicKey point && sameCurve(point.getParams()) && onCurve(point.getW())) {
      return point;
    }
    throw new InvalidKeyException("no point of P-256");
  }

  private static boolean sameCurve(ECParameterSpec other) {
    return CURVE.getCurve().equals(other.getCurve())
        && CURVE.getGenerator().equals(other.getGenerator())
        && CURVE.getOrder().equals(other.getOrder());
  }

  /** Whether y² = x³ + ax + b: a point of another curve would leak the key that multiplies it. */
  private static boolean onCurve(ECPoint point) {
    if (point.equals(ECPoint.POINT_INFINITY)) {
      return false;
    }
    BigInteger p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x.signum() < 0 || x.compareTo(p) >= 0 || y.signum() < 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right =
        x.pow(3).add(CURVE.getCurve().getA().multiply(x)).add(CURVE.getCurve().getB());
    return y.pow(2).mod(p).equals(right.mod(p));
  }

  private static ECParameterSpec curve() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(NAME);
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK does not know P-256", e);
    }
  }
}
