package uk.firstbell.domain.admission;

import java.time.InstantSource;
import java.util.Optional;
import uk.firstbell.domain.admission.TokenProof.ProvedToken;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.directory.Person;

/**
 * Says which named person a token speaks for: the one its issuer and subject were bound to at
 * enrolment, never anyone matched by name or e-mail (design section 7).
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

  /** The person {@code token} speaks for; empty if it proves nobody. */
  public Optional<Admitted> admit(String token) {
    return proof
        .claimedIssuer(token)
        .flatMap(directory::issuer)
        .flatMap(issuer ->
            proof.prove(token, issuer, time.instant()).flatMap(proved -> person(issuer, proved)));
  }

  /** An issuer speaks only for the organisations listed for it, and for the one it names. */
  private Optional<Admitted> person(Issuer issuer, ProvedToken proved) {
    return directory
        .signedIn(issuer.issuer(), proved.subject())
        .filter(person -> issuer.organisations().contains(person.organisation()))
        .filter(person -> vouchedFor(person, proved))
        .map(person ->
            new Admitted(person.id(), person.organisation(), person.roles(), person.scope()));
  }

  private static boolean vouchedFor(Person person, ProvedToken proved) {
    return proved.organisation().map(person.organisation().code()::equals).orElse(true);
  }
}
