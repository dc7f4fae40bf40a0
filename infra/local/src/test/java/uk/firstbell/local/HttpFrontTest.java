package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.cloud.template.Denial;
import uk.firstbell.cloud.template.Function;
import uk.firstbell.cloud.template.Route;

final class HttpFrontTest {
  private static final List<Route> ROUTES =
      List.of(
          new Route("AgenciesApi", "POST", "/v1/notifications", "Intake", Optional.empty()),
          new Route(
              "PeopleApi",
              "GET",
              "/v1/inbox/{notification}/{unit}",
              "Receipt",
              Optional.of("Admission")));

  private final FakeFunctions functions = new FakeFunctions();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpFront front;

  @BeforeEach
  void serve() throws Exception {
    front = HttpFront.bind(0);
    List<Function> known =
        List.of("Intake", "Receipt", "Admission").stream().map(HttpFrontTest::function).toList();
    functions.when(
        "Intake",
        _ ->
            """
            {"statusCode":202,"headers":{"Content-Type":"application/json"},"body":"{}"}
            """);
    functions.when(
        "Receipt",
        _ ->
            """
            {"statusCode":200,"headers":{},"body":"//8=","isBase64Encoded":true}
            """);
    functions.when("Admission", event -> policy("Allow", event.path("methodArn").asText()));
    front.serve(
        ROUTES,
        List.of(),
        functions.of(known),
        new VirtualClock(Instant.parse("2026-05-01T21:40:00Z")));
  }

  @AfterEach
  void stop() {
    front.close();
    http.close();
  }

  @Test
  void hands_the_bytes_over_as_they_were_sent() throws Exception {
    HttpResponse<byte[]> answer =
        send(
            request("/v1/notifications?a=1&b=%2F&a=2")
                .header("X-Twice", "one")
                .header("X-Twice", "two")
                .POST(BodyPublishers.ofString("é\n")));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode event = functions.given("Intake").getFirst();
    assertThat(Base64.getDecoder().decode(event.path("body").asText()))
        .isEqualTo("é\n".getBytes(UTF_8));
    assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    assertThat(event.path("path").asText()).isEqualTo("/v1/notifications");
    assertThat(event.at("/multiValueHeaders/X-twice").toString()).contains("one", "two");
    assertThat(event.at("/multiValueHeaders/Host/0").asText()).isEqualTo(front.authority());
    assertThat(event.at("/multiValueQueryStringParameters/a").toString())
        .isEqualTo("[\"1\",\"2\"]");
    assertThat(event.at("/multiValueQueryStringParameters/b/0").asText()).isEqualTo("/");
    assertThat(event.at("/requestContext/requestTimeEpoch").asLong())
        .isEqualTo(Instant.parse("2026-05-01T21:40:00Z").toEpochMilli());
    assertThat(functions.given("Admission")).isEmpty();
  }

  @Test
  void asks_the_authorizer_first_and_tells_the_function_whom_it_admitted() throws Exception {
    HttpResponse<byte[]> answer = send(request("/v1/inbox/n1/SCHOOL-102345"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).containsExactly(0xff, 0xff);
    assertThat(functions.given("Admission").getFirst().path("type").asText()).isEqualTo("REQUEST");
    JsonNode event = functions.given("Receipt").getFirst();
    assertThat(event.at("/requestContext/authorizer/personId").asText()).isEqualTo("someone");
    assertThat(event.at("/pathParameters/unit").asText()).isEqualTo("SCHOOL-102345");
    assertThat(event.path("resource").asText()).isEqualTo("/v1/inbox/{notification}/{unit}");
    assertThat(event.path("body").isNull()).isTrue();
  }

  @Test
  void lets_nobody_through_whom_the_authorizer_denies_or_does_not_know() throws Exception {
    functions.when("Admission", event -> policy("Deny", event.path("methodArn").asText()));
    assertThat(status("/v1/inbox/n1/SCHOOL-102345")).isEqualTo(403);
    functions.when("Admission", _ -> policy("Allow", "arn:aws:execute-api:elsewhere"));
    assertThat(status("/v1/inbox/n1/SCHOOL-102345")).isEqualTo(403);
    functions.when(
        "Admission",
        _ -> {
          throw new IllegalStateException("Unauthorized");
        });
    assertThat(status("/v1/inbox/n1/SCHOOL-102345")).isEqualTo(401);
    assertThat(functions.given("Receipt")).isEmpty();
    functions.when("Admission", event -> policy("Allow", event.path("methodArn").asText()));
    assertThat(status("/v1/inbox/n1/SCHOOL-102345")).isEqualTo(200);
  }

  @Test
  void says_why_where_the_template_says_why_an_authorizer_denies() throws Exception {
    functions.when("Admission", event -> policy("Deny", event.path("methodArn").asText()));
    try (var telling = HttpFront.bind(0)) {
      telling.serve(
          ROUTES,
          List.of(
              new Denial("AgenciesApi", 418, "{}"),
              new Denial("PeopleApi", 401, "{\"type\":\"urn:example:why\"}")),
          functions.of(List.of(function("Admission"), function("Receipt"))),
          new VirtualClock(Instant.EPOCH));

      HttpResponse<byte[]> answer =
          send(HttpRequest.newBuilder(telling.uri().resolve("/v1/inbox/n1/SCHOOL-102345")));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"type\":\"urn:example:why\"}");
      assertThat(functions.given("Receipt")).isEmpty();
    }
  }

  private static Function function(String name) {
    return new Function(name, name, Duration.ofSeconds(29), Map.of());
  }

  @Test
  void answers_for_what_no_function_answers() throws Exception {
    assertThat(status("/v1/nothing")).isEqualTo(404);
    assertThat(status("/v1/inbox//SCHOOL-102345")).isEqualTo(404);
    assertThat(status("/v1/notifications")).isEqualTo(405);
    functions.when(
        "Receipt",
        _ -> {
          throw new IllegalStateException("broken");
        });
    assertThat(status("/v1/inbox/n1/SCHOOL-102345")).isEqualTo(502);
  }

  @Test
  void takes_a_body_of_1_mebibyte_and_not_a_byte_more() throws Exception {
    var most = request("/v1/notifications").POST(BodyPublishers.ofByteArray(new byte[1_048_576]));
    var more = request("/v1/notifications").POST(BodyPublishers.ofByteArray(new byte[1_048_577]));

    assertThat(send(more).statusCode()).isEqualTo(413);
    assertThat(functions.given("Intake")).isEmpty();
    assertThat(send(most).statusCode()).isEqualTo(202);
  }

  private int status(String path) throws Exception {
    return send(request(path)).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(front.uri().resolve(path));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String policy(String effect, String resource) {
    return """
    {"principalId":"someone","context":{"personId":"someone"},"policyDocument":
    {"Statement":[{"Action":"execute-api:Invoke","Effect":"%s","Resource":"%s"}]}}
    """
        .formatted(effect, resource);
  }
}
