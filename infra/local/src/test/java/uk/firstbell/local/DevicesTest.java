package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.rehearsal.SampleDevice;
import uk.firstbell.sealing.cms.CmsOpener;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.testkit.scene.Scene;

/** What becomes of people's devices, over HTTP, tables, streams and queues. */
final class DevicesTest {
  private static final Unit SCHOOL = new Unit(Unit.Kind.SCHOOL, "102345");
  private static final PersonId LEAD = new PersonId("larkfield-dsl");
  private static final String HEAD = "larkfield-head";

  private static final Duration YEAR = Duration.ofDays(365);

  private final Scene scene = Scene.read(SampleBorough.event("bank-holiday-friday"));
  private final HttpClient http = HttpClient.newHttpClient();
  private final SampleDevice device = SampleDevice.fresh(new SecureRandom());
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    var quiet = new Narrator(new PrintStream(PrintStream.nullOutputStream()), false);
    gateway =
        RunningGateway.start(
            scene.publish().at(),
            SampleBorough.path(),
            0,
            LocalSignIn.TOKEN_LIFE,
            quiet,
            Notebook.ofNoFolder());
  }

  @AfterEach
  void stop() {
    gateway.close();
    http.close();
  }

  @Test
  void
      a_lead_who_lost_every_one_is_sealed_to_again_while_it_is_open_and_with_a_second_person_once_it_is_closed()
          throws Exception {
    var id = new DeliveryId(publish(), SCHOOL);
    withdraws("2026a");
    assertThat(delivery(id).plan().readers())
        .extracting(reader -> reader.person())
        .isNotEmpty()
        .doesNotContain(LEAD);

    byte[] certificate = enrols(device);

    assertThat(readBy(device, certificate, copy(id).sealed())).contains("\"notice\"");
    assertThat(happened(id)).contains(Happening.SEALING_AGAIN, Happening.COPY_SEALED_AGAIN);

    String path = "/v1/inbox/" + id.notification() + "/" + SCHOOL;
    String token = tokenIn(readBy(device, certificate, get(LEAD.value(), path).body()));
    post(LEAD.value(), path + "/opened", "{\"openingToken\":\"" + token + "\"}", 204);
    post(LEAD.value(), path + "/acknowledged", "{\"outcome\":\"SUPPORT_IN_PLACE\"}", 204);
    withdraws(device.id());
    SampleDevice another = SampleDevice.fresh(new SecureRandom());
    byte[] second = enrols(another);
    assertThat(copy(id).devices()).contains(List.of(device.id()));

    assertThat(post(LEAD.value(), path + "/sealed-again", "", 202)).contains("WAITS");
    assertThat(new String(get(HEAD, "/v1/sealings/" + SCHOOL).body(), UTF_8))
        .contains(id.notification().value());
    post(
        HEAD,
        "/v1/sealings/" + SCHOOL + "/" + LEAD + "/" + id.notification() + "/approved",
        "",
        204);
    gateway.pumps().untilIdle();

    assertThat(readBy(another, second, copy(id).sealed())).contains("\"notice\"");
    assertThat(delivery(id).isFinal()).isTrue();
    assertThat(Verifier.verify(gateway.story().trail(id.notification()).orElseThrow()))
        .isInstanceOf(Verifier.Verdict.Whole.class);
    assertThat(gateway.pumps().deadLetters()).isEmpty();
    assertThat(gateway.lines()).noneMatch(line -> line.contains("Function failed"));
  }

  @Test
  void people_are_told_by_mail_that_one_reads_for_them_and_warned_before_it_ends_as_time_passes()
      throws Exception {
    enrols(device);
    Instant end = gateway.clock().instant().truncatedTo(ChronoUnit.SECONDS).plus(YEAR);

    gateway.advanceTo(end.minus(Duration.ofDays(30)).minusSeconds(60));
    assertThat(gateway.mails())
        .singleElement()
        .satisfies(mail -> assertThat(mail.to()).containsExactly("dsl@larkfield.example"));
    gateway.advanceTo(end.minus(Duration.ofDays(30)).plusSeconds(60));
    assertThat(gateway.mails())
        .hasSize(2)
        .allSatisfy(mail -> assertThat(mail.to()).containsExactly("dsl@larkfield.example"));
    gateway.advanceTo(end.minus(Duration.ofDays(7)).plusSeconds(60));
    assertThat(gateway.mails()).hasSize(4);
    assertThat(gateway.pumps().deadLetters()).isEmpty();
  }

  @Test
  void one_that_is_lost_ends_the_sessions_of_its_owner_who_is_told_so_and_signs_in_again()
      throws Exception {
    String thiefs = gateway.signIn().tokenFor(LEAD);
    String heads = gateway.signIn().tokenFor(new PersonId(HEAD));
    assertThat(inboxBy(thiefs).statusCode()).isEqualTo(200);

    gateway.advanceTo(gateway.clock().instant().plusSeconds(1));
    withdraws("2026a");

    HttpResponse<byte[]> refused = inboxBy(thiefs);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(new JsonMapper().readTree(refused.body()).path("type").asText())
        .isEqualTo("urn:firstbell:problem:signed-out");
    assertThat(inboxBy(heads).statusCode()).isEqualTo(200);
    assertThat(inboxBy(gateway.signIn().tokenFor(LEAD)).statusCode()).isNotEqualTo(401);
  }

  private HttpResponse<byte[]> inboxBy(String token) throws Exception {
    var request =
        HttpRequest.newBuilder(gateway.front().resolve("/v1/inbox"))
            .header("Authorization", "Bearer " + token);
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private void withdraws(String withdrawn) throws Exception {
    post(
        HEAD,
        "/v1/devices/" + SCHOOL + "/" + LEAD + "/" + withdrawn + "/revoked",
        "{\"reason\":\"LOST\"}",
        204);
    gateway.pumps().untilIdle();
  }

  /** Asks for the device and has it approved; its certificate. */
  private byte[] enrols(SampleDevice wanted) throws Exception {
    String asked =
        post(
            LEAD.value(),
            "/v1/devices",
            "{\"request\":\""
                + Base64.getEncoder().encodeToString(wanted.request())
                + "\",\"passkey\":null,\"recovery\":{\"v\":1}}",
            201);
    post(
        HEAD,
        "/v1/devices/" + SCHOOL + "/" + LEAD + "/" + wanted.id() + "/approved",
        "{\"code\":\"" + new JsonMapper().readTree(asked).path("checkCode").asText() + "\"}",
        204);
    gateway.pumps().untilIdle();
    JsonNode me = new JsonMapper().readTree(get(LEAD.value(), "/v1/me").body());
    for (JsonNode held : me.path("devices")) {
      if (held.path("device").asText().equals(wanted.id())) {
        return Base64.getDecoder().decode(held.path("certificates").path(0).asText());
      }
    }
    throw new AssertionError("a device that was approved is not the lead's");
  }

  private String readBy(SampleDevice reader, byte[] certificate, byte[] sealed) throws Exception {
    var opener = new CmsOpener(Certificates.certificate(gateway.authorityCertificate()));
    return new String(
        opener.open(sealed, reader.key(), Certificates.certificate(certificate)).content(), UTF_8);
  }

  private static String tokenIn(String opened) throws Exception {
    return new JsonMapper().readTree(opened).path("binding").path("openingToken").asText();
  }

  private Copy copy(DeliveryId id) {
    return gateway.story().copy(id, LEAD).orElseThrow().row();
  }

  private Delivery delivery(DeliveryId id) {
    return gateway.story().delivery(id).orElseThrow().row();
  }

  private List<Happening> happened(DeliveryId id) {
    return gateway.story().trail(id.notification()).orElseThrow().entries().stream()
        .map(AuditEntry::happening)
        .toList();
  }

  private NotificationId publish() throws Exception {
    byte[] body = scene.publish().bytes();
    String type = "application/json";
    var unsigned =
        new SignedRequest(
            "POST",
            gateway.authority(),
            "/v1/notifications",
            "?",
            Map.of("content-type", List.of(type)),
            body);
    var signer =
        new SamplePeople(SampleBorough.path(), gateway.book()).signer(scene.publish().keyId());
    var now = gateway.clock().instant();
    var request =
        HttpRequest.newBuilder(gateway.front().resolve("/v1/notifications"))
            .POST(BodyPublishers.ofByteArray(body))
            .header("Content-Type", type);
    signer.sign(unsigned, now, now.plusSeconds(300), "once-1").forEach(request::header);
    HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
    gateway.pumps().untilIdle();
    return new NotificationId(
        new JsonMapper().readTree(answer.body()).path("notificationId").asText());
  }

  private HttpResponse<byte[]> get(String person, String path) throws Exception {
    return http.send(asked(person, path).build(), BodyHandlers.ofByteArray());
  }

  private String post(String person, String path, String body, int status) throws Exception {
    var request =
        asked(person, path)
            .POST(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    var answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
    return answer.body();
  }

  private HttpRequest.Builder asked(String person, String path) {
    return HttpRequest.newBuilder(gateway.front().resolve(path))
        .header("Authorization", "Bearer " + gateway.signIn().tokenFor(new PersonId(person)));
  }
}
