package uk.firstbell.functions.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.audit.PageReleases;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.policy.SessionPolicy;
import uk.firstbell.domain.story.Story;
import uk.firstbell.memory.MemoryStory;
import uk.firstbell.rehearsal.Invocation;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Level;

final class PortalHandlerTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Instant NOW = Instant.parse("2026-05-05T05:45:00Z");

  private final MemoryStory story = new MemoryStory();
  private final Provider provider = Provider.start();
  private String clientSecret = "sample";
  private String apiSecret = "sample";
  private int secretsRead;
  private final List<Decision> decided = new ArrayList<>();
  private final PortalHandler portal = portal(Optional.empty());

  private PortalHandler portal(Optional<RoleApi> roles) {
    return new PortalHandler(
        WebFiles.built(),
        new SignIn(
            List.of(provider.issuer()),
            "firstbell",
            new Secrets(this::secrets),
            new Providers(Duration.ofSeconds(5), SessionPolicy.DEFAULT),
            roles),
        new PageReleases(story, InstantSource.fixed(NOW)),
        decided::add,
        InstantSource.fixed(NOW));
  }

  /** As Secrets Manager tells them just now. */
  private SecretBytes secrets() {
    secretsRead++;
    ObjectNode told = JSON.createObjectNode();
    told.put(provider.issuer(), clientSecret).put("roleApi", apiSecret);
    return SecretBytes.of(told.toString().getBytes(UTF_8));
  }

  /** One that asks the provider's role API for the role {@code reader}. */
  private PortalHandler askingForRoles() {
    var place = new RoleApi.Place(provider.issuer(), provider.roles(), "ours", "reader");
    return portal(
        Optional.of(
            new RoleApi(
                place,
                "firstbell",
                new Secrets(this::secrets),
                new Providers(Duration.ofSeconds(5), SessionPolicy.DEFAULT))));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void the_page_allows_its_own_parts_and_nothing_else() throws IOException {
    JsonNode answer = asked("GET", "/", "");

    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Content-Security-Policy").split("; "))
        .containsExactly(
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(header(answer, "Permissions-Policy"))
        .contains("publickey-credentials-get=(self)", "publickey-credentials-create=(self)");
  }

  @Test
  void the_page_has_nothing_inline_and_names_nobody_else() throws IOException {
    String page = asked("GET", "/", "").path("body").asText();

    assertThat(page).contains("<script type=\"module\"").doesNotContain("style=", "://");
    assertThat(page).doesNotContainPattern("<script(?![^>]*src=)").doesNotContain("<style");
  }

  @Test
  void every_part_that_the_page_names_is_served_and_may_be_kept_for_ever() throws IOException {
    List<String> named = parts(asked("GET", "/", "").path("body").asText());
    assertThat(named).hasSize(3);

    for (String name : named) {
      JsonNode answer = asked("GET", "/assets/{file}", name);
      assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
      assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../index.html", "index.html", "nothing.js", "..", "a/b.js", ".js"})
  void nothing_else_of_the_archive_is_served(String file) throws IOException {
    assertThat(asked("GET", "/assets/{file}", file).path("statusCode").asInt()).isEqualTo(404);
  }

  @Test
  void a_slow_line_gets_it_compressed_and_gets_the_same() throws IOException {
    JsonNode plain = asked("GET", "/", "");
    ObjectNode event = event("GET", "/", "");
    event.putObject("headers").put("Accept-Encoding", "br, gzip");
    event.putObject("multiValueHeaders").putArray("Accept-Encoding").add("br, gzip");
    JsonNode small = answer(portal, event);

    assertThat(header(small, "Content-Encoding")).isEqualTo("gzip");
    byte[] sent = Base64.getDecoder().decode(small.path("body").asText());
    assertThat(new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes())
        .isEqualTo(plain.path("body").asText().getBytes(UTF_8));
    assertThat(plain.path("headers").has("Content-Encoding")).isFalse();
  }

  @Test
  void before_anybody_signs_in_less_than_250_kilobytes_are_sent() throws IOException {
    WebFiles files = WebFiles.built();
    int bytes = files.page().compressed().length;
    for (String name : parts(asked("GET", "/", "").path("body").asText())) {
      bytes += files.asset(name).orElseThrow().compressed().length;
    }

    assertThat(bytes).isGreaterThan(10_000).isLessThan(250_000);
  }

  @Test
  void a_release_is_known_by_one_number() throws IOException {
    assertThat(header(asked("GET", "/", ""), "Firstbell-Release")).matches("[0-9a-f]{64}");
  }

  @Test
  void a_release_is_in_the_trail_once_before_anybody_is_handed_it() throws IOException {
    String release = header(asked("GET", "/", ""), "Firstbell-Release");
    asked("GET", "/", "");

    assertThat(story.releaseTrail().entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.facts()).containsEntry("release", release));
    assertThat(decided)
        .extracting(Decision::outcome)
        .containsExactly("RELEASE_SERVED", "PAGE", "PAGE");
  }

  @Test
  void hands_out_no_page_of_which_the_trail_could_not_be_told() throws IOException {
    var lost = new IllegalStateException("the table did not answer");
    var portal =
        new PortalHandler(
            WebFiles.built(),
            new SignIn(
                List.of(),
                "firstbell",
                new Secrets(this::secrets),
                new Providers(Duration.ofSeconds(5), SessionPolicy.DEFAULT),
                Optional.empty()),
            new PageReleases(unreachable(lost), InstantSource.fixed(NOW)),
            decided::add,
            InstantSource.fixed(NOW));

    assertThatThrownBy(() -> answer(portal, event("GET", "/", ""))).isEqualTo(lost);
    assertThat(asked("GET", "/", "").path("statusCode").asInt()).isEqualTo(200);
  }

  private static Story unreachable(RuntimeException failure) {
    return (Story)
        Proxy.newProxyInstance(
            Story.class.getClassLoader(),
            new Class<?>[] {Story.class},
            (_, _, _) -> {
              throw failure;
            });
  }

  @Test
  void offers_the_providers_that_can_be_asked() throws IOException {
    JsonNode offer = body(asked("GET", "/v1/sign-in", "")).at("/providers/0");

    assertThat(offer.path("issuer").asText()).isEqualTo(provider.issuer());
    assertThat(offer.path("authorizationEndpoint").asText())
        .isEqualTo(provider.issuer() + "/authorize");
    assertThat(offer.path("clientId").asText()).isEqualTo("firstbell");
    assertThat(offer.at("/title/en").asText()).isEqualTo("Schools");
  }

  @Test
  void offers_none_that_calls_itself_by_another_name_or_takes_codes_in_the_clear()
      throws IOException {
    provider.discovered("https://elsewhere.example", provider.issuer() + "/token");
    assertThat(asked("GET", "/v1/sign-in", "").path("statusCode").asInt()).isEqualTo(503);
    provider.discovered(provider.issuer(), "http://elsewhere.example/token");
    assertThat(asked("GET", "/v1/sign-in", "").path("statusCode").asInt()).isEqualTo(503);

    provider.discovered(provider.issuer(), "https://elsewhere.example/token");
    assertThat(asked("GET", "/v1/sign-in", "").path("statusCode").asInt()).isEqualTo(200);
  }

  @Test
  void redeems_a_code_for_the_page_that_began() throws IOException {
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));

    JsonNode answer = signsIn(code(provider.issuer()));

    assertThat(body(answer))
        .isEqualTo(JSON.readTree("{\"idToken\":\"" + shownAt(NOW) + "\",\"expiresIn\":3600}"));
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(provider.forms())
        .containsExactly(
            "code=c&code_verifier=v&grant_type=authorization_code"
                + "&redirect_uri=https%3A%2F%2Fpeople.example%2F");
  }

  /** A session lasts an hour, whatever the provider would allow. */
  @ParameterizedTest
  @CsvSource({"3599, 3599", "3600, 3600", "3601, 3600", "43200, 3600"})
  void tells_the_page_when_admission_will_take_the_token_no_longer(long theirs, int ours)
      throws IOException {
    provider.tells(
        "/schools/token", 200, granted(shownAt(NOW)).replace("3600", Long.toString(theirs)));

    assertThat(body(signsIn(code(provider.issuer()))).path("expiresIn").asInt()).isEqualTo(ours);
  }

  /** RFC 6749, section 2.3.1: encoded as in a form, then as RFC 7617 has it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"client_secret_basic\"",
        "\"client_secret_post\",\"client_secret_basic\"",
        "\"private_key_jwt\",\"client_secret_basic\",\"none\""
      })
  void proves_itself_by_http_basic_where_an_issuer_takes_that_or_does_not_say(String methods)
      throws IOException {
    clientSecret = "ein Schlüssel: 50 %+";
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));
    if (!methods.isEmpty()) {
      provider.taking(methods);
    }

    assertThat(signsIn(code(provider.issuer())).path("statusCode").asInt()).isEqualTo(200);

    assertThat(provider.sentBy("Basic"))
        .extracting(sent -> new String(Base64.getDecoder().decode(sent), UTF_8))
        .containsExactly("firstbell:ein+Schl%C3%BCssel%3A+50+%25%2B");
    assertThat(provider.forms()).singleElement().asString().doesNotContain("client");
  }

  @Test
  void proves_itself_in_the_form_where_an_issuer_takes_nothing_else() throws IOException {
    clientSecret = "a secret&";
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));
    provider.taking("\"client_secret_post\",\"none\"");

    assertThat(signsIn(code(provider.issuer())).path("statusCode").asInt()).isEqualTo(200);

    assertThat(provider.sentBy("Basic")).isEmpty();
    assertThat(provider.forms())
        .singleElement()
        .asString()
        .startsWith("client_id=firstbell&client_secret=a+secret%26&code=c&");
  }

  @Test
  void sends_nobody_to_an_issuer_at_which_it_could_not_prove_itself() throws IOException {
    provider.taking("\"none\",\"private_key_jwt\"");
    assertThat(asked("GET", "/v1/sign-in", "").path("statusCode").asInt()).isEqualTo(503);

    provider.taking("\"none\",\"client_secret_post\"");
    assertThat(asked("GET", "/v1/sign-in", "").path("statusCode").asInt()).isEqualTo(200);
  }

  @Test
  void reads_its_secret_when_a_code_is_redeemed_and_not_before_nor_again_soon() throws IOException {
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));
    asked("GET", "/v1/sign-in", "");
    assertThat(secretsRead).isZero();

    signsIn(code(provider.issuer()));
    signsIn(code(provider.issuer()));

    assertThat(secretsRead).isEqualTo(1);
  }

  @Test
  void tries_the_newest_secret_where_the_one_it_keeps_is_not_known_any_more() throws IOException {
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));
    signsIn(code(provider.issuer()));
    provider.wants("/schools/token", "firstbell", "newest");

    assertThat(signsIn(code(provider.issuer())).path("statusCode").asInt()).isEqualTo(503);
    assertThat(decided.getLast().outcome()).isEqualTo("CLIENT_REFUSED");
    assertThat(decided.getLast().level()).isEqualTo(Level.ERROR);
    assertThat(provider.sentBy("Basic")).hasSize(2);

    clientSecret = "newest";
    assertThat(signsIn(code(provider.issuer())).path("statusCode").asInt()).isEqualTo(200);
    assertThat(provider.sentBy("Basic")).hasSize(4);
    assertThat(signsIn(code(provider.issuer())).path("statusCode").asInt()).isEqualTo(200);
    assertThat(provider.sentBy("Basic")).hasSize(5);
    assertThat(secretsRead).isEqualTo(3);
  }

  @Test
  void fails_where_nobody_stored_a_secret_for_the_issuer() throws IOException {
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));
    clientSecret = " ";

    assertThatThrownBy(() -> signsIn(code(provider.issuer())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the portal's secrets have no member of that name");
    assertThat(provider.forms()).isEmpty();
  }

  @Test
  void asks_for_roles_by_the_newest_secret_where_the_one_it_keeps_is_not_known_any_more()
      throws IOException {
    PortalHandler asking = askingForRoles();
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));
    provider.tells("/roles/services/ours/organisations/school-1/users/subject-1", 403, "{}");
    signsIn(asking, code(provider.issuer()));
    assertThat(provider.sentBy("Bearer")).hasSize(1);

    apiSecret = "newest";
    signsIn(asking, code(provider.issuer()));

    assertThat(provider.sentBy("Bearer")).hasSize(3);
    assertThat(provider.sentBy("Bearer").get(1)).isEqualTo(provider.sentBy("Bearer").getFirst());
    assertThat(provider.sentBy("Bearer").getLast()).isNotEqualTo(provider.sentBy("Bearer").get(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {-360, -299, 0, 60})
  void believes_a_provider_that_asked_the_person_just_now(long seconds) throws IOException {
    provider.tells("/schools/token", 200, granted(shownAt(NOW.plusSeconds(seconds))));

    assertThat(signsIn(code(provider.issuer())).path("statusCode").asInt()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {-361, 61})
  void refuses_a_sign_in_of_this_morning_or_of_tomorrow(long seconds) throws IOException {
    provider.tells("/schools/token", 200, granted(shownAt(NOW.plusSeconds(seconds))));

    JsonNode answer = signsIn(code(provider.issuer()));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(422);
    assertThat(body(answer).path("type").asText()).isEqualTo("urn:firstbell:problem:not-signed-in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"auth_time\":\"1777959900\"}", "{\"auth_time\":1e300}", "[]", "nonsense"})
  void refuses_a_token_that_does_not_say_when_the_person_was_asked(String claims)
      throws IOException {
    provider.tells("/schools/token", 200, granted(token(claims)));

    assertThat(signsIn(code(provider.issuer())).path("statusCode").asInt()).isEqualTo(422);
    provider.tells("/schools/token", 200, granted("no-token"));
    assertThat(signsIn(code(provider.issuer())).path("statusCode").asInt()).isEqualTo(422);
    provider.tells("/schools/token", 200, granted("a.*.c"));
    assertThat(signsIn(code(provider.issuer())).path("statusCode").asInt()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | '{\"roles\":[{\"code\":\"other\"},{\"code\":\"reader\",\"status\":{\"id\":1}}]}' | 200",
        "200 | '{\"roles\":[{\"code\":\"reader\",\"status\":{\"id\":0}}]}'  | 422",
        "200 | '{\"roles\":[{\"code\":\"readers\",\"status\":{\"id\":1}}]}' | 422",
        "200 | '{\"roles\":[]}' | 422",
        "404 | '{}'             | 422",
        "200 | '{}'             | 503",
        "200 | 'nonsense'       | 503",
        "403 | '{}'             | 503",
        "500 | '{}'             | 503"
      })
  void lets_in_whoever_holds_the_role_and_nobody_where_it_cannot_be_told(
      int told, String roles, int status) throws IOException {
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));
    provider.tells("/roles/services/ours/organisations/school-1/users/subject-1", told, roles);

    JsonNode answer = signsIn(askingForRoles(), code(provider.issuer()));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(status);
  }

  /** HS256 over header and claims, as the example of RFC 7515, appendix A.1, is made. */
  @Test
  void proves_itself_to_the_role_api_with_the_secret() throws Exception {
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));
    signsIn(askingForRoles(), code(provider.issuer()));

    String[] parts = provider.sentBy("Bearer").getFirst().split("\\.", -1);
    var claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.path("iss").asText()).isEqualTo("firstbell");
    assertThat(claims.path("aud").asText()).isEqualTo("signin.education.gov.uk");
    assertThat(claims.path("exp").asLong()).isEqualTo(NOW.plusSeconds(300).getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("sample".getBytes(UTF_8), "HmacSHA256"));
    assertThat(Base64.getUrlDecoder().decode(parts[2]))
        .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8)));
  }

  @Test
  void refuses_a_code_that_the_provider_does_not_know() throws IOException {
    JsonNode answer = signsIn(code(provider.issuer()));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(422);
    assertThat(body(answer).path("type").asText()).isEqualTo("urn:firstbell:problem:not-signed-in");
  }

  @Test
  void never_speaks_to_an_issuer_that_nobody_configured() throws IOException {
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));

    assertThat(signsIn(code(provider.issuer() + "/")).path("statusCode").asInt()).isEqualTo(422);
    assertThat(provider.forms()).isEmpty();
    assertThat(signsIn(code(provider.issuer())).path("statusCode").asInt()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | '{}'",
        "302 | '{}'",
        "200 | 'nonsense'",
        "200 | '{\"id_token\":\"a.b.c\"}'",
        "200 | '{\"expires_in\":3600}'"
      })
  void says_to_try_again_when_a_provider_does_not_answer_as_providers_do(int status, String body)
      throws IOException {
    provider.tells("/schools/token", status, body);

    JsonNode answer = signsIn(code(provider.issuer()));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(header(answer, "Retry-After")).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'['                                                             | 400 | NOT_JSON",
        "'[]'                                                            | 422 | TYPE",
        "'{\"issuer\":\"i\",\"code\":\"c\",\"verifier\":\"v\"}'          | 422 | REQUIRED",
        "'{\"issuer\":\"i\",\"code\":1,\"verifier\":\"v\",\"redirect\":\"r\"}' | 422 | TYPE",
        "'{\"issuer\":\"i\",\"code\":\"c\",\"verifier\":\"v\",\"redirect\":\"r\",\"x\":1}' | 422 | UNKNOWN_PROPERTY"
      })
  void says_what_is_wrong_with_a_request(String sent, int status, String fault) throws IOException {
    JsonNode answer = signsIn(sent);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(status);
    assertThat(body(answer).at("/errors/0/code").asText()).isEqualTo(fault);
  }

  @Test
  void logs_what_it_did_and_nothing_of_the_code_or_the_token() throws IOException {
    provider.tells("/schools/token", 200, granted(shownAt(NOW)));
    signsIn(code(provider.issuer()));
    asked("GET", "/", "");

    assertThat(decided)
        .extracting(Decision::outcome)
        .containsExactly("REDEEMED", "RELEASE_SERVED", "PAGE");
    assertThat(decided).allSatisfy(line -> assertThat(line.facts()).isEmpty());
  }

  /**
   * A token of somebody who showed that it was them then; its organisation keeps no rules of ours.
   */
  private static String shownAt(Instant then) {
    return token(
        "{\"sub\":\"subject-1\",\"organisation\":{\"id\":\"school-1\",\"name\":\"A school \"},\"auth_time\":"
            + then.getEpochSecond()
            + "}");
  }

  private static String token(String claims) {
    return "a."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
        + ".c";
  }

  private static String granted(String idToken) {
    return "{\"id_token\":\"" + idToken + "\",\"expires_in\":3600}";
  }

  private static String code(String issuer) {
    return """
    {"issuer":"%s","code":"c","verifier":"v","redirect":"https://people.example/"}\
    """
        .formatted(issuer);
  }

  private static List<String> parts(String page) {
    Matcher named = Pattern.compile("/assets/([^\"]+)").matcher(page);
    return named.results().map(found -> found.group(1)).toList();
  }

  private JsonNode signsIn(String body) throws IOException {
    return signsIn(portal, body);
  }

  private static JsonNode signsIn(PortalHandler at, String body) throws IOException {
    return answer(at, event("POST", "/v1/sign-in", "").put("body", body));
  }

  private JsonNode asked(String method, String resource, String file) throws IOException {
    return answer(portal, event(method, resource, file));
  }

  private static ObjectNode event(String method, String resource, String file) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("httpMethod", method)
            .put("resource", resource)
            .put("path", resource.replace("{file}", file))
            .put("isBase64Encoded", false)
            .putNull("body");
    event.putObject("pathParameters").put("file", file);
    event.putObject("requestContext");
    return event;
  }

  private static JsonNode answer(PortalHandler at, ObjectNode event) throws IOException {
    return JSON.readTree(
        Invocation.of(at, new ByteArrayInputStream(JSON.writeValueAsBytes(event))));
  }

  private static String header(JsonNode answer, String name) {
    return answer.path("headers").path(name).asText();
  }

  private static JsonNode body(JsonNode answer) throws IOException {
    return JSON.readTree(answer.path("body").asText());
  }
}
