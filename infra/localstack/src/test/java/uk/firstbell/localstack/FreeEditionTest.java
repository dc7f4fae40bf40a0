package uk.firstbell.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FreeEditionTest {
  private static final FreeEdition WITHOUT_PIPES = new FreeEdition(Map.of("Pipe", "not there"));

  private static final String QUEUE =
      "\"Queue\":{\"Type\":\"Queue\",\"Properties\":{\"Size\":1,\"Tags\":[\"a\",{\"Ref\":\"Size\"}]}}";

  @Test
  void leaves_out_what_is_listed_and_nothing_else() {
    JsonNode template =
        json(
            "{\"Parameters\":{\"Size\":{}},\"Resources\":{\"P\":{\"Type\":\"Pipe\"},"
                + QUEUE
                + "}}");

    assertThat(WITHOUT_PIPES.of(template))
        .isEqualTo(json("{\"Parameters\":{\"Size\":{}},\"Resources\":{" + QUEUE + "}}"));
    assertThat(WITHOUT_PIPES.goneFrom(template)).containsExactly("P");
  }

  @Test
  void leaves_its_name_to_whoever_referred_to_it() {
    assertThat(
            WITHOUT_PIPES.of(
                json(
                    """
                    {"Resources":{"P":{"Type":"Pipe"},"Role":{"Type":"Role",
                      "On":[{"Ref":"P"},{"Fn::GetAtt":["P","Arn"]},{"Fn::GetAtt":["Role","Arn"]}]}}}
                    """)))
        .isEqualTo(
            json(
                """
                {"Resources":{"Role":{"Type":"Role",
                  "On":["P","P",{"Fn::GetAtt":["Role","Arn"]}]}}}
                """));
  }

  @Test
  void refuses_a_list_that_names_what_the_template_has_not() {
    JsonNode template = json("{\"Resources\":{" + QUEUE + "}}");

    assertThatIllegalStateException()
        .isThrownBy(() -> WITHOUT_PIPES.of(template))
        .withMessageContaining("Pipe");
    assertThat(new FreeEdition(Map.of()).of(template)).isEqualTo(template);
  }

  @Test
  void has_a_reason_for_each_type() {
    assertThat(FreeEdition.listed().lacks())
        .isNotEmpty()
        .allSatisfy((type, reason) -> {
          assertThat(type).startsWith("AWS::");
          assertThat(reason).endsWith(".");
        });
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
