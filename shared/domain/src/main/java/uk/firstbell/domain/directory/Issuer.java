package uk.firstbell.domain.directory;

import java.net.URI;
import java.util.Optional;
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
 * @param naming whether its tokens say which of them
 */
public record Issuer(
    String issuer, String audience, URI keys, Set<Unit> organisations, Naming naming) {

  /** Whether a provider's tokens name the organisation they vouch for. */
  public enum Naming {
    /** Each must, as DfE Sign-in's do: one that names none vouches for nobody. */
    REQUIRED,
    /** They need not, for the provider is one organisation's own. */
    NONE
  }

  public Issuer {
    organisations = Set.copyOf(organisations);
    if (naming == Naming.NONE && organisations.size() != 1) {
      throw new IllegalArgumentException("only one organisation's own provider may name none");
    }
  }

  /** The organisation for which a token speaks that names {@code named}; empty if it may not. */
  public Optional<Unit> vouchedFor(Optional<Unit> named) {
    Optional<Unit> vouched =
        switch (naming) {
          case REQUIRED -> named;
          case NONE -> named.or(() -> organisations.stream().findFirst());
        };
    return vouched.filter(organisations::contains);
  }
}
