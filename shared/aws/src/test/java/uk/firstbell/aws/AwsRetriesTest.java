package uk.firstbell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import uk.firstbell.domain.dispatch.Alerts.Alert;
import uk.firstbell.domain.dispatch.Alerts.Handover;
import uk.firstbell.domain.story.Change.Create;
import uk.firstbell.domain.story.Written;

/** How often a request is sent, as whoever takes it counts. */
final class AwsRetriesTest {
  private static final TableNames TABLES = new TableNames("story", "keys", "audit");
  private static final HttpHandler THROTTLING =
      answer(
          400,
          """
          {"__type":"com.amazon.coral.availability#ThrottlingException","message":"slower"}\
          """);

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private AwsClients clients;
  private HttpHandler first = HttpExchange::close;
  private HttpHandler later = HttpExchange::close;

  @BeforeEach
  void somebody_answers() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          (requests.incrementAndGet() == 1 ? first : later).handle(exchange);
        });
    server.start();
    clients =
        AwsClients.from(
            Map.of(
                "AWS_REGION", "eu-west-2",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "FIRSTBELL_AWS_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void nobody_answers() {
    clients.close();
    server.stop(0);
  }

  @Test
  void a_mail_whose_answer_was_lost_is_not_sent_again() {
    later = answer(200, "{\"MessageId\":\"1\"}");
    var alerts = new SesAlerts(clients.ses(), "alerts@firstbell.example");
    var alert = new Alert("A notice is waiting for you", "Sign in to read it.\n");

    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> alerts.send("dsl@larkfield.example", alert));
    assertThat(requests).hasValue(1);

    assertThat(alerts.send("dsl@larkfield.example", alert)).isEqualTo(Handover.TAKEN);
    assertThat(requests).hasValue(2);
  }

  @Test
  void a_write_whose_answer_was_lost_is_sent_again() {
    later = answer(200, "{}");

    assertThat(write()).isEqualTo(new Written.Done());
    assertThat(requests).hasValue(2);
  }

  @Test
  void a_write_that_is_throttled_is_sent_three_times_and_no_layer_multiplies_them() {
    first = THROTTLING;
    later = THROTTLING;

    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(this::write)
        .matches(DynamoDbException::isThrottlingException);
    assertThat(requests).hasValue(3);
  }

  private Written write() {
    return new DynamoStory(clients.dynamoDb(), TABLES, AwsClients.patience())
        .write(NIGHT, List.of(new Create(aHead(), aDeed())));
  }

  private static HttpHandler answer(int status, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return exchange -> {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    };
  }
}
