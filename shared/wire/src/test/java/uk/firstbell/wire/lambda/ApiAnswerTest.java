package uk.firstbell.wire.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;

final class ApiAnswerTest {
  @Test
  void answers_json_as_the_gateway_takes_it() throws IOException {
    var answer = ApiAnswer.json(202, new Content.Group(Map.of("a", new Content.Text("\u00e9"))));

    assertThat(written(answer))
        .isEqualTo(
            "{\"body\":\"{\\\"a\\\":\\\"\u00e9\\\"}\",\"headers\":{\"Cache-Control\":\"no-store\","
                + "\"Content-Type\":\"application/json\",\"X-Content-Type-Options\":\"nosniff\"},"
                + "\"isBase64Encoded\":false,\"statusCode\":202}");
  }

  @Test
  void answers_bytes_in_base64() throws IOException {
    byte[] sealed = {(byte) 0x30, (byte) 0x82, (byte) 0xff, 0};
    JsonNode answer =
        tree(ApiAnswer.of(200, "application/pkcs7-mime; smime-type=authEnveloped-data", sealed));

    assertThat(answer.path("isBase64Encoded").booleanValue()).isTrue();
    assertThat(Base64.getDecoder().decode(answer.path("body").textValue())).isEqualTo(sealed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/problem+json",
        "TEXT/HTML; charset=utf-8"
      })
  void answers_text_as_text(String contentType) throws IOException {
    JsonNode answer = tree(ApiAnswer.of(200, contentType, "\u00e9".getBytes(UTF_8)));

    assertThat(answer.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(answer.path("body").textValue()).isEqualTo("\u00e9");
  }

  @Test
  void answers_nothing_with_204() throws IOException {
    JsonNode answer = tree(ApiAnswer.nothing());

    assertThat(answer.path("statusCode").intValue()).isEqualTo(204);
    assertThat(answer.path("body").textValue()).isEmpty();
    assertThat(answer.path("isBase64Encoded").booleanValue()).isFalse();
  }

  @Test
  void is_never_stored_and_never_guessed_at_whatever_is_asked() throws IOException {
    JsonNode headers =
        tree(ApiAnswer.nothing()
                .with("Cache-Control", "public")
                .with("X-Content-Type-Options", "")
                .with("Retry-After", "60"))
            .path("headers");

    assertThat(headers.path("Cache-Control").textValue()).isEqualTo("no-store");
    assertThat(headers.path("X-Content-Type-Options").textValue()).isEqualTo("nosniff");
    assertThat(headers.path("Retry-After").textValue()).isEqualTo("60");
  }

  @Test
  void is_stored_only_where_it_is_the_same_for_everybody_for_ever() throws IOException {
    ApiAnswer answer = ApiAnswer.of(200, "text/css", new byte[0]);

    assertThat(tree(answer.immutable()).at("/headers/Cache-Control").textValue())
        .isEqualTo("public, max-age=31536000, immutable");
    assertThat(tree(answer).at("/headers/Cache-Control").textValue()).isEqualTo("no-store");
  }

  @Test
  void sends_text_that_is_encoded_as_bytes() throws IOException {
    ApiAnswer plain = ApiAnswer.of(200, "text/css", new byte[] {65});

    assertThat(tree(plain.with("Content-Encoding", "gzip")).path("body").textValue())
        .isEqualTo("QQ==");
    assertThat(tree(plain).path("body").textValue()).isEqualTo("A");
  }

  @Test
  void tells_a_problem_by_type_title_and_status() throws IOException {
    JsonNode answer = tree(ApiAnswer.problem(404, "not-found", "There is nothing here for you."));

    assertThat(answer.path("headers").path("Content-Type").textValue())
        .isEqualTo("application/problem+json");
    assertThat(answer.path("body").textValue())
        .isEqualTo(
            "{\"status\":404,\"title\":\"There is nothing here for you.\","
                + "\"type\":\"urn:firstbell:problem:not-found\"}");
  }

  @Test
  void lists_every_fault_of_a_report() throws IOException {
    JsonNode answer =
        tree(
            ApiAnswer.faults(
                422,
                "invalid-report",
                "The report cannot be used.",
                List.of(new Fault("/a", "REQUIRED", "One."), new Fault("/b/0", "ENUM", "Two."))));

    assertThat(answer.path("body").textValue())
        .isEqualTo(
            "{\"errors\":[{\"code\":\"REQUIRED\",\"detail\":\"One.\",\"pointer\":\"/a\"},"
                + "{\"code\":\"ENUM\",\"detail\":\"Two.\",\"pointer\":\"/b/0\"}],\"status\":422,"
                + "\"title\":\"The report cannot be used.\","
                + "\"type\":\"urn:firstbell:problem:invalid-report\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Not-Found", "not found", "urn:firstbell:problem:not-found"})
  void a_problem_is_named_in_lower_case(String type) {
    assertThat(ApiAnswer.problem(404, "not-found", "Nothing.")).isNotNull();

    assertThatThrownBy(() -> ApiAnswer.problem(404, type, "Nothing."))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String written(ApiAnswer answer) throws IOException {
    var out = new ByteArrayOutputStream();
    answer.writeTo(out);
    return out.toString(UTF_8);
  }

  private static JsonNode tree(ApiAnswer answer) throws IOException {
    return new ObjectMapper().readTree(written(answer));
  }
}
