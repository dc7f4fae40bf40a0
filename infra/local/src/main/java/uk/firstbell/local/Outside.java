package uk.firstbell.local;

import java.nio.file.Path;
import java.security.cert.CertificateException;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.sealing.cms.CmsOpener;
import uk.firstbell.sealing.keys.Certificates;

/**
 * Everybody outside the gateway: police systems and people with their keys, and no more access than
 * they would have.
 */
final class Outside implements AutoCloseable {
  private final RunningGateway gateway;
  private final Face face;
  private final SamplePeople people;
  private final CmsOpener opener;

  Outside(RunningGateway gateway, Path borough) {
    this.gateway = gateway;
    this.face = new Face(gateway.front());
    this.people = new SamplePeople(borough, gateway.book());
    try {
      this.opener = new CmsOpener(Certificates.certificate(gateway.authorityCertificate()));
    } catch (CertificateException unreadable) {
      throw new IllegalStateException("the gateway's own certificate cannot be read", unreadable);
    }
  }

  Face face() {
    return face;
  }

  SamplePeople people() {
    return people;
  }

  CmsOpener opener() {
    return opener;
  }

  /** A person who has just signed in. */
  Desk desk(PersonId person) {
    return new Desk(face, people.person(person), people, opener, gateway.signIn().tokenFor(person));
  }

  @Override
  public void close() {
    face.close();
  }
}
