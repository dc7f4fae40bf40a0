package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.cloud.template.Alarm;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.sealing.signature.HttpSigner;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.testkit.scene.Scene;

/** All of it at once: real functions, a real endpoint, a real night. */
final class RunningGatewayTest {
  private static final Instant MORNING = Instant.parse("2026-05-05T05:45:00Z");

  private final Scene scene = Scene.read(SampleBorough.event("bank-holiday-friday"));
  private final HttpClient http = HttpClient.newHttpClient();
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
  void lets_a_report_become_available_at_once_and_alerts_in_the_morning() throws Exception {
    assertThat(publish().statusCode()).isEqualTo(202);

    assertThat(gateway.pumps().untilIdle().messages()).isPositive();
    assertThat(inbox("larkfield-dsl").path("items")).hasSize(1);
    assertThat(inbox("oakmere-dsl").path("items")).isEmpty();

    gateway.advanceTo(MORNING.minusMillis(1));
    assertThat(gateway.mails()).isEmpty();
    gateway.advanceTo(MORNING);
    assertThat(gateway.mails())
        .flatExtracting(Mailbox.Mail::to)
        .containsExactlyInAnyOrder(
            "dsl@larkfield.example", "deputy-1@larkfield.example", "deputy-2@larkfield.example");
    assertThat(Mailbox.of(gateway.endpoint()).mails()).isEmpty(); // All were sent before it.

    assertThat(gateway.pumps().deadLetters()).isEmpty();
    assertThat(gateway.clock().instant()).isEqualTo(MORNING);
    assertThat(gateway.lines()).noneMatch(line -> line.contains("Function failed"));
  }

  @Test
  void asks_who_is_there_before_it_shows_an_inbox() throws Exception {
    HttpResponse<byte[]> stranger = send("/v1/inbox", request -> {});

    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(gateway.lines())
        .anyMatch(line -> line.startsWith("AdmissionFunction refused"))
        .noneMatch(line -> line.contains("Function failed"));
    assertThat(inbox("larkfield-dsl").path("items").isArray()).isTrue();
  }

  @Test
  void signs_somebody_in_through_the_portal_and_past_it_nobody_who_has_their_code()
      throws Exception {
    String issuer = gateway.signIn().issuer("sample-schools");
    String portal = gateway.portal().toString();
    var flow = new CodeFlow(http, issuer, portal);
    String code = flow.codeOf("larkfield-dsl");
    var request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .POST(BodyPublishers.ofString(Forms.encoded(flow.redemption(code, CodeFlow.VERIFIER))))
            .build();

    HttpResponse<byte[]> past = http.send(request, BodyHandlers.ofByteArray());
    assertThat(json(past).path("error").asText()).isEqualTo("invalid_client");

    HttpResponse<byte[]> through =
        send(
            "/v1/sign-in",
            sending ->
                sending.POST(
                    BodyPublishers.ofString(
                        """
                        {"issuer":"%s","code":"%s","verifier":"%s","redirect":"%s"}\
                        """
                            .formatted(issuer, code, CodeFlow.VERIFIER, portal))));
    assertThat(through.statusCode()).isEqualTo(200);
    String token = json(through).path("idToken").asText();
    HttpResponse<byte[]> inbox =
        send("/v1/inbox", sending -> sending.header("Authorization", "Bearer " + token));
    assertThat(inbox.statusCode()).isEqualTo(200);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void listens_to_this_machine_only() throws Exception {
    List<Listening> all = Listening.inThisFamily();

    assertThat(all)
        .extracting(Listening::port)
        .contains(
            gateway.front().getPort(),
            gateway.signIn().uri().getPort(),
            gateway.endpoint().getPort());
    assertThat(all).allMatch(Listening::onLoopback);
    try (var everywhere = new ServerSocket(0)) {
      assertThat(Listening.inThisFamily())
          .filteredOn(listening -> !listening.onLoopback())
          .extracting(Listening::port)
          .containsExactly(everywhere.getLocalPort());
    }
  }

  @Test
  void survives_a_watch_that_fails_and_finds_that_it_did() {
    var outside = new Outside(gateway, SampleBorough.path());
    gateway.advanceTo(MORNING.minusSeconds(3_600));
    var checks = new Checks(gateway, outside);
    assertThat(checks.run()).isEmpty();
    gateway
        .cloud()
        .dynamoDb()
        .deleteTable(table -> table.tableName(gateway.cloud().reference("StoryTable")));

    gateway.schedules().strike(MORNING);

    assertThat(checks.run())
        .containsExactly(
            "the run: ReconciliationFunction failed, of the times its schedule struck, 1",
            "the run: WatchFunction failed, of the times its schedule struck, 1");
    assertThat(gateway.lines()).anyMatch(line -> line.startsWith("WatchFunction failed"));
    outside.close();
  }

  @Test
  void calls_a_person_for_silence_no_sooner_and_no_later_than_after_the_alarm_s_own_period() {
    var outside = new Outside(gateway, SampleBorough.path());
    var checks = new Checks(gateway, outside);

    keepsSilentFor(299);
    assertThat(checks.run()).isEmpty();

    keepsSilentFor(300);
    assertThat(checks.run()).containsExactly("the run: the alarm WatchSilent calls a person");

    keepsSilentFor(1_799);
    assertThat(checks.run()).containsExactly("the run: the alarm WatchSilent calls a person");

    keepsSilentFor(1_800);
    assertThat(checks.run())
        .containsExactly(
            "the run: the alarm ReconciliationSilent calls a person",
            "the run: the alarm WatchSilent calls a person");

    gateway.catchUp();
    assertThat(checks.run()).isEmpty();
    outside.close();
  }

  /** Time passes and no schedule strikes. */
  private void keepsSilentFor(long seconds) {
    gateway.clock().advanceTo(scene.publish().at().plusSeconds(seconds));
  }

  /** What nobody but somebody with access to the table can do: nothing of ours ever does. */
  @ParameterizedTest
  @ValueSource(strings = {"dueAt, dueShard", "dueShard"})
  void finds_a_row_that_the_due_index_lost_alerts_in_time_and_confesses(String removed)
      throws Exception {
    publish();
    gateway.pumps().untilIdle();
    RowId row = waitingForItsAlert();
    gateway.advanceTo(MORNING.minusSeconds(86_400));
    gateway
        .cloud()
        .dynamoDb()
        .updateItem(update ->
            update
                .tableName(gateway.cloud().reference("StoryTable"))
                .key(
                    Map.of(
                        "pk", AttributeValue.fromS(row.partition()),
                        "sk", AttributeValue.fromS(row.sort())))
                .updateExpression("REMOVE " + removed));
    assertThat(gateway.story().due(MORNING, 10)).isEmpty();

    gateway.advanceTo(MORNING);

    assertThat(gateway.mails()).hasSize(3);
    var trail = gateway.story().trail(row.notification()).orElseThrow();
    assertThat(trail.entries())
        .filteredOn(entry -> entry.happening() == Happening.FOUND_OVERDUE)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.row()).isEqualTo(row);
          assertThat(entry.at())
              .isBetween(MORNING.minusSeconds(86_400), MORNING.minusSeconds(85_500));
          assertThat(entry.facts()).containsEntry("due", "NONE");
        });
    assertThat(Verifier.verify(trail)).isInstanceOf(Verifier.Verdict.Whole.class);
    assertThat(gateway.lines())
        .anyMatch(line -> line.contains("reconciliation") && line.contains("FOUND_OVERDUE"));
    var metrics = new Metrics(gateway.logged());
    assertThat(metrics.ringing(gateway.cloud().template().alarms(), gateway.ran()))
        .extracting(Alarm::name)
        .containsExactly("ReconciliationConfessed");
  }

  private RowId waitingForItsAlert() {
    return gateway.story().due(MORNING, 10).stream()
        .filter(RowId::isDelivery)
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<byte[]> publish() throws Exception {
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
    Instant now = gateway.clock().instant();
    Map<String, String> signature = signer().sign(unsigned, now, now.plusSeconds(300), "once-1");
    return send(
        "/v1/notifications",
        request -> {
          request.POST(BodyPublishers.ofByteArray(body)).header("Content-Type", type);
          signature.forEach(request::header);
        });
  }

  private HttpSigner signer() {
    return new SamplePeople(SampleBorough.path(), gateway.book()).signer(scene.publish().keyId());
  }

  private JsonNode inbox(String person) throws Exception {
    String token = gateway.signIn().tokenFor(new PersonId(person));
    HttpResponse<byte[]> answer =
        send("/v1/inbox", request -> request.header("Authorization", "Bearer " + token));
    assertThat(answer.statusCode()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body());
  }

  private HttpResponse<byte[]> send(String path, Consumer<HttpRequest.Builder> more)
      throws Exception {
    var request = HttpRequest.newBuilder(gateway.front().resolve(path));
    more.accept(request);
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static JsonNode json(HttpResponse<byte[]> answer) throws Exception {
    return new JsonMapper().readTree(answer.body());
  }
}
