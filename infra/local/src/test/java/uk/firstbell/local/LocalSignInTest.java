package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.wire.directory.DirectoryFiles;

final class LocalSignInTest {
  private static final Instant NOW = Instant.parse("2026-05-05T06:12:00Z");
  private static final PersonId DSL = new PersonId("larkfield-dsl");
  private static final String BACK = "http://127.0.0.1:9/back";

  private final HttpClient http = HttpClient.newHttpClient();
  private final LocalSignIn signIn = LocalSignIn.start(new VirtualClock(NOW));
  private final String schools = signIn.uri() + "/sample-schools";
  private final CodeFlow flow = new CodeFlow(http, schools, BACK);

  @BeforeEach
  void enrol() throws Exception {
    var book = DirectoryFiles.read(SampleBorough.path(), signIn.issuers());
    signIn.open(SampleAccounts.bound(book));
    signIn.open(SampleAccounts.unbound(SampleBorough.path(), book, signIn));
  }

  @AfterEach
  void stop() {
    signIn.close();
    http.close();
  }

  @Test
  void issues_tokens_on_the_virtual_clock_that_its_published_keys_prove() throws Exception {
    JWTClaimsSet claims = proved(signIn.tokenFor(DSL));

    assertThat(claims.getIssuer()).isEqualTo(schools);
    assertThat(claims.getSubject()).isEqualTo("subject-larkfield-dsl");
    assertThat(claims.getAudience()).containsExactly("firstbell");
    assertThat(claims.getIssueTime().toInstant()).isEqualTo(NOW);
    assertThat(claims.getExpirationTime().toInstant()).isEqualTo(NOW.plus(LocalSignIn.TOKEN_LIFE));
    assertThat(claims.getJSONObjectClaim("organisation"))
        .containsEntry("urn", "102345")
        .containsEntry("name", "Larkfield Primary School")
        .containsEntry("category", Map.of("id", "001", "name", "Establishment"))
        .containsKeys("id", "status");
  }

  @Test
  void vouches_for_agencies_by_another_issuer_with_another_key() throws Exception {
    SignedJWT token = SignedJWT.parse(signIn.tokenFor(new PersonId("wxc-auditor")));

    assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(signIn.uri() + "/sample-agencies");
    assertThat(token.getJWTClaimsSet().getClaim("organisation")).isEqualTo("FORCE-WXC");
    assertThat(keys().getKeyByKeyId(token.getHeader().getKeyID())).isNull();
    assertThat(keys().getKeys()).hasSize(1);
  }

  @Test
  void is_the_same_provider_in_the_next_process_and_another_where_its_port_was_taken()
      throws Exception {
    String before = signIn.tokenFor(DSL);

    try (var beside =
        LocalSignIn.start(new VirtualClock(NOW), LocalSignIn.TOKEN_LIFE, signIn.identity())) {
      assertThat(beside.issuers()).doesNotContainValue(signIn.issuers().get("sample-schools"));
    }
    signIn.close();
    try (var next =
        LocalSignIn.start(new VirtualClock(NOW), LocalSignIn.TOKEN_LIFE, signIn.identity())) {
      assertThat(next.issuers()).isEqualTo(signIn.issuers());
      assertThat(proved(before).getSubject()).isEqualTo("subject-larkfield-dsl");
    }
  }

  @Test
  void knows_nobody_else() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signIn.tokenFor(new PersonId("somebody-else")));
  }

  @Test
  void tells_clients_where_everything_is() throws Exception {
    JsonNode found = json(get(schools + "/.well-known/openid-configuration"));

    assertThat(found.path("issuer").asText()).isEqualTo(schools);
    assertThat(get(found.path("jwks_uri").asText()).statusCode()).isEqualTo(200);
    assertThat(found.path("token_endpoint").asText()).isEqualTo(schools + "/token");
  }

  @Test
  void gives_a_chosen_person_a_code_and_for_it_and_its_verifier_a_token_once() throws Exception {
    String code = code();

    assertThat(redeem(code, "another-verifier-that-does-not-fit-what-was-asked").statusCode())
        .isEqualTo(400);
    String again = code();
    HttpResponse<String> answer = redeem(again, CodeFlow.VERIFIER);

    assertThat(answer.statusCode()).isEqualTo(200);
    JWTClaimsSet claims = proved(json(answer).path("id_token").asText());
    assertThat(claims.getSubject()).isEqualTo("subject-larkfield-dsl");
    assertThat(claims.getClaim("nonce")).isEqualTo("n-1");
    assertThat(redeem(again, CodeFlow.VERIFIER).statusCode()).isEqualTo(400);
  }

  @Test
  void redeems_a_code_for_the_portal_and_for_nobody_else_who_has_code_and_verifier()
      throws Exception {
    String code = code();
    Map<String, String> all = flow.redemption(code, CodeFlow.VERIFIER);
    String right = LocalSignIn.clientSecret(schools);

    HttpResponse<String> refused = post(all, Optional.empty());
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).path("error").asText()).isEqualTo("invalid_client");
    for (String wrong : List.of("", "none", right + " ", LocalSignIn.clientSecret(agencies()))) {
      assertThat(post(all, Optional.of(LocalSignIn.basic("firstbell", wrong))).statusCode())
          .isEqualTo(401);
      assertThat(post(with(all, "client_secret", wrong), Optional.empty()).statusCode())
          .isEqualTo(401);
    }
    assertThat(post(all, Optional.of(LocalSignIn.basic("other", right))).statusCode())
        .isEqualTo(401);

    assertThat(post(all, Optional.of(LocalSignIn.basic("firstbell", right))).statusCode())
        .isEqualTo(200);
    assertThat(
            post(
                    with(flow.redemption(code(), CodeFlow.VERIFIER), "client_secret", right),
                    Optional.empty())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void lists_only_the_issuers_own_people_and_only_redirects_on_this_machine() throws Exception {
    Map<String, String> asked = flow.request();

    assertThat(get(schools + "/authorize?" + Forms.encoded(asked)).body())
        .contains("larkfield-dsl", "Dilys Samplewright")
        .doesNotContain("wxc-auditor");
    asked.put("redirect_uri", "http://127.0.0.1.example.org/back");
    assertThat(get(schools + "/authorize?" + Forms.encoded(asked)).statusCode()).isEqualTo(400);
  }

  @Test
  void gives_curl_a_token_without_a_page() throws Exception {
    assertThat(sample("larkfield-dsl").statusCode()).isEqualTo(200);
    assertThat(proved(json(sample("larkfield-dsl")).path("id_token").asText()).getSubject())
        .isEqualTo("subject-larkfield-dsl");
    assertThat(sample("wxc-auditor").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> sample(String person) throws Exception {
    return post(Map.of("grant_type", LocalSignIn.SAMPLE_GRANT, "person", person), Optional.empty());
  }

  private String code() throws Exception {
    return flow.codeOf("larkfield-dsl");
  }

  private HttpResponse<String> redeem(String code, String verifier) throws Exception {
    return post(
        flow.redemption(code, verifier),
        Optional.of(LocalSignIn.basic("firstbell", LocalSignIn.clientSecret(schools))));
  }

  private static Map<String, String> with(Map<String, String> form, String name, String value) {
    var more = new TreeMap<>(form);
    more.put(name, value);
    return more;
  }

  private String agencies() {
    return signIn.issuer("sample-agencies");
  }

  private JWTClaimsSet proved(String token) throws Exception {
    SignedJWT read = SignedJWT.parse(token);
    var key = keys().getKeyByKeyId(read.getHeader().getKeyID()).toRSAKey();
    assertThat(key.isPrivate()).isFalse();
    assertThat(read.verify(new RSASSAVerifier(key))).isTrue();
    return read.getJWTClaimsSet();
  }

  private JWKSet keys() throws Exception {
    return JWKSet.parse(get(schools + "/jwks").body());
  }

  private HttpResponse<String> get(String uri) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(Map<String, String> form, Optional<String> authorization)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(schools + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Forms.encoded(form)));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new JsonMapper().readTree(answer.body());
  }
}
