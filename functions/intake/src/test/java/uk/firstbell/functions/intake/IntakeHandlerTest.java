package uk.firstbell.functions.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.rehearsal.Contract;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.rehearsal.Said;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.lambda.DecisionLog.Fact;

final class IntakeHandlerTest {
  private static final String UNPROVED =
      "{\"status\":401,\"title\":\"The sender is not proved.\","
          + "\"type\":\"urn:firstbell:problem:unauthorized\"}";

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final HeardLog log = new HeardLog();
  private final IntakeHandler handler = new IntakeHandler(gateway.intake(), log, gateway.clock());

  @Test
  void accepts_a_signed_report_and_says_by_when_the_school_is_owed_it() {
    Said said = sends(gateway.signedRequest());

    assertThat(said.status()).isEqualTo(202);
    assertThat(said.header("Content-Type")).isEqualTo("application/json");
    Content.Group deadline = said.json().group("deadline").orElseThrow();
    assertThat(deadline.text("deliverBy")).contains("2026-05-05T07:30:00Z");
    assertThat(deadline.text("ruleId")).contains("R3");
    assertThat(deadline.text("explanation")).isPresent();
    assertThat(deadline.is("provisional")).isTrue();
    assertThat(said.json().items("missing"))
        .containsExactly(
            group("path", "/adults/1/contact/phone").with("reason", new Content.Text("NOT_ASKED")));
    var id = new NotificationId(said.json().text("notificationId").orElseThrow());
    assertThat(gateway.story().head(id)).isPresent();
    assertThat(log.heard())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.stage()).isEqualTo("intake");
          assertThat(line.id()).isEqualTo(id.value());
          assertThat(line.outcome()).isEqualTo("ACCEPTED");
          assertThat(line.facts())
              .containsEntry("deliverBy", new Fact.Moment(Instant.parse("2026-05-05T07:30:00Z")))
              .containsEntry("missing", new Fact.Count(1));
        });
  }

  @Test
  void answers_a_repeat_as_it_answered_the_first() {
    Said first = sends(gateway.signedRequest());
    gateway.clock().set(gateway.clock().instant().plusSeconds(60));

    Said second = sends(gateway.signedRequest());

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(log.outcomes()).containsExactly("ACCEPTED", "ALREADY_ACCEPTED");
  }

  @Test
  void answers_a_repeat_as_the_first_though_it_would_come_too_late_by_now() {
    Said first = sends(gateway.signedRequest());
    gateway.clock().set(gateway.clock().instant().plus(Duration.ofDays(31)));
    var another =
        new String(ContentJson.bytes(body()), UTF_8).replace("wxc-sample-0001", "wxc-sample-0002");

    assertThat(sends(gateway.signedRequest()).text()).isEqualTo(first.text());
    assertThat(sends(gateway.signed(another.getBytes(UTF_8))).status()).isEqualTo(422);

    assertThat(log.outcomes()).containsExactly("ACCEPTED", "ALREADY_ACCEPTED", "REJECTED");
  }

  @Test
  void refuses_a_message_id_that_was_used_for_another_body() {
    sends(gateway.signedRequest());

    Said said = sends(gateway.signed(ContentJson.bytes(body().with("drill", truth(true)))));

    assertThat(said.status()).isEqualTo(409);
    assertThat(said.json().text("type")).contains("urn:firstbell:problem:message-id-taken");
    assertThat(log.outcomes()).containsExactly("ACCEPTED", "MESSAGE_ID_TAKEN");
  }

  @Test
  void rejects_what_is_not_usable_with_every_fault_and_takes_the_repaired_report() {
    Content.Group second = body().with("revision", new Content.Whole(2));

    Said said = sends(gateway.signed(ContentJson.bytes(second)));

    assertThat(said.status()).isEqualTo(422);
    assertThat(said.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(said.json().groups("errors"))
        .extracting(error -> error.text("code").orElse(""))
        .containsExactly("SUPERSEDES_NEEDED");
    Said repaired =
        sends(gateway.signed(ContentJson.bytes(second.with("revision", new Content.Whole(1)))));
    assertThat(repaired.status()).isEqualTo(202);
    assertThat(log.outcomes()).containsExactly("REJECTED", "ACCEPTED");
  }

  @Test
  void refuses_what_cannot_be_read_though_it_is_signed() {
    Said said = sends(gateway.signed("{\"drill\":true".getBytes(UTF_8)));

    assertThat(said.status()).isEqualTo(400);
    assertThat(said.json().groups("errors"))
        .extracting(error -> error.text("code").orElse(""))
        .containsExactly("NOT_JSON");
    assertThat(log.outcomes()).containsExactly("UNREADABLE");
  }

  @Test
  void tells_a_stranger_nothing_but_that_the_sender_is_not_proved() {
    SignedRequest signed = gateway.signedRequest();
    byte[] other = ContentJson.bytes(body().with("drill", truth(true)));
    var changed =
        new SignedRequest(
            signed.method(),
            signed.authority(),
            signed.path(),
            signed.query(),
            signed.headers(),
            other);

    Said said = sends(changed);

    assertThat(said.status()).isEqualTo(401);
    assertThat(said.text()).isEqualTo(UNPROVED);
    gateway.clock().set(gateway.clock().instant().plusSeconds(3_600));
    assertThat(sends(signed).text()).isEqualTo(UNPROVED); // Expired, and told the same.
    assertThat(gateway.story().rows()).isEmpty();
    assertThat(sends(gateway.signedRequest()).status()).isEqualTo(202);
    assertThat(log.heard())
        .extracting(line -> line.facts().get("reason"))
        .startsWith(new Fact.Code("DIGEST_DIFFERS"), new Fact.Code("EXPIRED"));
  }

  @Test
  void says_nothing_of_anybody_in_its_log() {
    Canary canary = Canary.of(body());
    sends(gateway.signedRequest());
    sends(gateway.signed(ContentJson.bytes(body().with("revision", new Content.Whole(2)))));

    assertThat(canary.findIn(gateway.scene().publish().bytes())).isNotEmpty();
    assertThat(log.lines()).isNotEmpty();
    assertThat(canary.findIn(log.lines())).isEmpty();
  }

  private Said sends(SignedRequest request) {
    return Said.read(
        Contract.answer(
            handler,
            Events.read(
                IntakeHandlerTest.class,
                "notification.json",
                Map.of(
                    "content-digest", request.header("content-digest").getFirst(),
                    "signature-input", request.header("signature-input").getFirst(),
                    "signature", request.header("signature").getFirst(),
                    "body", Base64.getEncoder().encodeToString(request.body())))));
  }

  private Content.Group body() {
    return gateway.scene().publish().body();
  }

  private static Content truth(boolean value) {
    return new Content.Truth(value);
  }

  private static Content.Group group(String name, String text) {
    return Content.Group.EMPTY.with(name, new Content.Text(text));
  }
}
