package uk.firstbell.functions.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleCase.aCase;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.intake.IntakeDecision;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.rehearsal.Contract;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.rehearsal.Said;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.lambda.DecisionLog.Fact;

final class ExchangeHandlerTest {
  private static final Instant START = Instant.parse("2026-10-24T17:00:00Z");
  private static final Instant NOW = START.plusSeconds(7_200);
  private static final String NIGHT_WORKER = "wexcombe-edt";
  private static final String CALL =
      """
      {"name":"call-1","heldAt":"2026-10-24T19:30:00+01:00","police":"wxc-ocsae",\
      "socialCare":"wexcombe-edt"}\
      """;
  private static final String ANSWER =
      "{\"name\":\"a-1\",\"known\":true,\"summary\":\"Known to Trellisford team.\"}";
  private static final NotificationId UNKNOWN =
      new NotificationId("01900000-0000-7000-8000-000000000000");
  private static final String NOT_THERE =
      "{\"status\":404,\"title\":\"There is nothing here for you.\","
          + "\"type\":\"urn:firstbell:problem:not-found\"}";

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final HeardLog log = new HeardLog();
  private final ExchangeHandler handler =
      new ExchangeHandler(gateway.proof(), gateway.exchange(), log, gateway.clock());
  private final NotificationId id = accepted();

  @Test
  void takes_a_signed_conversation_and_lets_only_whom_police_spoke_to_confirm_it() {
    assertThat(records(CALL).status()).isEqualTo(204);
    assertThat(records(CALL).status()).isEqualTo(204);

    assertThat(confirms("wexcombe-mash").text()).isEqualTo(NOT_THERE);
    assertThat(stands().text("state")).contains("OPEN");
    assertThat(confirms(NIGHT_WORKER).status()).isEqualTo(204);

    assertThat(stands().group("contact").orElseThrow().text("at")).contains("2026-10-24T18:30:00Z");
    assertThat(log.outcomes())
        .containsExactly("RECORDED", "RECORDED_AGAIN", "NOT_THERE", "READ", "CONFIRMED", "READ");
  }

  @Test
  void takes_an_acknowledgement_and_an_answer_of_who_opened_it() {
    assertThat(asks("POST", "/acknowledged", NIGHT_WORKER, "").json().text("type"))
        .contains("urn:firstbell:problem:not-opened-yet");
    open();

    assertThat(asks("POST", "/acknowledged", NIGHT_WORKER, "").status()).isEqualTo(204);
    assertThat(stands().text("state")).contains("OPEN");
    assertThat(asks("POST", "/answered", NIGHT_WORKER, ANSWER).status()).isEqualTo(204);
    assertThat(asks("POST", "/answered", NIGHT_WORKER, ANSWER).status()).isEqualTo(204);
    assertThat(
            asks("POST", "/answered", NIGHT_WORKER, ANSWER.replace("a-1", "a-2"))
                .json()
                .text("type"))
        .contains("urn:firstbell:problem:taken-otherwise");
    var changed = asks("POST", "/answered", NIGHT_WORKER, ANSWER.replace("true", "false"));
    assertThat(changed.status()).isEqualTo(409);
    assertThat(changed.json().text("type")).contains("urn:firstbell:problem:taken-otherwise");

    assertThat(stands().group("contact").orElseThrow().text("how")).contains("ANSWER");
  }

  @Test
  void tells_a_stranger_nothing_but_that_the_sender_is_not_proved() {
    SignedRequest signed = gateway.signed(path(), CALL.getBytes(UTF_8));
    byte[] other = CALL.replace("call-1", "call-2").getBytes(UTF_8);

    assertThat(sends(signed, other).status()).isEqualTo(401);
    assertThat(log.heard().getFirst().facts().get("reason"))
        .isEqualTo(new Fact.Code("DIGEST_DIFFERS"));
    assertThat(sends(signed, CALL.getBytes(UTF_8)).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a\"                                                           | 400 | NOT_JSON",
        "{\"heldAt\":\"2026-10-24T19:30:00+01:00\",\"police\":\"wxc-ocsae\",\"socialCare\":\"wexcombe-edt\"} | 422 | REQUIRED",
        "{\"name\":\"a\",\"heldAt\":\"2026-10-24T19:30:00\",\"police\":\"wxc-ocsae\",\"socialCare\":\"wexcombe-edt\"} | 422 | TIME_OFFSET_MISSING",
        "{\"name\":\"a\",\"heldAt\":\"2026-10-24T19:30:00+01:00\",\"police\":\"wexcombe-edt\",\"socialCare\":\"wexcombe-edt\"} | 422 | NOT_A_NAMED_PERSON"
      })
  void refuses_a_conversation_that_is_none_and_says_why(String body, int status, String code) {
    Said said = records(body);

    assertThat(said.status()).isEqualTo(status);
    assertThat(said.json().groups("errors").stream().flatMap(e -> e.text("code").stream()).toList())
        .containsExactly(code);
    assertThat(records(CALL).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({"wexcombe-mash", "wexcombe-officer", "larkfield-dsl"})
  void answers_everybody_else_with_the_same_bytes(String person) {
    open();

    for (Said said : everythingAskedBy(person)) {
      assertThat(said.status()).isEqualTo(404);
      assertThat(said.text()).isEqualTo(NOT_THERE);
    }
  }

  private List<Said> everythingAskedBy(String person) {
    return List.of(
        asks("GET", "", person, ""),
        asks("POST", "/acknowledged", person, ""),
        asks("POST", "/answered", person, ANSWER),
        confirms(person));
  }

  @ParameterizedTest
  @CsvSource({"wxc-contact", "wxc-auditor"})
  void lets_nobody_answer_who_has_nothing_to_read_by(String person) {
    open();

    for (Said said : everythingAskedBy(person)) {
      assertThat(said.status()).isEqualTo(403);
      assertThat(said.json().text("type")).contains("urn:firstbell:problem:no-device");
    }
  }

  @Test
  void lets_the_forces_own_team_see_how_its_case_stands() {
    assertThat(asks("GET", "", "wxc-ocsae", "").status()).isEqualTo(200);
  }

  @Test
  void tells_the_ladder_and_the_last_moments_as_the_case_was_accepted_with_them() {
    Content.Group standing = stands();

    assertThat(standing.text("identifiedAt")).contains("2026-10-24T17:00:00Z");
    assertThat(standing.text("contactDueAt")).contains("2026-10-25T17:00:00Z");
    assertThat(standing.text("confirmBy")).contains("2026-10-25T21:00:00Z");
    assertThat(
            standing.groups("rungs").stream()
                .map(rung -> rung.text("kind").orElseThrow() + "@" + rung.text("at").orElseThrow())
                .toList())
        .containsExactly(
            "SENT@2026-10-24T18:00:00Z",
            "UNACKNOWLEDGED@2026-10-24T21:00:00Z",
            "SERGEANT@2026-10-25T05:00:00Z",
            "INSPECTOR@2026-10-25T11:00:00Z",
            "CHIEF_INSPECTOR@2026-10-25T15:00:00Z");
  }

  @Test
  void tells_whoever_is_to_confirm_a_conversation_with_whom_they_had_it() {
    records(CALL);

    Content.Group held = stands().groups("conversations").getFirst();

    assertThat(held.text("policeName")).contains("Leocadia Fenwright");
    assertThat(held.text("socialCareName")).contains("Ludlow Evengale");
  }

  @Test
  void refuses_an_answer_without_a_word_in_it() {
    open();

    assertThat(asks("POST", "/answered", NIGHT_WORKER, "{\"name\":\"a\"}").status()).isEqualTo(422);
    assertThat(asks("POST", "/answered", NIGHT_WORKER, ANSWER).status()).isEqualTo(204);
  }

  @Test
  void gives_nothing_to_a_request_that_no_authorizer_let_in() {
    Said said =
        Said.read(
            Contract.answer(
                handler, Events.read(ExchangeHandlerTest.class, "unadmitted.json", Map.of())));

    assertThat(said.status()).isEqualTo(401);
    assertThat(log.outcomes()).containsExactly("NOT_ADMITTED");
  }

  @Test
  void tells_the_force_that_sent_it_what_came_back() {
    assertThat(outcome().text("state")).contains("AVAILABLE");
    assertThat(outcome().text("openedAt")).isEmpty();

    open();
    asks("POST", "/answered", NIGHT_WORKER, ANSWER);

    assertThat(outcome().text("unit")).contains("CSC-999");
    assertThat(outcome().text("state")).contains("ACKNOWLEDGED");
    assertThat(outcome().text("openedAt")).contains(NOW.toString());
    assertThat(outcome().text("outcome")).contains("TAKEN_UP");
    assertThat(log.outcomes()).contains("TOLD");
  }

  @Test
  void tells_nobody_what_came_back_without_a_signature_over_the_very_question() {
    SignedRequest ofAnother = gateway.signed("GET", "/v1/notifications/" + UNKNOWN, new byte[0]);

    assertThat(asksOutcomes(id, ofAnother).status()).isEqualTo(401);
    assertThat(asksOutcomes(id).status()).isEqualTo(200);
    assertThat(asksOutcomes(UNKNOWN).text()).isEqualTo(NOT_THERE);
  }

  @Test
  void says_nothing_of_anybody_in_its_log() {
    open();
    records(CALL);
    asks("POST", "/answered", NIGHT_WORKER, ANSWER);

    assertThat(log.outcomes()).containsExactly("RECORDED", "ANSWERED");
    assertThat(new String(log.lines(), UTF_8)).doesNotContain("Trellisford");
    assertThat(Canary.of(aCase("case-1", START)).findIn(log.lines())).isEmpty();
  }

  private NotificationId accepted() {
    gateway.clock().set(NOW);
    byte[] body = ContentJson.bytes(aCase("case-1", START));
    var decision = (IntakeDecision.Accepted) gateway.intake().accept(gateway.signed(body));
    gateway.settle();
    return decision.receipt().notification();
  }

  private void open() {
    gateway.opens(NIGHT_WORKER, new DeliveryId(id, new Unit(Unit.Kind.CSC, "999")));
  }

  private String path() {
    return "/v1/cases/" + id + "/conversations";
  }

  private Said records(String body) {
    return sends(gateway.signed(path(), body.getBytes(UTF_8)), body.getBytes(UTF_8));
  }

  private Said sends(SignedRequest request, byte[] body) {
    return Said.read(
        Contract.answer(
            handler,
            Events.read(
                ExchangeHandlerTest.class,
                "conversation.json",
                Map.of(
                    "path", path(),
                    "notification", id.value(),
                    "content-digest", request.header("content-digest").getFirst(),
                    "signature-input", request.header("signature-input").getFirst(),
                    "signature", request.header("signature").getFirst(),
                    "body", Base64.getEncoder().encodeToString(body)))));
  }

  /** Of the one unit that was told. */
  private Content.Group outcome() {
    return asksOutcomes(id).json().groups("units").getFirst();
  }

  private Said asksOutcomes(NotificationId of) {
    return asksOutcomes(of, gateway.signed("GET", "/v1/notifications/" + of, new byte[0]));
  }

  private Said asksOutcomes(NotificationId of, SignedRequest request) {
    return Said.read(
        Contract.answer(
            handler,
            Events.read(
                ExchangeHandlerTest.class,
                "outcomes.json",
                Map.of(
                    "path", "/v1/notifications/" + of,
                    "notification", of.value(),
                    "content-digest", request.header("content-digest").getFirst(),
                    "signature-input", request.header("signature-input").getFirst(),
                    "signature", request.header("signature").getFirst()))));
  }

  private Said confirms(String person) {
    return asks("POST", "/conversations/{conversation}/confirmed", person, "");
  }

  private Content.Group stands() {
    return asks("GET", "", NIGHT_WORKER, "").json();
  }

  private Said asks(String method, String route, String person, String body) {
    var gaps = new HashMap<>(gateway.authorizer(person));
    gaps.put("method", method);
    gaps.put("resource", "/v1/cases/{notification}" + route);
    gaps.put("notification", id.value());
    gaps.put("conversation", "call-1");
    gaps.put("body", Base64.getEncoder().encodeToString(body.getBytes(UTF_8)));
    return Said.read(
        Contract.answer(handler, Events.read(ExchangeHandlerTest.class, "case.json", gaps)));
  }
}
