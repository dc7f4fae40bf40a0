package uk.firstbell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;
import uk.firstbell.domain.dispatch.Alerts;
import uk.firstbell.domain.dispatch.Alerts.Alert;
import uk.firstbell.domain.dispatch.Alerts.Handover;
import uk.firstbell.testkit.contract.AlertsContract;

final class SesAlertsTest extends AlertsContract {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private static final String SENDER = "alerts@firstbell.example";
  private static final Alert ALERT =
      new Alert("A notice is waiting for you", "Sign in to read it.\n");

  @BeforeAll
  static void verify_the_sender() {
    AWS.ses().createEmailIdentity(identity -> identity.emailIdentity(SENDER));
  }

  @Override
  protected Alerts alerts() {
    return new SesAlerts(AWS.ses(), SENDER);
  }

  /** The local endpoint takes any address, so the refusal is injected. */
  @Override
  protected Alerts alertsRefusing(String address) {
    return new SesAlerts(failing(BadRequestException.builder().build()), SENDER);
  }

  @Override
  protected List<Alert> takenFor(String address) {
    return mails()
        .filter(mail -> mail.path("Source").asText().equals(SENDER))
        .filter(mail -> mail.path("To").path(0).asText().equals(address))
        .map(mail -> new Alert(mail.path("Subject").asText(), mail.path("BodyText").asText()))
        .toList();
  }

  @Test
  void tells_that_a_mail_is_refused_for_its_sender() {
    var alerts = new SesAlerts(AWS.ses(), "nobody@unverified.example");

    assertThat(alerts.send("dsl@larkfield.example", ALERT)).isEqualTo(Handover.REFUSED);
    assertThat(new SesAlerts(AWS.ses(), SENDER).send("dsl@larkfield.example", ALERT))
        .isEqualTo(Handover.TAKEN);
  }

  @Test
  void lets_an_outage_travel_so_that_the_alert_is_tried_again() {
    var busy = new SesAlerts(failing(TooManyRequestsException.builder().build()), SENDER);

    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> busy.send("dsl@larkfield.example", ALERT));
  }

  private static SesV2Client failing(RuntimeException failure) {
    return (SesV2Client)
        Proxy.newProxyInstance(
            SesV2Client.class.getClassLoader(),
            new Class<?>[] {SesV2Client.class},
            (proxy, method, arguments) -> {
              throw failure;
            });
  }

  private static Stream<JsonNode> mails() {
    var question =
        HttpRequest.newBuilder(AWS.endpoint().uri().resolve("/_ministack/ses/messages")).build();
    try (var http = HttpClient.newHttpClient()) {
      byte[] answer = http.send(question, BodyHandlers.ofByteArray()).body();
      return new JsonMapper()
          .readTree(answer)
          .path("messages")
          .valueStream()
          .flatMap(JsonNode::valueStream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while mails were read", e);
    }
  }
}
