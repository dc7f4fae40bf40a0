package uk.firstbell.domain.directory;

import java.time.Instant;
import uk.firstbell.domain.model.PersonId;

/**
 * One device by which a person reads.
 *
 * @param id opaque, unique for the person
 * @param certificate X.509, DER, for an ECDH key on P-256
 */
public record ReaderCertificate(
    PersonId person, String id, byte[] certificate, Instant notBefore, Instant notAfter) {
  public ReaderCertificate {
    certificate = certificate.clone();
  }

  @Override
  public byte[] certificate() {
    return certificate.clone();
  }

  public boolean validAt(Instant now) {
    return !now.isBefore(notBefore) && now.isBefore(notAfter);
  }
}
