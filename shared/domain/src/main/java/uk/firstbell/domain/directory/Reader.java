package uk.firstbell.domain.directory;

import java.util.List;

/** A person with the certificates by which they can read now; at least one. */
public record Reader(Person person, List<ReaderCertificate> certificates) {
  public Reader {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("a reader has a certificate in date");
    }
  }
}
