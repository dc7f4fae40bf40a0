package uk.firstbell.domain.admission;

import java.time.Instant;
import java.util.Optional;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.model.Unit;

/** Proves tokens that OpenID Connect providers issued. */
public interface TokenProof {
  /**
   * Who claims to have issued {@code token}. Nothing is proved yet: the answer only says whose keys
   * to prove it with. Empty if it is no signed token.
   */
  Optional<String> claimedIssuer(String token);

  /**
   * Proves issuer, audience, signature and time (OpenID Connect Core 1.0, section 3.1.3.7).
   *
   * @param issuer whose keys and audience must match
   * @param now must be before the token's expiry and not before its issue
   * @return empty if any of it fails; which is nobody's business
   */
  Optional<ProvedToken> prove(String token, Issuer issuer, Instant now);

  /**
   * What a proved token says.
   *
   * @param organisation the organisation the provider vouches for; empty if it names none
   * @param issuedAt to the second, which is how tokens are dated
   * @param shownAt when its person showed the provider that it is them, if it says
   */
  record ProvedToken(
      String subject, Optional<Unit> organisation, Instant issuedAt, Optional<Instant> shownAt) {
    /** Whether it, or the sign-in that it comes from, is of before {@code moment}. */
    public boolean before(Instant moment) {
      return issuedAt.isBefore(moment) || shownAt.filter(at -> at.isBefore(moment)).isPresent();
    }
  }
}
