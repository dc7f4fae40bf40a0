package uk.firstbell.sealing.keys;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** X.509 certificates, by the JDK's own reader. */
public final class Certificates {
  private Certificates() {}

  /**
   * Reads one certificate.
   *
   * @param encoded DER, or PEM (RFC 7468)
   * @throws CertificateException if it is none: whoever gave it is at fault
   */
  public static X509Certificate certificate(byte[] encoded) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }
}
