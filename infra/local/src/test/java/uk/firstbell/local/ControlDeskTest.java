package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import uk.firstbell.testkit.scene.KeptReport;
import uk.firstbell.testkit.scene.SampleBorough;

final class ControlDeskTest {
  private static final Instant FRIDAY_NIGHT = Instant.parse("2026-09-11T20:30:00Z");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static RunningGateway gateway;
  private static Outside outside;
  private static ControlDesk desk;

  @BeforeAll
  static void start() throws Exception {
    var quiet = new Narrator(new PrintStream(PrintStream.nullOutputStream()), false);
    gateway =
        RunningGateway.start(
            FRIDAY_NIGHT,
            SampleBorough.path(),
            0,
            LocalSignIn.TOKEN_LIFE,
            quiet,
            Notebook.ofNoFolder());
    outside = new Outside(gateway, SampleBorough.path());
    desk = ControlDesk.bind(0);
    desk.serve(gateway, outside, KeptReport.all(SampleBorough.samples()));
  }

  @AfterAll
  static void stop() {
    desk.close();
    outside.close();
    gateway.close();
    HTTP.close();
  }

  @Test
  void publishes_a_kept_report_as_often_as_it_is_asked_and_lets_time_pass_to_its_alert()
      throws Exception {
    assertThat(post("publish", "report=thornbury-vale").body()).startsWith("Published as ");
    assertThat(post("publish", "report=thornbury-vale").body()).startsWith("Published as ");
    assertThat(post("publish", "report=wexcombe-social-care").body()).startsWith("Published as ");
    assertThat(page().body()).contains("Published as ", "mash@wexcombe.example");

    assertThat(post("time", "pass=alert").body()).startsWith("A mail was sent.");
    assertThat(post("time", "pass=morning").body()).endsWith("08:00:00 BST.\n");
    Instant morning = gateway.clock().instant();
    post("time", "pass=hour");
    assertThat(gateway.clock().instant()).isEqualTo(morning.plus(Duration.ofHours(1)));
  }

  @Test
  void refuses_what_it_does_not_offer() throws Exception {
    assertThat(post("publish", "report=another").statusCode()).isEqualTo(400);
    assertThat(post("time", "pass=a-year").statusCode()).isEqualTo(400);
    assertThat(post("", "").statusCode()).isEqualTo(404);
  }

  @Test
  void takes_no_form_of_another_site_and_none_under_another_name() throws Exception {
    String own = desk.uri().toString().replaceFirst("/$", "");

    assertThat(posted(Map.of("Origin", "https://elsewhere.example"))).isEqualTo(403);
    assertThat(posted(Map.of("Origin", "null"))).isEqualTo(403);
    assertThat(posted(Map.of("Origin", own))).isEqualTo(400);
    assertThat(statusUnder("elsewhere.example:" + desk.uri().getPort())).contains(" 403 ");
    assertThat(statusUnder("localhost:" + desk.uri().getPort())).contains(" 200 ");
  }

  private static int posted(Map<String, String> headers) throws Exception {
    var request =
        HttpRequest.newBuilder(desk.uri().resolve("time")).POST(BodyPublishers.ofString("pass="));
    headers.forEach(request::header);
    return HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  /** The first line of the answer to a request that calls this address by {@code host}. */
  private static String statusUnder(String host) throws Exception {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), desk.uri().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElseThrow();
    }
  }

  private static HttpResponse<String> page() throws Exception {
    return HTTP.send(HttpRequest.newBuilder(desk.uri()).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String form) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(desk.uri().resolve(path))
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }
}
