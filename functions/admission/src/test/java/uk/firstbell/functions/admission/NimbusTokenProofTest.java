package uk.firstbell.functions.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.admission.TokenProof.ProvedToken;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.model.Unit;

final class NimbusTokenProofTest {
  private static final Instant NOW = Instant.parse("2026-05-05T06:12:00Z");
  private static final String ISSUER = "https://schools.example";
  private static final RSAKey RSA = rsa("rsa-1");
  private static final RSAKey OTHER_RSA = rsa("rsa-1");
  private static final ECKey EC = ec();
  private static final ProvedToken PROVED = proved(Optional.of(Unit.parse("SCHOOL-102345")));

  private final KeyServer server = KeyServer.publishing(new JWKSet(List.of(RSA, EC)));
  private final NimbusTokenProof proof = new NimbusTokenProof();
  private final Issuer issuer = issuerAt(server.keys());

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256"})
  void proves_a_token_by_each_algorithm_it_knows(String algorithm) {
    JWK key = algorithm.equals("ES256") ? EC : RSA;

    assertThat(prove(signed(JWSAlgorithm.parse(algorithm), key, claims()))).contains(PROVED);
  }

  @Test
  void names_the_issuer_that_a_token_claims_without_believing_it() {
    assertThat(proof.claimedIssuer(signed(JWSAlgorithm.RS256, OTHER_RSA, claims())))
        .contains(ISSUER);
    assertThat(server.requests()).isZero();
  }

  /** Each change alone makes a good token a bad one. */
  static Stream<Arguments> flaws() {
    return Stream.of(
        flaw("issuer", c -> c.issuer("https://schools.example/")),
        flaw("no issuer", c -> c.issuer(null)),
        flaw("audience", c -> c.audience("another")),
        flaw("no audience", c -> c.audience(List.of())),
        flaw("two audiences", c -> c.audience(List.of("firstbell", "another"))),
        flaw("party", c -> c.claim("azp", "another")),
        flaw("no subject", c -> c.subject(null)),
        flaw("empty subject", c -> c.subject("")),
        flaw("no expiry", c -> c.expirationTime(null)),
        flaw("no issue", c -> c.issueTime(null)),
        flaw("organisation as a bare code", c -> c.claim("organisation", "102345")),
        flaw("no such kind", c -> c.claim("organisation", "PARISH-102345")),
        flaw("urn of letters", c -> c.claim("organisation", Map.of("urn", "x"))),
        flaw("organisation without urn", c -> c.claim("organisation", Map.of("id", "x"))),
        flaw("urn as number", c -> c.claim("organisation", Map.of("urn", 102345))));
  }

  private static Arguments flaw(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("flaws")
  void refuses_a_token_with_one_wrong_claim_and_proves_it_repaired(
      String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    JWTClaimsSet wrong = change.apply(new JWTClaimsSet.Builder(claims())).build();

    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, wrong))).isEmpty();
    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims()))).contains(PROVED);
  }

  @Test
  void takes_a_token_for_several_audiences_that_was_issued_to_us() {
    var claims =
        new JWTClaimsSet.Builder(claims())
            .audience(List.of("firstbell", "another"))
            .claim("azp", "firstbell")
            .build();

    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims))).contains(PROVED);
  }

  @Test
  void takes_an_organisation_by_its_name_here() {
    var claims = new JWTClaimsSet.Builder(claims()).claim("organisation", "CSC-999").build();

    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims)))
        .contains(proved(Optional.of(Unit.parse("CSC-999"))));
  }

  @Test
  void takes_a_token_that_names_no_organisation() {
    var claims = new JWTClaimsSet.Builder(claims()).claim("organisation", null).build();

    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims))).contains(proved(Optional.empty()));
  }

  @ParameterizedTest(name = "{0} at {1} s")
  @CsvSource({
    "exp, -59, true",
    "exp, -60, false",
    "iat,  60, true",
    "iat,  61, false",
    "nbf,  60, true",
    "nbf,  61, false"
  })
  void allows_clocks_a_minute_of_difference_and_not_a_second_more(
      String claim, int secondsFromNow, boolean proved) {
    var claims =
        new JWTClaimsSet.Builder(claims())
            .claim(claim, Date.from(NOW.plusSeconds(secondsFromNow)))
            .build();

    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims)).isPresent()).isEqualTo(proved);
  }

  @Test
  void refuses_a_token_signed_by_another_key_of_the_same_name() {
    assertThat(prove(signed(JWSAlgorithm.RS256, OTHER_RSA, claims()))).isEmpty();
    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims()))).contains(PROVED);
  }

  @Test
  void refuses_a_token_signed_with_another_issuers_key() {
    try (KeyServer others = KeyServer.publishing(new JWKSet(OTHER_RSA))) {
      String token = signed(JWSAlgorithm.RS256, OTHER_RSA, claims());

      assertThat(prove(token)).isEmpty();
      assertThat(proof.prove(token, issuerAt(others.keys()), NOW)).contains(PROVED);
    }
  }

  @Test
  void refuses_a_public_key_that_was_used_as_a_shared_secret() throws JOSEException {
    for (byte[] secret :
        List.of(
            RSA.toRSAPublicKey().getEncoded(), RSA.toPublicJWK().toJSONString().getBytes(UTF_8))) {
      var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(RSA.getKeyID()).build();
      assertThat(prove(signed(header, new MACSigner(secret), claims()))).isEmpty();
    }
  }

  @Test
  void refuses_an_algorithm_that_the_key_could_do_but_we_do_not_take() {
    assertThat(prove(signed(JWSAlgorithm.RS512, RSA, claims()))).isEmpty();
  }

  @Test
  void refuses_what_is_not_signed_at_all() {
    String unsigned = new PlainJWT(claims()).serialize();

    assertThat(proof.claimedIssuer(unsigned)).isEmpty();
    assertThat(prove(unsigned)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "...", "a.b.c", "e30.e30.e30", "\u0000", "=.=.=", "🔔.🔔.🔔"})
  void refuses_what_is_no_token(String token) {
    assertThat(proof.claimedIssuer(token)).isEmpty();
    assertThat(prove(token)).isEmpty();
  }

  @Test
  void does_not_look_into_a_token_that_is_too_long() {
    String token = signed(JWSAlgorithm.RS256, RSA, claims());

    assertThat(proof.claimedIssuer(token + "A".repeat(16_385 - token.length()))).isEmpty();
    assertThat(proof.claimedIssuer(token)).contains(ISSUER);
  }

  @Test
  void fetches_keys_once_for_many_tokens_and_not_without_end_for_unknown_ones() {
    for (int token = 0; token < 20; token++) {
      assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims()))).contains(PROVED);
    }
    assertThat(server.requests()).isEqualTo(1);

    for (int token = 0; token < 20; token++) {
      RSAKey stranger = new RSAKey.Builder(OTHER_RSA).keyID("stranger-" + token).build();
      assertThat(prove(signed(JWSAlgorithm.RS256, stranger, claims()))).isEmpty();
    }
    assertThat(server.requests()).isLessThanOrEqualTo(3);
    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims()))).contains(PROVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/broken", "/moved", "/huge", "/nonsense"})
  void says_that_keys_cannot_be_had_rather_than_that_a_token_is_bad(String path) {
    String token = signed(JWSAlgorithm.RS256, RSA, claims());
    Issuer unreachable = issuerAt(server.keys().resolve(path));

    assertThatThrownBy(() -> proof.prove(token, unreachable, NOW))
        .isInstanceOf(NimbusTokenProof.KeysUnavailableException.class)
        .hasMessage("an issuer's keys cannot be had");
    assertThat(prove(token)).contains(PROVED);
  }

  @Test
  void tells_when_the_person_was_asked_if_the_token_says_so() {
    Instant asked = NOW.minusSeconds(40);
    var claims = new JWTClaimsSet.Builder(claims()).claim("auth_time", asked.getEpochSecond());

    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims.build())))
        .hasValueSatisfying(proved -> assertThat(proved.shownAt()).contains(asked));
    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims.claim("auth_time", "soon").build())))
        .isEmpty();
    assertThat(prove(signed(JWSAlgorithm.RS256, RSA, claims.claim("auth_time", null).build())))
        .contains(PROVED);
  }

  private static ProvedToken proved(Optional<Unit> organisation) {
    return new ProvedToken("subject-1", organisation, NOW.minusSeconds(30), Optional.empty());
  }

  private Optional<ProvedToken> prove(String token) {
    return proof.prove(token, issuer, NOW);
  }

  private static Issuer issuerAt(URI keys) {
    return new Issuer(
        ISSUER, "firstbell", keys, Set.of(Unit.parse("SCHOOL-102345")), Issuer.Naming.REQUIRED);
  }

  private static JWTClaimsSet claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("firstbell")
        .subject("subject-1")
        .issueTime(Date.from(NOW.minusSeconds(30)))
        .expirationTime(Date.from(NOW.plusSeconds(300)))
        .claim("organisation", Map.of("id", "sample", "urn", "102345"))
        .build();
  }

  private static String signed(JWSAlgorithm algorithm, JWK key, JWTClaimsSet claims) {
    try {
      JWSSigner signer =
          key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey());
      return signed(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), signer, claims);
    } catch (JOSEException bad) {
      throw new IllegalStateException("a token cannot be signed", bad);
    }
  }

  private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) {
    try {
      var token = new SignedJWT(header, claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException bad) {
      throw new IllegalStateException("a token cannot be signed", bad);
    }
  }

  private static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("no RSA key can be made", impossible);
    }
  }

  private static ECKey ec() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("no P-256 key can be made", impossible);
    }
  }
}
