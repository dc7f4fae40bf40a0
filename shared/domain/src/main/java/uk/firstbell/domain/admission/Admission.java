package uk.firstbell.domain.admission;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import uk.firstbell.domain.admission.TokenProof.ProvedToken;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.directory.Recognised;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.SessionPolicy;

/**
 * Says which named person a token speaks for: the one its issuer and subject were bound to at
 * enrolment, never anyone matched by name or e-mail (design section 7). Longer than a session lasts
 * a token speaks for nobody. Whoever is bound to nobody is a newcomer, if their provider vouches
 * for an organisation it may speak for. A token of before the sign-in's sessions were last ended
 * speaks for nobody, newcomers included.
 */
public final class Admission {
  private final TokenProof proof;
  private final Directory directory;
  private final SessionPolicy sessions;
  private final InstantSource time;

  public Admission(
      TokenProof proof, Directory directory, SessionPolicy sessions, InstantSource time) {
    this.proof = proof;
    this.directory = directory;
    this.sessions = sessions;
    this.time = time;
  }

  /** Whom {@code token} speaks for, if for anybody. */
  public AdmissionDecision admit(String token) {
    Instant now = time.instant();
    return proof
        .claimedIssuer(token)
        .flatMap(directory::issuer)
        .flatMap(issuer ->
            proof
                .prove(token, issuer, now)
                .filter(proved -> now.isBefore(proved.issuedAt().plus(sessions.longest())))
                .flatMap(proved -> decided(issuer, proved)))
        .orElseGet(AdmissionDecision.Unproved::new);
  }

  /** An issuer speaks only for the organisations listed for it, and for the one it names. */
  private Optional<AdmissionDecision> decided(Issuer issuer, ProvedToken proved) {
    return issuer
        .vouchedFor(proved.organisation())
        .flatMap(vouched -> decided(issuer.issuer(), proved, vouched));
  }

  private Optional<AdmissionDecision> decided(String issuer, ProvedToken proved, Unit vouched) {
    Recognised known = directory.signedIn(issuer, proved.subject());
    if (known.signedOut().filter(proved::before).isPresent()) {
      return Optional.of(new AdmissionDecision.SignedOut());
    }
    return caller(known, new Newcomer(SignIn.name(issuer, proved.subject()), vouched))
        .map(AdmissionDecision.LetIn::new);
  }

  /** Whoever is bound is no newcomer, and nobody where their provider names another unit. */
  private static Optional<Caller> caller(Recognised known, Newcomer otherwise) {
    return known.person().isPresent()
        ? known
            .person()
            .filter(person -> person.organisation().equals(otherwise.organisation()))
            .map(Admitted::of)
        : Optional.of(otherwise);
  }
}
