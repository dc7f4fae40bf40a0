package uk.firstbell.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.audit.Trail;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.audit.Verifier.Verdict;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.local.SamplePeople;
import uk.firstbell.sealing.cms.CannotOpenException;
import uk.firstbell.sealing.cms.CmsOpener;
import uk.firstbell.sealing.cms.GatewayCa;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.testkit.scene.Scene;
import uk.firstbell.wire.directory.BadDirectoryException;
import uk.firstbell.wire.directory.DirectoryFiles;
import uk.firstbell.wire.directory.IssuerEndpoint;
import uk.firstbell.wire.json.ContentJson;

/**
 * The stack as it stands, and a report's way through it: from a police system's signed request over
 * the API to intake, by the table's stream to relay, by queues to routing and dispatch. What moves
 * it is the stack's own, and so is the clock: the real one.
 */
final class DeployedGatewayTest {
  private static final Path BOROUGH = SampleBorough.path();
  private static final String ROUTE = "/v1/notifications";
  private static final String JSON = "application/json";
  private static final int ANSWER_BYTES_MAX = 65_536;
  private static final Unit LARKFIELD = new Unit(Unit.Kind.SCHOOL, "102345");

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init") // Deployed before the first test.
  private static DeployedGateway gateway;

  @SuppressWarnings("NullAway.Init")
  private static Story story;

  @SuppressWarnings("NullAway.Init")
  private static SamplePeople people;

  @SuppressWarnings("NullAway.Init")
  private static CmsOpener opener;

  @BeforeAll
  static void deploy() throws BadDirectoryException, CertificateException {
    gateway = new DeployedGateway();
    story = gateway.adapters().story();
    DirectoryBook book = DirectoryFiles.read(BOROUGH, issuers());
    gateway.adapters().directory().store(book);
    people = new SamplePeople(BOROUGH, book);
    opener =
        new CmsOpener(
            Certificates.certificate(
                new GatewayCa(gateway.adapters().authority())
                    .certificate(now().minus(Duration.ofDays(1)), Duration.ofDays(3_653))));
  }

  @AfterAll
  static void delete() {
    gateway.close();
  }

  @Test
  void has_every_resource_of_the_template_but_what_the_free_edition_lacks() {
    Set<String> missing = new HashSet<>(gateway.declared());
    missing.removeAll(gateway.resources());

    assertThat(gateway.resources()).isNotEmpty();
    assertThat(missing).isEqualTo(gateway.leftOut());
    assertThat(gateway.declared()).containsAll(gateway.resources());
  }

  @Test
  void carries_a_signed_report_to_sealed_copies_and_their_entries() throws Exception {
    Scene.Publish report = aReportOfTonight();

    HttpResponse<byte[]> answer = publish(report, report.bytes());

    assertThat(answer.statusCode()).isEqualTo(202);
    NotificationId id = notification(answer);
    var delivery = new DeliveryId(id, LARKFIELD);
    Trail trail = whenAvailable(delivery);
    List<Copy> copies = story.copies(delivery).stream().map(Stored::row).toList();
    assertThat(copies)
        .extracting(copy -> copy.reader().value())
        .containsExactly("larkfield-deputy-1", "larkfield-deputy-2", "larkfield-dsl");
    for (Copy copy : copies) {
      assertThat(readersWhoCanOpen(copy)).containsExactly(copy.reader().value());
    }
    assertThat(happenings(trail))
        .contains(
            Happening.REPORT_ACCEPTED,
            Happening.PAYLOAD_STORED,
            Happening.PLAN_FROZEN,
            Happening.DELIVERY_PLANNED,
            Happening.ROUTED,
            Happening.COPY_SEALED,
            Happening.MADE_AVAILABLE);
    assertThat(Verifier.verify(trail)).isInstanceOf(Verdict.Whole.class);
  }

  @Test
  void takes_no_report_whose_bytes_are_not_the_signed_ones() throws Exception {
    Scene.Publish report = aReportOfTonight();
    byte[] other =
        new Scene.Publish(report.at(), report.keyId(), false, aReportOfTonight().body()).bytes();

    assertThat(publish(report, other).statusCode()).isEqualTo(401);

    HttpResponse<byte[]> asSigned = publish(report, report.bytes());
    assertThat(asSigned.statusCode()).isEqualTo(202);
    assertThat(notification(publish(report, report.bytes()))).isEqualTo(notification(asSigned));
  }

  /** A sample's report, moved to now. */
  private static Scene.Publish aReportOfTonight() {
    Scene.Publish sample = Scene.read(SampleBorough.event("bank-holiday-friday")).publish();
    Content.Text aware = moment(now().minus(Duration.ofMinutes(5)));
    Content.Group incident =
        sample
            .body()
            .group("incident")
            .orElseThrow()
            .with("occurredFrom", moment(now().minus(Duration.ofMinutes(50))))
            .with("attendedAt", moment(now().minus(Duration.ofMinutes(20))))
            .with("policeAwareAt", aware);
    Content.Group body =
        sample
            .body()
            .with("clientMessageId", new Content.Text("wxc-" + UUID.randomUUID()))
            .with("createdAt", aware)
            .with("policeAwareAt", aware)
            .with("incident", incident);
    return new Scene.Publish(now(), sample.keyId(), false, body);
  }

  private static Content.Text moment(Instant at) {
    return new Content.Text(at.toString());
  }

  /** Sends {@code body} with a signature for the report's own bytes. */
  private static HttpResponse<byte[]> publish(Scene.Publish report, byte[] body)
      throws IOException, InterruptedException {
    var signed =
        new SignedRequest(
            "POST",
            DeployedGateway.AUTHORITY,
            ROUTE,
            "?",
            Map.of("content-type", List.of(JSON)),
            report.bytes());
    var request =
        HttpRequest.newBuilder(gateway.agencies(ROUTE))
            .timeout(PATIENCE)
            .header("host", DeployedGateway.AUTHORITY)
            .header("content-type", JSON)
            .POST(BodyPublishers.ofByteArray(body));
    people
        .signer(report.keyId())
        .sign(signed, now(), now().plus(Duration.ofMinutes(5)), UUID.randomUUID().toString())
        .forEach(request::header);
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static NotificationId notification(HttpResponse<byte[]> answer) {
    return switch (ContentJson.read(answer.body(), ANSWER_BYTES_MAX)) {
      case ContentJson.Reading.Understood(Content.Group told) ->
          new NotificationId(told.text("notificationId").orElseThrow());
      case ContentJson.Reading _ -> throw new AssertionError("an answer is no JSON object");
    };
  }

  /** The trail once the delivery's readers can fetch their copies. */
  private static Trail whenAvailable(DeliveryId delivery) throws InterruptedException {
    Instant end = now().plus(PATIENCE);
    while (now().isBefore(end)) {
      Optional<Trail> trail =
          story
              .trail(delivery.notification())
              .filter(told -> happenings(told).contains(Happening.MADE_AVAILABLE));
      if (trail.isPresent()) {
        return trail.get();
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    throw new AssertionError(
        "no copy can be fetched after two minutes; there is "
            + story.trail(delivery.notification()).map(Trail::entries).orElse(List.of()));
  }

  private static List<Happening> happenings(Trail trail) {
    return trail.entries().stream().map(AuditEntry::happening).toList();
  }

  private static List<String> readersWhoCanOpen(Copy copy) {
    return people.devices().stream()
        .filter(device -> opens(copy, device))
        .map(device -> device.person().value())
        .toList();
  }

  private static boolean opens(Copy copy, SamplePeople.Device device) {
    try {
      return opener.open(copy.sealed(), device.key(), device.certificate()).content().length > 0;
    } catch (CannotOpenException cannot) {
      return false;
    }
  }

  /** Nobody signs in here: the free edition asks no authorizer. */
  private static Map<String, IssuerEndpoint> issuers() {
    return Map.of("sample-schools", issuer("schools"), "sample-agencies", issuer("agencies"));
  }

  private static IssuerEndpoint issuer(String name) {
    URI address = URI.create("https://" + name + ".sign-in.example");
    return new IssuerEndpoint(address.toString(), address.resolve("/jwks"));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
