package uk.firstbell.sealing.cms;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import uk.firstbell.domain.dispatch.CertificateAuthority;
import uk.firstbell.domain.enrolment.DeviceCertifier;

/**
 * Certificates of people's devices, by the gateway's authority. Safe for use by several threads.
 */
public final class DeviceCertificates implements DeviceCertifier {
  private final GatewayCa ca;
  private final SecureRandom random;

  /**
   * @param random where serial numbers come from
   */
  public DeviceCertificates(CertificateAuthority authority, SecureRandom random) {
    this.ca = new GatewayCa(authority);
    this.random = random;
  }

  @Override
  public byte[] certify(Holder holder, byte[] publicKey, Instant notBefore, Duration validity) {
    return Der.bytes(
        ca.person(
            new BigInteger(GatewayCa.SERIAL_BITS, random),
            key(publicKey),
            holder,
            notBefore.truncatedTo(ChronoUnit.SECONDS),
            validity));
  }

  private static SubjectPublicKeyInfo key(byte[] publicKey) {
    try {
      var key = SubjectPublicKeyInfo.getInstance(publicKey);
      Curve.point(key);
      return key;
    } catch (InvalidKeyException | IllegalArgumentException e) {
      throw new IllegalArgumentException("a device's key is a point of P-256", e);
    }
  }
}
