package uk.firstbell.wire.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

final class AuthorizerTest {
  private static final String ARN =
      "arn:aws:execute-api:eu-west-2:000000000000:api/live/GET/v1/inbox";

  @ParameterizedTest
  @CsvSource({"Bearer abc.d-_~+/=,abc.d-_~+/=", "bearer x,x", "BEARER  y,y"})
  void finds_the_bearer_token_however_the_scheme_is_spelled(String header, String token)
      throws IOException {
    var request = asking("{\"Authorization\":[\"" + header + "\"]}");

    assertThat(request.bearerToken()).contains(token);
    assertThat(request.methodArn()).isEqualTo(ARN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"Authorization\":[]}",
        "{\"Authorization\":[\"\"]}",
        "{\"Authorization\":[\"Bearer\"]}",
        "{\"Authorization\":[\"Bearer \"]}",
        "{\"Authorization\":[\"Basic abc\"]}",
        "{\"Authorization\":[\"Bearer a\",\"Bearer b\"]}",
        "{\"Authorization\":[\"Bearer a\"],\"authorization\":[\"Bearer b\"]}",
        "{\"X-Authorization\":[\"Bearer a\"]}"
      })
  void finds_no_token_where_there_is_not_exactly_one(String headers) throws IOException {
    assertThat(asking(headers).bearerToken()).isEmpty();
  }

  @Test
  void allows_exactly_the_method_asked_about_and_names_the_person() throws IOException {
    var auditor =
        new Admitted(
            new PersonId("p-9"),
            Unit.parse("LA-999"),
            Set.of(Role.AUDITOR),
            Unit.parse("FORCE-ZZTEST"));

    assertThat(written(AuthorizerAnswer.allow(auditor, ARN)))
        .isEqualTo(
            "{\"context\":{\"organisation\":\"LA-999\",\"personId\":\"p-9\",\"roles\":\"AUDITOR\","
                + "\"scope\":\"FORCE-ZZTEST\"},\"policyDocument\":{\"Statement\":[{\"Action\":"
                + "\"execute-api:Invoke\",\"Effect\":\"Allow\",\"Resource\":\""
                + ARN
                + "\"}],\"Version\":\"2012-10-17\"},\"principalId\":\"p-9\"}");
  }

  @Test
  void denies_exactly_the_method_asked_about_to_whoever_is_signed_out_and_names_nobody()
      throws IOException {
    assertThat(written(AuthorizerAnswer.signedOut(ARN)))
        .isEqualTo(
            "{\"policyDocument\":{\"Statement\":[{\"Action\":\"execute-api:Invoke\","
                + "\"Effect\":\"Deny\",\"Resource\":\""
                + ARN
                + "\"}],\"Version\":\"2012-10-17\"},\"principalId\":\"signed-out\"}");
  }

  @Test
  void says_unauthorized_in_the_one_word_that_becomes_401() {
    assertThat(new UnauthorizedException()).hasMessage("Unauthorized").hasNoCause();
  }

  private static AuthorizerRequest asking(String headers) throws IOException {
    String event =
        "{\"type\":\"REQUEST\",\"methodArn\":\""
            + ARN
            + "\",\"multiValueHeaders\":"
            + headers
            + "}";
    return AuthorizerRequest.read(new ByteArrayInputStream(event.getBytes(UTF_8)));
  }

  private static String written(AuthorizerAnswer answer) throws IOException {
    var out = new ByteArrayOutputStream();
    answer.writeTo(out);
    return out.toString(UTF_8);
  }
}
