package uk.firstbell.domain.admission;

import java.time.InstantSource;
import java.util.List;
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

  private Optional<Caller> caller(Issuer issuer, ProvedToken proved) {
    Optional<Person> bound = directory.signedIn(issuer.issuer(), proved.subject());
    return bound.isPresent()
        ? bound.flatMap(person -> person(person, issuer, proved))
        : newcomer(issuer, proved);
  }

  /** An issuer speaks only for the organisations listed for it, and for the one it names. */
  private static Optional<Caller> person(Person person, Issuer issuer, ProvedToken proved) {
    return Optional.of(person)
        .filter(one -> issuer.organisations().contains(one.organisation()))
        .filter(one -> vouchedFor(one, proved))
        .map(one -> new Admitted(one.id(), one.organisation(), one.roles(), one.scope()));
  }

  private static boolean vouchedFor(Person person, ProvedToken proved) {
    return proved.organisation().map(person.organisation().code()::equals).orElse(true);
  }

  /**
   * The one organisation the token names; where it names none, the only one its provider speaks
   * for. A name that could be of two proves neither.
   */
  private static Optional<Caller> newcomer(Issuer issuer, ProvedToken proved) {
    List<Unit> vouched =
        issuer.organisations().stream()
            .filter(unit -> proved.organisation().map(unit.code()::equals).orElse(true))
            .toList();
    return vouched.size() == 1
        ? Optional.of(
            new Newcomer(SignIn.name(issuer.issuer(), proved.subject()), vouched.getFirst()))
        : Optional.empty();
  }
}
