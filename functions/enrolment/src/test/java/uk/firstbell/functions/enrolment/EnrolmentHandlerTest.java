package uk.firstbell.functions.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleDirectory.aPerson;
import static uk.firstbell.testkit.fixture.SampleDirectory.onlyPeople;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.enrolment.DeviceName;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.receipt.ReceiptDecision;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.rehearsal.Contract;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.rehearsal.Said;
import uk.firstbell.rehearsal.SampleDevice;
import uk.firstbell.sealing.cms.GatewayCa;

final class EnrolmentHandlerTest {
  private static final Unit SCHOOL = new Unit(Unit.Kind.SCHOOL, "102345");
  private static final String NEW_DEPUTY = "larkfield-deputy-3";
  private static final String NEWCOMER = "";
  private static final String DECIDE = "/v1/devices/{unit}/{person}/{device}/";

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final HeardLog log = new HeardLog();
  private final EnrolmentHandler handler =
      new EnrolmentHandler(
          gateway.enrolment(),
          gateway.agreement(),
          new AuthorityCertificate(new GatewayCa(gateway.authority())),
          log,
          gateway.clock());
  private final SampleDevice device = SampleDevice.fresh(new SecureRandom());

  /** Whom a path names, and which item. */
  private String about = NEW_DEPUTY;

  private String notification = "none";

  EnrolmentHandlerTest() {
    gateway.directory().store(onlyPeople(List.of(aPerson(NEW_DEPUTY, SCHOOL, Role.DEPUTY_DSL))));
  }

  @Test
  void leads_a_newcomer_from_a_wish_to_a_certificate() throws CertificateException {
    Content.Group me = asks(NEWCOMER, "GET", "/v1/me", "").json();
    assertThat(me.part("person")).contains(new Content.Nothing());
    assertThat(me.groups("candidates"))
        .extracting(one -> one.text("id").orElseThrow())
        .containsExactly(NEW_DEPUTY);

    assertThat(asks(NEWCOMER, "POST", "/v1/devices", wish()).status()).isEqualTo(201);
    assertThat(asks(NEWCOMER, "POST", "/v1/devices", wish()).status()).isEqualTo(200);
    assertThat(asks("larkfield-head", "GET", "/v1/approvals", "").json().groups("items"))
        .singleElement()
        .satisfies(item -> {
          assertThat(item.text("device")).contains(device.id());
          assertThat(item.is("newSignIn")).isTrue();
        });
    Said approved = decides("larkfield-head", "approved", code());
    assertThat(approved.status()).isEqualTo(204);

    Content.Group owner = asks(NEW_DEPUTY, "GET", "/v1/me", "").json();
    Content.Group held = owner.groups("devices").getFirst();
    assertThat(held.text("state")).contains("ACTIVE");
    assertThat(held.group("recovery").orElseThrow().text("key")).contains("cmVjb3Zlcnk");
    assertThat(held.part("passkey")).contains(new Content.Nothing());
    var text = (Content.Text) held.items("certificates").getFirst();
    certificate(Base64.getDecoder().decode(text.value()))
        .checkValidity(Date.from(gateway.clock().instant()));
    assertThat(log.outcomes())
        .containsExactly(
            "STANDING", "REQUESTED", "REQUESTED_AGAIN", "LISTED", "CERTIFIED", "STANDING");
  }

  @Test
  void shows_everybody_the_authority_that_proves_a_certificate() throws Exception {
    asks(NEWCOMER, "POST", "/v1/devices", wish());
    decides("larkfield-head", "approved", code());
    Content.Group held = asks(NEW_DEPUTY, "GET", "/v1/me", "").json().groups("devices").getFirst();
    var text = (Content.Text) held.items("certificates").getFirst();

    Said shown = unadmitted("GET", "/v1/authority");
    Said again = unadmitted("GET", "/v1/authority");

    assertThat(shown.status()).isEqualTo(200);
    X509Certificate authority = certificate(shown.body());
    certificate(Base64.getDecoder().decode(text.value())).verify(authority.getPublicKey());
    assertThat(again.body()).isEqualTo(shown.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/devices",
        "GET /v1/approvals",
        "POST " + DECIDE + "approved",
        "POST " + DECIDE + "refused",
        "POST " + DECIDE + "revoked",
        "POST /v1/people/{unit}/{person}/ended",
        "GET /v1/sealings",
        "GET /v1/sealings/{unit}",
        "POST /v1/sealings/{unit}/{person}/{notification}/approved",
        "POST /v1/sealings/{unit}/{person}/{notification}/refused",
        "PUT /v1/me/devices/{device}/passkey",
        "POST /v1/me/devices/{device}/renewed"
      })
  void answers_a_newcomer_and_nobody_alike_where_a_person_is_asked_for(String route) {
    String[] parts = route.split(" ", 2);

    assertThat(asks(NEWCOMER, parts[0], parts[1], "{}").status()).isEqualTo(401);
    assertThat(unadmitted(parts[0], parts[1]).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"request\":                                            | 400 | NOT_JSON",
        "{\"recovery\":{}}                                        | 422 | REQUIRED",
        "{\"request\":\"AA==\"}                                   | 422 | REQUIRED",
        "{\"request\":\"%\",\"recovery\":{}}                      | 422 | PATTERN",
        "{\"request\":\"AA==\",\"recovery\":\"x\"}                | 422 | TYPE",
        "{\"request\":\"AA==\",\"recovery\":{},\"more\":1}        | 422 | UNKNOWN_PROPERTY",
        "{\"request\":\"AA==\",\"recovery\":{},\"person\":\"A\"}  | 422 | PATTERN",
        "[]                                                       | 422 | TYPE",
        "{\"request\":\"AA==\",\"recovery\":{}}                   | 422 | NOT_A_CANDIDATE"
      })
  void refuses_a_wish_that_is_none_and_says_why(String body, int status, String code) {
    Said said = asks(NEWCOMER, "POST", "/v1/devices", body);

    assertThat(said.status()).isEqualTo(status);
    assertThat(said.json().groups("errors").getFirst().text("code")).contains(code);
    assertThat(asks(NEWCOMER, "POST", "/v1/devices", wish()).status()).isEqualTo(201);
  }

  @Test
  void keeps_a_wrapped_key_of_four_thousand_and_ninety_six_bytes_and_none_longer() {
    asks("larkfield-dsl", "POST", "/v1/devices", wish().replace("\"" + NEW_DEPUTY + "\"", "null"));
    gateway
        .enrolment()
        .approve(
            gateway.admitted("larkfield-head"),
            new DeviceName(SCHOOL, new PersonId("larkfield-dsl"), device.id()),
            checkCode("larkfield-dsl"));
    String longest = "{\"a\":\"" + "x".repeat(4_096 - 8) + "\"}";

    String route = "/v1/me/devices/{device}/passkey";
    assertThat(asks("larkfield-dsl", "PUT", route, longest).status()).isEqualTo(204);
    assertThat(asks("larkfield-dsl", "PUT", route, longest.replace("xx", "xxx")).status())
        .isEqualTo(422);
  }

  @Test
  void tells_whoever_may_not_decide_that_there_is_nothing() {
    asks(NEWCOMER, "POST", "/v1/devices", wish());

    Said others = decides("oakmere-head", "approved", code());
    assertThat(others.status()).isEqualTo(404);
    assertThat(decides("larkfield-dsl", "approved", code()).text()).isEqualTo(others.text());
    assertThat(decides("larkfield-head", "approved", "{\"code\":\"x\"}").status()).isEqualTo(422);
    assertThat(decides("larkfield-head", "revoked", "{\"reason\":\"BORED\"}").status())
        .isEqualTo(422);
    String code = code();
    assertThat(decides("larkfield-head", "refused", "").status()).isEqualTo(204);
    assertThat(decides("larkfield-head", "approved", code).status()).isEqualTo(409);
  }

  @Test
  void lists_to_a_head_what_became_of_the_schools_devices() {
    asks(NEWCOMER, "POST", "/v1/devices", wish());
    decides("larkfield-head", "revoked", "{\"reason\":\"WRONG\"}");

    assertThat(asks("larkfield-head", "GET", "/v1/devices", "").json().groups("items"))
        .extracting(item -> item.text("state").orElseThrow())
        .containsExactly("ACTIVE", "ACTIVE", "REVOKED", "ACTIVE");
    assertThat(asks("larkfield-dsl", "GET", "/v1/devices", "").json().groups("items")).isEmpty();
  }

  @Test
  void ends_the_access_of_a_person_for_whoever_answers_for_them() {
    String route = "/v1/people/{unit}/{person}/ended";
    asks(NEWCOMER, "POST", "/v1/devices", wish());
    decides("larkfield-head", "approved", code());

    assertThat(asks("oakmere-head", "POST", route, "{\"reason\":\"LEFT\"}").status())
        .isEqualTo(404);
    Said lost = asks("larkfield-head", "POST", route, "{\"reason\":\"LOST\"}");
    assertThat(lost.status()).isEqualTo(422);
    assertThat(lost.json().groups("errors").getFirst().text("pointer")).contains("/reason");
    assertThat(asks("larkfield-head", "GET", "/v1/devices", "").json().groups("people"))
        .extracting(one -> one.text("id").orElseThrow())
        .contains(NEW_DEPUTY);

    assertThat(asks("larkfield-head", "POST", route, "{\"reason\":\"LEFT\"}").status())
        .isEqualTo(204);

    assertThat(asks("larkfield-head", "GET", "/v1/devices", "").json().groups("people"))
        .extracting(one -> one.text("id").orElseThrow())
        .doesNotContain(NEW_DEPUTY);
  }

  @Test
  void tells_an_approver_no_check_code() {
    asks(NEWCOMER, "POST", "/v1/devices", wish());

    assertThat(asks("larkfield-head", "GET", "/v1/approvals", "").text())
        .contains(device.id())
        .doesNotContain(checkCode(NEW_DEPUTY));
    assertThat(asks("larkfield-head", "GET", "/v1/devices", "").text())
        .contains(device.id())
        .doesNotContain(checkCode(NEW_DEPUTY));
  }

  @ParameterizedTest
  @CsvSource({
    "wexcombe-officer, SCHOOL-102345, 200, 5",
    "oakmere-head, SCHOOL-102345, 200, 0",
    "wexcombe-officer, SCHOOL-, 422, 0"
  })
  void lists_an_organisation_that_is_named_to_whoever_answers_for_it(
      String by, String unit, int status, int devices) {
    asks(NEWCOMER, "POST", "/v1/devices", wish());

    var query = new HashMap<>(gateway.authorizer(by));
    query.put("queried", "unit");
    query.put("value", unit);
    Said said = says("person.json", query, "GET", "/v1/devices", "");

    assertThat(said.status()).isEqualTo(status);
    assertThat(said.json().groups("items")).hasSize(devices);
  }

  @Test
  void lets_a_head_agree_that_a_closed_item_is_sealed_again_and_nobody_else() {
    DeliveryId id = gateway.delivery(gateway.available());
    gateway.settle();
    closes(id);
    about = "larkfield-dsl";
    notification = id.notification().value();
    gateway.receipt().sealAgain(gateway.admitted(about), id);
    String route = "/v1/sealings/{unit}/{person}/{notification}/";

    assertThat(asks("larkfield-head", "GET", "/v1/sealings/{unit}", "").json().groups("items"))
        .singleElement()
        .satisfies(item -> assertThat(item.text("notification")).contains(notification))
        .satisfies(
            item -> assertThat(item.group("person").orElseThrow().text("id")).contains(about));
    for (String nobody : List.of("oakmere-head", "larkfield-dsl")) {
      assertThat(asks(nobody, "GET", "/v1/sealings/{unit}", "").json().groups("items")).isEmpty();
      assertThat(asks(nobody, "POST", route + "approved", "").status()).isEqualTo(404);
      assertThat(asks(nobody, "POST", route + "refused", "").status()).isEqualTo(404);
    }
    assertThat(asks("larkfield-head", "POST", route + "approved", "").status()).isEqualTo(204);
    assertThat(asks("larkfield-head", "POST", route + "approved", "").status()).isEqualTo(204);
    assertThat(asks("larkfield-head", "POST", route + "refused", "").status()).isEqualTo(409);
    assertThat(asks("larkfield-head", "GET", "/v1/sealings/{unit}", "").json().groups("items"))
        .isEmpty();
    notification = "none";
    assertThat(asks("larkfield-head", "POST", route + "approved", "").status()).isEqualTo(404);
  }

  @Test
  void lists_to_an_authority_what_waits_at_all_its_schools_at_once_and_to_a_head_at_their_own() {
    DeliveryId id = gateway.delivery(gateway.available());
    gateway.settle();
    closes(id);
    gateway.receipt().sealAgain(gateway.admitted("larkfield-dsl"), id);

    for (String by : List.of("wexcombe-officer", "larkfield-head")) {
      assertThat(asks(by, "GET", "/v1/sealings", "").json().groups("items"))
          .singleElement()
          .satisfies(item -> assertThat(item.text("unit")).contains(SCHOOL.toString()));
    }
    for (String nobody : List.of("oakmere-head", "larkfield-dsl", "wexcombe-mash")) {
      assertThat(asks(nobody, "GET", "/v1/sealings", "").json().groups("items")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-05-01T20:00:00Z,0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11,SCHOOL-102345 | 200 | 1",
        "2226-05-01T20:00:00Z,0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11,SCHOOL-102345 | 200 | 0",
        "yesterday,0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11,SCHOOL-102345            | 422 | 0",
        "2026-05-01T20:00:00Z,0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11,SCHOOL-       | 422 | 0",
        "2026-05-01T20:00:00Z,none,SCHOOL-102345                                 | 422 | 0",
        "2026-05-01T20:00:00Z                                                    | 422 | 0"
      })
  void goes_on_with_a_list_where_the_page_before_ended(String after, int status, int items) {
    DeliveryId id = gateway.delivery(gateway.available());
    gateway.settle();
    closes(id);
    gateway.receipt().sealAgain(gateway.admitted("larkfield-dsl"), id);

    var query = new HashMap<>(gateway.authorizer("larkfield-head"));
    query.put("queried", "after");
    query.put("value", after);
    Said said = says("person.json", query, "GET", "/v1/sealings", "");

    assertThat(said.status()).isEqualTo(status);
    assertThat(said.json().groups("items")).hasSize(items);
  }

  private void closes(DeliveryId id) {
    var deputy = gateway.admitted("larkfield-deputy-1");
    if (gateway.receipt().fetch(deputy, id) instanceof ReceiptDecision.Fetched(var sealed)) {
      Content.Group binding =
          gateway.opened(sealed, "larkfield-deputy-1").group("binding").orElseThrow();
      var token = new OpeningToken(binding.text("openingToken").orElseThrow());
      gateway.receipt().open(deputy, id, token);
      gateway.receipt().acknowledge(deputy, id, ReaderOutcome.SUPPORT_IN_PLACE);
    }
  }

  @Test
  void says_nothing_of_anybody_in_its_log() {
    asks(NEWCOMER, "POST", "/v1/devices", wish());
    String shown =
        asks(NEWCOMER, "GET", "/v1/me", "")
            .json()
            .groups("devices")
            .getFirst()
            .text("checkCode")
            .orElseThrow();
    assertThat(decides("larkfield-head", "approved", code()).status()).isEqualTo(204);

    assertThat(log.lines()).isNotEmpty();
    assertThat(new String(log.lines(), UTF_8))
        .doesNotContain("Person larkfield", "subject-new", shown, "cmVjb3Zlcnk");
  }

  private String wish() {
    return "{\"person\":\""
        + NEW_DEPUTY
        + "\",\"request\":\""
        + Base64.getEncoder().encodeToString(device.request())
        + "\",\"passkey\":null,\"recovery\":{\"v\":1,\"key\":\"cmVjb3Zlcnk\"}}";
  }

  private String code() {
    return "{\"code\":\"" + checkCode(NEW_DEPUTY) + "\"}";
  }

  /** What the device shows its owner while it waits. */
  private String checkCode(String owner) {
    return gateway
        .checkCode(new DeviceName(SCHOOL, new PersonId(owner), device.id()))
        .orElseThrow();
  }

  private Said decides(String by, String what, String body) {
    return asks(by, "POST", DECIDE + what, body);
  }

  private Said asks(String who, String method, String route, String body) {
    var gaps = new HashMap<String, String>();
    if (who.equals(NEWCOMER)) {
      gaps.put("signIn", SignIn.name("https://schools.example", "subject-new"));
      gaps.put("organisation", SCHOOL.toString());
    } else {
      gaps.putAll(gateway.authorizer(who));
      gaps.putAll(Map.of("queried", "other", "value", "anything"));
    }
    return says(who.equals(NEWCOMER) ? "newcomer.json" : "person.json", gaps, method, route, body);
  }

  private Said unadmitted(String method, String route) {
    return says("stranger.json", Map.of(), method, route, "");
  }

  private Said says(
      String event, Map<String, String> who, String method, String route, String body) {
    var gaps = new HashMap<>(who);
    gaps.put("method", method);
    gaps.put("resource", route);
    gaps.put("unit", SCHOOL.toString());
    gaps.put("person", about);
    gaps.put("notification", notification);
    gaps.put("device", device.id());
    gaps.put("body", Base64.getEncoder().encodeToString(body.getBytes(UTF_8)));
    return Said.read(
        Contract.answer(handler, Events.read(EnrolmentHandlerTest.class, event, gaps)));
  }

  private static X509Certificate certificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
