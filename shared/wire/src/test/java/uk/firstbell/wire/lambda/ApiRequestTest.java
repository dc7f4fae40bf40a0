package uk.firstbell.wire.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

final class ApiRequestTest {
  @Test
  void hands_on_a_signed_request_exactly_as_it_came() throws IOException {
    var request =
        read(
            """
            {"resource":"/v1/notifications","path":"/v1/notifications","httpMethod":"POST",
             "headers":{"Host":"agencies.example","Signature":"last"},
             "multiValueHeaders":{"Host":["agencies.example"],"Signature":["first","last"],
               "SIGNATURE-input":["sig=()"],"signature-Input":["b=()"]},
             "queryStringParameters":null,"multiValueQueryStringParameters":null,
             "pathParameters":null,"stageVariables":null,
             "requestContext":{"stage":"live","path":"/live/v1/notifications"},
             "body":"/wB7fQ==","isBase64Encoded":true}
            """);

    var signed = request.signedRequest();
    assertThat(signed.method()).isEqualTo("POST");
    assertThat(signed.authority()).isEqualTo("agencies.example");
    assertThat(signed.path()).isEqualTo("/v1/notifications");
    assertThat(signed.query()).isEqualTo("?");
    assertThat(signed.header("signature")).containsExactly("first", "last");
    assertThat(signed.header("signature-input")).containsExactly("sig=()", "b=()");
    assertThat(signed.body()).containsExactly(0xff, 0x00, '{', '}');
    assertThat(request.admitted()).isEmpty();
  }

  @Test
  void reads_a_body_that_came_as_text_and_headers_that_came_once() throws IOException {
    var request =
        read(
            """
            {"resource":"/v1/inbox/{notification}/{unit}","path":"/v1/inbox/n/SCHOOL-900001",
             "httpMethod":"POST","headers":{"Content-Type":"application/json"},
             "pathParameters":{"notification":"n","unit":"SCHOOL-900001"},
             "body":"{\\"a\\":\\"\u00e9\\"}","isBase64Encoded":false}
            """);

    assertThat(request.resource()).isEqualTo("/v1/inbox/{notification}/{unit}");
    assertThat(request.pathParameter("unit")).isEqualTo("SCHOOL-900001");
    assertThat(request.header("content-type")).containsExactly("application/json");
    assertThat(new String(request.body(), UTF_8)).isEqualTo("{\"a\":\"\u00e9\"}");
    assertThat(request.signedRequest().authority()).isEmpty();
    assertThatThrownBy(() -> request.pathParameter("urn"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void encodes_a_query_again_in_the_order_of_the_event() throws IOException {
    var request =
        read(
            """
            {"resource":"/x","path":"/x","httpMethod":"GET","body":null,"isBase64Encoded":false,
             "multiValueQueryStringParameters":{"z":["1","2 3"],"a":["~*+&=\u00e9",""]}}
            """);

    assertThat(request.signedRequest().query()).isEqualTo("?z=1&z=2%203&a=~%2A%2B%26%3D%C3%A9&a=");
    assertThat(request.query().get("z")).containsExactly("1", "2 3");
    assertThat(request.body()).isEmpty();
  }

  @Test
  void two_hosts_are_no_authority() throws IOException {
    var request =
        read(
            """
            {"resource":"/x","path":"/x","httpMethod":"GET",
             "multiValueHeaders":{"Host":["a.example"],"host":["b.example"]}}
            """);

    assertThat(request.header("host")).hasSize(2);
    assertThat(request.signedRequest().authority()).isEmpty();
  }

  @Test
  void names_the_person_whom_the_authorizer_admitted() throws IOException {
    var admitted =
        new Admitted(
            new PersonId("p-7"),
            Unit.parse("SCHOOL-900001"),
            Set.of(Role.DSL, Role.HEAD),
            Unit.parse("SCHOOL-900001"));
    Map<String, String> context = AdmissionContext.of(admitted);
    assertThat(context)
        .isEqualTo(
            Map.of(
                "personId", "p-7",
                "organisation", "SCHOOL-900001",
                "roles", "DSL,HEAD",
                "scope", "SCHOOL-900001"));

    var request =
        read(
            """
            {"resource":"/x","path":"/x","httpMethod":"GET","requestContext":{"authorizer":{
              "principalId":"p-7","integrationLatency":12,"personId":"p-7",
              "organisation":"SCHOOL-900001","roles":"HEAD,DSL","scope":"SCHOOL-900001"}}}
            """);
    assertThat(request.admitted()).contains(admitted);
  }

  @ParameterizedTest
  @CsvSource({"organisation", "roles", "scope"})
  void a_person_named_in_part_is_nobody_and_our_own_mistake(String lacking) throws IOException {
    String whole =
        """
        {"resource":"/x","path":"/x","httpMethod":"GET","requestContext":{"authorizer":{
          "personId":"p-7","organisation":"FORCE-ZZTEST","roles":"AUDITOR","scope":"FORCE-ZZTEST"}}}
        """;
    assertThat(read(whole).admitted()).isPresent();

    var request = read(whole.replace("\"" + lacking + "\"", "\"other\""));
    assertThatThrownBy(request::admitted)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the authorizer's context is incomplete");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | the event is not an object",
        "{} | the event lacks a field of its kind",
        "{\"httpMethod\":1,\"path\":\"/\",\"resource\":\"/\"} | the event lacks a field of its kind",
      })
  void refuses_an_event_of_another_kind(String event, String message) {
    assertThatThrownBy(() -> read(event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void keeps_what_it_was_given_from_being_changed() throws IOException {
    var request = read("{\"resource\":\"/x\",\"path\":\"/x\",\"httpMethod\":\"GET\"}");

    assertThatThrownBy(() -> request.headers().put("host", List.of("a.example")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static ApiRequest read(String event) throws IOException {
    return ApiRequest.read(new ByteArrayInputStream(event.getBytes(UTF_8)));
  }
}
