package uk.firstbell.domain.admission;

import java.time.InstantSource;
import java.util.Optional;
import uk.firstbell.domain.admission.TokenProof.ProvedToken;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.model.Unit;

/**
 * Says which named person a token speaks for: the one its issuer and subject were bound to at
 * enrolment, never anyone matched by name or e-mail (design section 7). Whoever is bound to nobody
 * is a newcomer, if their provider vouches for an organisation it may speak for.
 */
public final class Admission {
  private final TokenProof proof;
  private final Directory directory;
  private final InstantSource time;

  public Admission(TokenProof proof, Directory directory, InstantSource time) {
    this.proof = proof;
    this.directory = directory;
    this.time = time;
  }

  /** Whom {@code token} speaks for; empty if it proves nobody. */
  public Optional<Caller> admit(String token) {
    return proof
        .claimedIssuer(token)
        .flatMap(directory::issuer)
        .flatMap(issuer ->
            proof.prove(token, issuer, time.instant()).flatMap(proved -> caller(issuer, proved)));
  }

  /** An issuer speaks only for the organisations listed for it, and for the one it names. */
  private Optional<Caller> caller(Issuer issuer, ProvedToken proved) {
    return issuer
        .vouchedFor(proved.organisation())
        .flatMap(vouched -> caller(issuer.issuer(), proved.subject(), vouched));
  }

  private Optional<Caller> caller(String issuer, String subject, Unit vouched) {
    Optional<Person> bound = directory.signedIn(issuer, subject);
    return bound.isPresent()
        ? bound.filter(person -> person.organisation().equals(vouched)).map(Admitted::of)
        : Optional.of(new Newcomer(SignIn.name(issuer, subject), vouched));
  }
}
