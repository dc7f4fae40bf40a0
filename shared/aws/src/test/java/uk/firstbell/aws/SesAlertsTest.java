package uk.firstbell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;
import uk.firstbell.domain.dispatch.Alerts.Alert;
import uk.firstbell.domain.dispatch.Alerts.Handover;

final class SesAlertsTest {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private static final String SENDER = "alerts@firstbell.example";
  private static final Alert ALERT =
      new Alert("A notice is waiting for you", "Sign in to read it.\n");

  @BeforeAll
  static void verify_the_sender() {
    AWS.ses().createEmailIdentity(identity -> identity.emailIdentity(SENDER));
  }

  @Test
  void hands_over_a_plain_text_mail_from_the_sender_to_the_address() throws Exception {
    var alerts = new SesAlerts(AWS.ses(), SENDER);

    assertThat(alerts.send("dsl@larkfield.example", ALERT)).isEqualTo(Handover.TAKEN);

    assertThat(mails())
        .contains(SENDER)
        .contains("dsl@larkfield.example")
        .contains("A notice is waiting for you")
        .contains("Sign in to read it.");
  }

  @Test
  void tells_that_a_mail_is_refused_for_its_sender() {
    var alerts = new SesAlerts(AWS.ses(), "nobody@unverified.example");

    assertThat(alerts.send("dsl@larkfield.example", ALERT)).isEqualTo(Handover.REFUSED);
    assertThat(new SesAlerts(AWS.ses(), SENDER).send("dsl@larkfield.example", ALERT))
        .isEqualTo(Handover.TAKEN);
  }

  @Test
  void tells_that_a_mail_is_refused_for_its_address_and_lets_an_outage_travel() {
    var refusing = new SesAlerts(failing(BadRequestException.builder().build()), SENDER);
    var busy = new SesAlerts(failing(TooManyRequestsException.builder().build()), SENDER);

    assertThat(refusing.send("dsl@larkfield.example", ALERT)).isEqualTo(Handover.REFUSED);
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> busy.send("dsl@larkfield.example", ALERT));
  }

  /** The local endpoint takes any address, so a refusal is injected. */
  private static SesV2Client failing(RuntimeException failure) {
    return (SesV2Client)
        Proxy.newProxyInstance(
            SesV2Client.class.getClassLoader(),
            new Class<?>[] {SesV2Client.class},
            (proxy, method, arguments) -> {
              throw failure;
            });
  }

  private static String mails() throws IOException, InterruptedException {
    var question =
        HttpRequest.newBuilder(AWS.endpoint().uri().resolve("/_ministack/ses/messages")).build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(question, BodyHandlers.ofString()).body();
    }
  }
}
