package uk.firstbell.functions.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.admission.Admission;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.policy.SessionPolicy;
import uk.firstbell.domain.story.Binding;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Written;
import uk.firstbell.memory.MemoryDirectory;
import uk.firstbell.memory.MemoryStory;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Invocation;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.wire.directory.BadDirectoryException;
import uk.firstbell.wire.directory.DirectoryFiles;
import uk.firstbell.wire.directory.IssuerEndpoint;
import uk.firstbell.wire.lambda.UnauthorizedException;

final class AdmissionHandlerTest {
  private static final Instant NOW = Instant.parse("2026-05-05T06:12:00Z");
  private static final InstantSource TIME = InstantSource.fixed(NOW);
  private static final String SCHOOLS = "https://schools.example";
  private static final String AGENCIES = "https://agencies.example";
  private static final RSAKey SCHOOLS_KEY = key("schools-1");
  private static final RSAKey AGENCIES_KEY = key("agencies-1");

  private final KeyServer schools = KeyServer.publishing(new JWKSet(SCHOOLS_KEY));
  private final KeyServer agencies = KeyServer.publishing(new JWKSet(AGENCIES_KEY));
  private final MemoryDirectory directory = new MemoryDirectory();
  private final MemoryStory story = new MemoryStory(directory);
  private final HeardLog log = new HeardLog();
  private final AdmissionHandler handler =
      new AdmissionHandler(
          new Admission(new NimbusTokenProof(), directory, SessionPolicy.DEFAULT, TIME), log, TIME);

  @BeforeEach
  void a_borough_signs_in_by_two_providers() throws BadDirectoryException {
    directory.store(
        DirectoryFiles.read(
            SampleBorough.path(),
            Map.of(
                "sample-schools", new IssuerEndpoint(SCHOOLS, schools.keys()),
                "sample-agencies", new IssuerEndpoint(AGENCIES, agencies.keys()))));
  }

  @AfterEach
  void stop() {
    schools.close();
    agencies.close();
  }

  @Test
  void admits_the_person_a_token_was_bound_to_and_hands_them_on() {
    String token = token(SCHOOLS_KEY, SCHOOLS, "subject-larkfield-dsl", "102345");

    assertThat(asks("Bearer " + token))
        .isEqualTo(
            "{\"context\":{\"organisation\":\"SCHOOL-102345\",\"personId\":\"larkfield-dsl\","
                + "\"roles\":\"DSL\",\"scope\":\"SCHOOL-102345\"},"
                + "\"policyDocument\":{\"Statement\":[{\"Action\":\"execute-api:Invoke\","
                + "\"Effect\":\"Allow\",\"Resource\":"
                + "\"arn:aws:execute-api:eu-west-2:000000000000:sample/live/GET/v1/inbox\"}],"
                + "\"Version\":\"2012-10-17\"},\"principalId\":\"larkfield-dsl\"}");
    assertThat(log.heard())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.id()).isEqualTo("larkfield-dsl");
          assertThat(line.outcome()).isEqualTo("ADMITTED");
          assertThat(line.facts()).isEmpty();
        });
  }

  @Test
  void admits_for_an_hour_and_no_longer_whatever_the_provider_allows() {
    var claims =
        claims(SCHOOLS, "subject-larkfield-dsl", Map.of("urn", "102345"))
            .expirationTime(Date.from(NOW.plus(Duration.ofHours(12))));

    assertThat(asks("Bearer " + token(SCHOOLS_KEY, claims.issueTime(issued(3_599)))))
        .contains("Allow");
    refuses("Bearer " + token(SCHOOLS_KEY, claims.issueTime(issued(3_600))));
  }

  private static Date issued(long secondsAgo) {
    return Date.from(NOW.minusSeconds(secondsAgo));
  }

  @Test
  void refuses_a_token_that_names_another_school_than_the_persons() {
    refuses("Bearer " + token(SCHOOLS_KEY, SCHOOLS, "subject-larkfield-dsl", "102346"));
    assertThat(asks("Bearer " + token(SCHOOLS_KEY, SCHOOLS, "subject-larkfield-dsl", "102345")))
        .contains("Allow");
  }

  @Test
  void refuses_a_provider_that_speaks_in_anothers_name() {
    refuses("Bearer " + token(AGENCIES_KEY, SCHOOLS, "subject-larkfield-dsl", "102345"));
    refuses("Bearer " + token(AGENCIES_KEY, AGENCIES, "subject-larkfield-dsl", "102345"));
  }

  @Test
  void refuses_a_provider_nobody_knows() {
    refuses("Bearer " + token(SCHOOLS_KEY, "https://other.example", "subject-larkfield-dsl", "1"));
  }

  @Test
  void lets_a_subject_nobody_enrolled_in_as_a_newcomer_who_is_nobody() {
    String answer = asks("Bearer " + token(SCHOOLS_KEY, SCHOOLS, "subject-nobody", "102345"));

    assertThat(answer)
        .contains(
            "{\"context\":{\"organisation\":\"SCHOOL-102345\",\"signIn\":\""
                + SignIn.name(SCHOOLS, "subject-nobody")
                + "\"}")
        .contains("\"principalId\":\"newcomer\"")
        .doesNotContain("personId", "subject-nobody");
    assertThat(log.outcomes()).containsExactly("NEWCOMER");
  }

  @Test
  void refuses_a_newcomer_whose_provider_may_not_speak_for_the_school_it_names() {
    refuses("Bearer " + token(SCHOOLS_KEY, SCHOOLS, "subject-nobody", "109999"));
    refuses("Bearer " + token(AGENCIES_KEY, AGENCIES, "subject-nobody", "102345"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LA-999", "CSC-999", "FORCE-WXC"})
  void tells_a_newcomer_of_an_authority_from_one_of_its_social_care(String organisation) {
    assertThat(asks("Bearer " + tokenNaming(organisation, "subject-nobody")))
        .contains("\"organisation\":\"" + organisation + "\"");
    refuses("Bearer " + tokenNaming("LA-998", "subject-nobody"));
  }

  @Test
  void refuses_whoever_is_known_where_the_token_names_no_organisation_or_another() {
    assertThat(asks("Bearer " + tokenNaming("CSC-999", "subject-wexcombe-mash")))
        .contains("wexcombe-mash");
    refuses("Bearer " + tokenNaming(null, "subject-wexcombe-mash"));
    refuses("Bearer " + tokenNaming("LA-999", "subject-wexcombe-mash"));
    refuses("Bearer " + tokenNaming(null, "subject-nobody"));
  }

  /**
   * Seconds from when the sessions ended to when the token was issued, and its person was asked.
   */
  @ParameterizedTest
  @CsvSource({
    "  0,     , true",
    "  0,    0, true",
    " 10,    0, true",
    " -1,     , false",
    " -1,   -1, false",
    "  0,   -1, false",
    " 10, -300, false"
  })
  void refuses_a_token_of_before_its_sessions_ended_and_says_that_they_did(
      long issued, @Nullable Long shown, boolean admitted) {
    signedOut(SCHOOLS, "subject-larkfield-dsl", NOW.minusSeconds(20));
    Instant ended = NOW.minusSeconds(20);

    String answer =
        asks(
            "Bearer "
                + token(
                    SCHOOLS_KEY,
                    claims(SCHOOLS, "subject-larkfield-dsl", Map.of("urn", "102345"))
                        .issueTime(Date.from(ended.plusSeconds(issued)))
                        .claim(
                            "auth_time",
                            shown == null ? null : ended.plusSeconds(shown).getEpochSecond())));

    assertThat(answer)
        .contains(admitted ? "\"Effect\":\"Allow\"" : "\"Effect\":\"Deny\"")
        .contains("\"principalId\":\"" + (admitted ? "larkfield-dsl" : "signed-out") + "\"");
    assertThat(log.outcomes()).containsExactly(admitted ? "ADMITTED" : "SIGNED_OUT");
  }

  @Test
  void refuses_a_token_of_the_second_in_which_its_sessions_ended_whichever_came_first() {
    String token = token(SCHOOLS_KEY, SCHOOLS, "subject-larkfield-dsl", "102345");
    signedOut(SCHOOLS, "subject-larkfield-dsl", NOW.plusNanos(1_000_000));

    assertThat(asks("Bearer " + token)).contains("\"Effect\":\"Deny\"");
    assertThat(asks("Bearer " + token(SCHOOLS_KEY, SCHOOLS, "subject-larkfield-head", "102345")))
        .contains("\"Effect\":\"Allow\"");
  }

  @Test
  void takes_whoever_left_for_no_newcomer_until_they_sign_in_again() {
    Stored<Binding> binding = binding(SCHOOLS, "subject-larkfield-dsl");
    written(binding, binding.row().endedAt(NOW));
    var before =
        claims(SCHOOLS, "subject-larkfield-dsl", Map.of("urn", "102345"))
            .issueTime(Date.from(NOW.minusSeconds(1)));

    assertThat(asks("Bearer " + token(SCHOOLS_KEY, before))).contains("\"Effect\":\"Deny\"");
    assertThat(asks("Bearer " + token(SCHOOLS_KEY, before.issueTime(Date.from(NOW)))))
        .contains("\"principalId\":\"newcomer\"");
  }

  private void signedOut(String issuer, String subject, Instant at) {
    Stored<Binding> binding = binding(issuer, subject);
    written(binding, binding.row().signedOutAt(at));
  }

  private Stored<Binding> binding(String issuer, String subject) {
    return directory.binding(SignIn.name(issuer, subject)).orElseThrow();
  }

  private void written(Stored<Binding> before, Binding becomes) {
    var deed = Deed.of(Actor.gateway("enrolment"), Action.ALTERED, Happening.SESSIONS_ENDED);
    assertThat(story.write(NOW, List.of(new Change.Replace(before, becomes, deed))))
        .isInstanceOf(Written.Done.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer abc", "Bearer a.b.c"})
  void refuses_what_is_no_bearer_token(String authorization) {
    refuses(authorization);
  }

  /** The gateway answers 401 to exactly this message, and 500 to any other. */
  private void refuses(String authorization) {
    int before = log.heard().size();
    assertThatThrownBy(() -> asks(authorization))
        .isInstanceOf(UnauthorizedException.class)
        .hasMessage("Unauthorized")
        .hasNoCause();
    assertThat(log.heard().subList(before, log.heard().size()))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.id()).isEqualTo("-");
          assertThat(line.outcome()).isEqualTo("REFUSED");
        });
  }

  private String asks(String authorization) {
    var gaps = Map.of("authorization", authorization);
    return new String(
        Invocation.of(handler, Events.read(AdmissionHandlerTest.class, "authorizer.json", gaps)),
        UTF_8);
  }

  private static String tokenNaming(@Nullable String organisation, String subject) {
    return token(AGENCIES_KEY, AGENCIES, subject, (Object) organisation);
  }

  private static String token(RSAKey key, String issuer, String subject, String urn) {
    return token(key, issuer, subject, (Object) Map.of("urn", urn));
  }

  private static String token(
      RSAKey key, String issuer, String subject, @Nullable Object organisation) {
    return token(key, claims(issuer, subject, organisation));
  }

  private static JWTClaimsSet.Builder claims(
      String issuer, String subject, @Nullable Object organisation) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience("firstbell")
        .subject(subject)
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(300)))
        .claim("organisation", organisation);
  }

  private static String token(RSAKey key, JWTClaimsSet.Builder claims) {
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException bad) {
      throw new IllegalStateException("a token cannot be signed", bad);
    }
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("no RSA key can be made", impossible);
    }
  }
}
