package uk.firstbell.domain.directory;

import java.net.URI;
import java.util.Set;
import uk.firstbell.domain.model.Unit;

/**
 * An OpenID Connect provider that may vouch for people.
 *
 * @param issuer its issuer identifier, compared character by character (OpenID Connect Core,
 *     3.1.3.7)
 * @param audience the client id its tokens must be meant for
 * @param keys where its JSON Web Key Set is published
 * @param organisations the only organisations whose people it may speak for
 */
public record Issuer(String issuer, String audience, URI keys, Set<Unit> organisations) {
  public Issuer {
    organisations = Set.copyOf(organisations);
  }
}
