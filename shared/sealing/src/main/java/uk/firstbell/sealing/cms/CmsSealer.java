package uk.firstbell.sealing.cms;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x509.Certificate;
import uk.firstbell.domain.dispatch.Sealer;

/**
 * Seals by CMS: signed as the gateway, then encrypted to one reader. Safe for use by several
 * threads. A message of n bytes to one certificate is some 1,200 bytes longer than n.
 */
public final class CmsSealer implements Sealer {
  private static final int CONTENT_BYTES_MAX = 262_144;

  private final GatewaySigner signer;
  private final SecureRandom random;

  /**
   * @param random where content keys, nonces and ephemeral keys come from
   */
  public CmsSealer(GatewaySigner signer, SecureRandom random) {
    this.signer = signer;
    this.random = random;
  }

  @Override
  public byte[] seal(List<byte[]> certificates, byte[] content, Instant now) {
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("a reader has at least one certificate");
    }
    if (content.length > CONTENT_BYTES_MAX) {
      throw new IllegalArgumentException("a copy's content is at most 262,144 bytes");
    }
    var recipients = new ArrayList<Envelope.Recipient>();
    for (byte[] certificate : certificates) {
      Optional<Envelope.Recipient> recipient = recipient(certificate, now);
      if (recipient.isEmpty()) {
        throw new IllegalArgumentException("a certificate is not usable");
      }
      recipients.add(recipient.get());
    }
    byte[] signed = SignedMessage.sign(content, signer.at(now), now);
    return Envelope.seal(signed, recipients, random);
  }

  @Override
  public boolean usable(byte[] certificate, Instant now) {
    return recipient(certificate, now).isPresent();
  }

  /** Whom a certificate is for; empty if it cannot be read, is out of date or not for P-256. */
  private static Optional<Envelope.Recipient> recipient(byte[] encoded, Instant now) {
    try {
      ASN1Primitive parsed = ASN1Primitive.fromByteArray(encoded);
      if (!Arrays.equals(Der.bytes(parsed), encoded)) {
        return Optional.empty();
      }
      var certificate = Certificate.getInstance(parsed);
      boolean inDate =
          !now.isBefore(Der.instant(certificate.getStartDate()))
              && !now.isAfter(Der.instant(certificate.getEndDate()));
      return inDate
          ? Optional.of(
              new Envelope.Recipient(
                  new IssuerAndSerialNumber(certificate),
                  Curve.point(certificate.getSubjectPublicKeyInfo())))
          : Optional.empty();
    } catch (IOException | InvalidKeyException | RuntimeException unusable) {
      // The parser reports a malformed structure by whichever unchecked exception met it.
      return Optional.empty();
    }
  }
}
