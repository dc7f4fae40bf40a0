package uk.firstbell.sealing.cms;

import static uk.firstbell.sealing.cms.CannotOpenException.Reason.SIGNER_NOT_CERTIFIED;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.PrivateKeyUsagePeriod;
import uk.firstbell.sealing.keys.Certificates;

/**
 * Opens what {@link CmsSealer} sealed, as a reader would. Takes that one profile and no other, and
 * only in DER. For the local gateway and for tests: no function holds a reader's key.
 */
public final class CmsOpener {
  private final X509Certificate authority;

  /**
   * @param authority the gateway's certificate authority, trusted because it was given here
   */
  public CmsOpener(X509Certificate authority) {
    this.authority = authority;
  }

  /**
   * What a message held.
   *
   * @param signedAt the gateway's word for when it signed, in whole seconds
   */
  public record Opened(byte[] content, Instant signedAt) {}

  /**
   * Decrypts a message and proves that the gateway signed it.
   *
   * @param key the private key of {@code certificate}
   * @throws CannotOpenException with the reason, if anything about the message, or about who it is
   *     from or for, is not as it should be
   */
  public Opened open(byte[] message, PrivateKey key, X509Certificate certificate)
      throws CannotOpenException {
    return proved(Envelope.open(message, key, certificate));
  }

  /** Proves that the gateway signed what was in the envelope. */
  Opened proved(byte[] message) throws CannotOpenException {
    SignedMessage signed = SignedMessage.read(message);
    if (!certified(signed)) {
      throw new CannotOpenException(SIGNER_NOT_CERTIFIED);
    }
    return new Opened(signed.content(), signed.signedAt());
  }

  private boolean certified(SignedMessage signed) {
    try {
      return certified(Certificates.certificate(Der.bytes(signed.signer())), signed.signedAt());
    } catch (CertificateException unreadable) {
      return false;
    }
  }

  private boolean certified(X509Certificate signer, Instant signedAt) {
    return issued(signer)
        && !signedAt.isBefore(signer.getNotBefore().toInstant())
        && !signedAt.isAfter(signer.getNotAfter().toInstant())
        && maySign(signer)
        && keyInUse(signer, signedAt);
  }

  private boolean issued(X509Certificate signer) {
    try {
      signer.verify(authority.getPublicKey());
      return signer.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
    } catch (GeneralSecurityException notIssuedByTheAuthority) {
      return false;
    }
  }

  private static boolean maySign(X509Certificate signer) {
    try {
      boolean[] usage = signer.getKeyUsage();
      List<String> purposes = signer.getExtendedKeyUsage();
      return usage != null
          && usage[0]
          && signer.getBasicConstraints() < 0
          && purposes != null
          && purposes.contains(KeyPurposeId.id_kp_emailProtection.getId());
    } catch (GeneralSecurityException unreadable) {
      return false;
    }
  }

  /**
   * Whether the private key was in use then: for a day only, though its certificate stays valid for
   * years.
   */
  private static boolean keyInUse(X509Certificate signer, Instant signedAt) {
    byte[] extension = signer.getExtensionValue(Extension.privateKeyUsagePeriod.getId());
    if (extension == null) {
      return false;
    }
    try {
      var period =
          PrivateKeyUsagePeriod.getInstance(ASN1OctetString.getInstance(extension).getOctets());
      return !signedAt.isBefore(Der.instant(period.getNotBefore()))
          && !signedAt.isAfter(Der.instant(period.getNotAfter()));
    } catch (RuntimeException unreadable) {
      return false;
    }
  }
}
