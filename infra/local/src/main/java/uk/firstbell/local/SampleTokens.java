package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import uk.firstbell.domain.model.Unit;

/**
 * ID tokens (OpenID Connect Core 1.0, section 2) of one issuer, signed with RS256 by a key made for
 * its run, and dated by the run's clock.
 */
final class SampleTokens {
  private static final int KEY_BITS = 2_048;

  private final String issuer;
  private final String audience;
  private final InstantSource time;
  private final Duration life;
  private final RSAKey key;

  /**
   * @param life how long each token is good for
   * @param key as {@link #key} told it before; empty for a new one
   */
  SampleTokens(
      String issuer, String audience, InstantSource time, Duration life, Optional<String> key) {
    this.issuer = issuer;
    this.audience = audience;
    this.time = time;
    this.life = life;
    this.key = key.map(SampleTokens::read).orElseGet(SampleTokens::made);
  }

  private static RSAKey made() {
    try {
      return new RSAKeyGenerator(KEY_BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("the JDK makes no RSA keys", e);
    }
  }

  private static RSAKey read(String told) {
    try {
      return RSAKey.parse(told);
    } catch (ParseException e) {
      throw new IllegalArgumentException("what this class told is a JSON Web Key", e);
    }
  }

  /** Both halves, as a JSON Web Key: no secret, for whoever asks gets a token anyway. */
  String key() {
    return key.toJSONString();
  }

  /** The public half, as a JSON Web Key Set. */
  String keys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /**
   * A token that speaks for {@code subject} from now on.
   *
   * @param organisation whom the provider vouches for
   * @param called what that organisation is called
   * @param nonce what the client asked to find in it again, if it did
   */
  String token(String subject, Unit organisation, String called, Optional<String> nonce) {
    Instant now = time.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(subject)
            .audience(audience)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            // Whoever asks chose a person a moment ago, which is all there is to signing in here.
            .claim("auth_time", now.getEpochSecond());
    claims.claim(
        "organisation",
        organisation.kind() == Unit.Kind.SCHOOL
            ? establishment(organisation, called)
            : organisation.toString());
    nonce.ifPresent(value -> claims.claim("nonce", value));
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .type(JOSEObjectType.JWT)
                  .keyID(key.getKeyID())
                  .build(),
              claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a token cannot be signed with its own key", e);
    }
  }

  /** The provider's own id of an organisation. */
  static String idOf(Unit organisation) {
    return UUID.nameUUIDFromBytes(organisation.toString().getBytes(UTF_8)).toString();
  }

  /** A school as DfE Sign-in writes one. */
  private static Map<String, Object> establishment(Unit school, String called) {
    return Map.of(
        "id", idOf(school),
        "name", called,
        "category", Map.of("id", "001", "name", "Establishment"),
        "urn", school.code(),
        "status", Map.of("id", 1, "name", "Open"));
  }
}
