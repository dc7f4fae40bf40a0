package uk.firstbell.functions.admission;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import uk.firstbell.domain.admission.TokenProof;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.model.Unit;

/**
 * Proves ID tokens with the JOSE library of Nimbus: the signature with the keys their issuer
 * publishes, then issuer, audience and time (OpenID Connect Core 1.0, section 3.1.3.7).
 *
 * <p>Keys are fetched from where the directory says, never from where a token points, and kept for
 * five minutes; an unknown key id has them fetched again, at most twice in half a minute. Safe for
 * use by several threads.
 */
final class NimbusTokenProof implements TokenProof {
  /** Asymmetric signatures only: with HS256 a public key would be a shared secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  /** How far the provider's clock may be from ours. */
  private static final Duration LEEWAY = Duration.ofSeconds(60);

  private static final int TOKEN_CHARACTERS_MAX = 16_384;
  private static final int FETCH_MILLIS_MAX = 2_000;
  private static final int KEY_SET_BYTES_MAX = 65_536;

  private final Map<URI, DefaultJWTProcessor<SecurityContext>> processors =
      new ConcurrentHashMap<>();

  @Override
  public Optional<String> claimedIssuer(String token) {
    if (token.length() > TOKEN_CHARACTERS_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(SignedJWT.parse(token).getJWTClaimsSet().getIssuer());
    } catch (ParseException noSignedToken) {
      return Optional.empty();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws KeysUnavailableException if the issuer's keys cannot be had: an outage, which says
   *     nothing about the token
   */
  @Override
  public Optional<ProvedToken> prove(String token, Issuer issuer, Instant now) {
    return claims(token, issuer).flatMap(claims -> judged(claims, issuer, now));
  }

  private Optional<JWTClaimsSet> claims(String token, Issuer issuer) {
    try {
      return Optional.of(
          processors
              .computeIfAbsent(issuer.keys(), NimbusTokenProof::processor)
              .process(SignedJWT.parse(token), null));
    } catch (RateLimitReachedException unknownKey) {
      // Strangers who name keys at will must not make us ask their issuer at will.
      return Optional.empty();
    } catch (KeySourceException unavailable) {
      throw new KeysUnavailableException(unavailable);
    } catch (ParseException | BadJOSEException | JOSEException unproved) {
      return Optional.empty();
    }
  }

  private static Optional<ProvedToken> judged(JWTClaimsSet claims, Issuer issuer, Instant now) {
    @Nullable String subject = claims.getSubject();
    @Nullable Date issued = claims.getIssueTime();
    boolean meant =
        issuer.issuer().equals(claims.getIssuer())
            && meantFor(issuer.audience(), claims)
            && inTime(claims, now);
    if (!meant || subject == null || subject.isEmpty() || issued == null) {
      return Optional.empty();
    }
    return switch (organisation(claims)) {
      case Organisation.Named(var unit) ->
          proved(subject, Optional.of(unit), issued.toInstant(), claims);
      case Organisation.NotNamed() -> proved(subject, Optional.empty(), issued.toInstant(), claims);
      case Organisation.Unclear() -> Optional.empty();
    };
  }

  /** A token that says when its person was asked, and not as a number, says nothing we trust. */
  private static Optional<ProvedToken> proved(
      String subject, Optional<Unit> organisation, Instant issuedAt, JWTClaimsSet claims) {
    try {
      Optional<Instant> shownAt =
          Optional.ofNullable(claims.getDateClaim("auth_time")).map(Date::toInstant);
      return Optional.of(new ProvedToken(subject, organisation, issuedAt, shownAt));
    } catch (ParseException noNumber) {
      return Optional.empty();
    }
  }

  /** Points 3 to 5: a token for several parties must have been issued to us. */
  private static boolean meantFor(String audience, JWTClaimsSet claims) {
    List<String> audiences = claims.getAudience();
    @Nullable Object party = claims.getClaim("azp");
    return audiences.contains(audience)
        && (party == null ? audiences.size() == 1 : audience.equals(party));
  }

  /** Expiry and issue must be told, a first moment may be. */
  private static boolean inTime(JWTClaimsSet claims, Instant now) {
    @Nullable Date expires = claims.getExpirationTime();
    @Nullable Date issued = claims.getIssueTime();
    @Nullable Date first = claims.getNotBeforeTime();
    return expires != null
        && issued != null
        && now.isBefore(expires.toInstant().plus(LEEWAY))
        && !now.isBefore(issued.toInstant().minus(LEEWAY))
        && (first == null || !now.isBefore(first.toInstant().minus(LEEWAY)));
  }

  /** Which organisation a token names. */
  private sealed interface Organisation {
    record Named(Unit unit) implements Organisation {}

    record NotNamed() implements Organisation {}

    /** It names one, and not as we know it: whoever that is, it must not pass for nobody. */
    record Unclear() implements Organisation {}
  }

  /**
   * A school as DfE Sign-in writes it, an object {@code organisation} that holds a {@code urn}; any
   * other organisation by its name here, as {@code CSC-999}.
   */
  private static Organisation organisation(JWTClaimsSet claims) {
    @Nullable Object named = claims.getClaim("organisation");
    if (named == null) {
      return new Organisation.NotNamed();
    }
    @Nullable Object unit =
        named instanceof Map<?, ?> parts && parts.get("urn") instanceof String urn
            ? Unit.Kind.SCHOOL + "-" + urn
            : named;
    return unit instanceof String text && Unit.isOne(text)
        ? new Organisation.Named(Unit.parse(text))
        : new Organisation.Unclear();
  }

  private static DefaultJWTProcessor<SecurityContext> processor(URI keys) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source(keys)));
    // The library's own judge reads the machine's clock; ours is told the time.
    processor.setJWTClaimsSetVerifier(null);
    return processor;
  }

  private static JWKSource<SecurityContext> source(URI keys) {
    return JWKSourceBuilder.<SecurityContext>create(url(keys), new KeySetRetriever())
        .refreshAheadCache(false) // It would need threads, which a frozen function does not run.
        .build();
  }

  private static URL url(URI keys) {
    try {
      return keys.toURL();
    } catch (MalformedURLException bad) {
      throw new IllegalStateException("the directory's address of a key set is no URL", bad);
    }
  }

  /** Fetches with limits, and only from the very address it was given. */
  private static final class KeySetRetriever extends DefaultResourceRetriever {
    KeySetRetriever() {
      super(FETCH_MILLIS_MAX, FETCH_MILLIS_MAX, KEY_SET_BYTES_MAX);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
      HttpURLConnection connection = super.openHTTPConnection(url);
      connection.setInstanceFollowRedirects(false);
      return connection;
    }
  }

  /** An issuer's keys cannot be had just now. Carries nothing of a token. */
  static final class KeysUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeysUnavailableException(KeySourceException cause) {
      super("an issuer's keys cannot be had", cause);
    }
  }
}
