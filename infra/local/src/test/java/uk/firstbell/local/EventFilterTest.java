package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.cloud.template.CloudTemplate;
import uk.firstbell.cloud.template.EventSource;

final class EventFilterTest {
  private static final String WAITS =
      """
      {"eventName":["INSERT","MODIFY"],"dynamodb":{"NewImage":{"next":{"S":[{"exists":true}]}}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true|{\"eventName\":\"INSERT\",\"dynamodb\":{\"NewImage\":{\"next\":{\"S\":\"routing\"}}}}",
        "true|{\"eventName\":\"MODIFY\",\"dynamodb\":{\"NewImage\":{\"next\":{\"S\":\"routing\"}}}}",
        "false|{\"eventName\":\"REMOVE\",\"dynamodb\":{\"NewImage\":{\"next\":{\"S\":\"routing\"}}}}",
        "false|{\"eventName\":\"INSERT\",\"dynamodb\":{\"NewImage\":{\"next\":{\"N\":\"1\"}}}}",
        "false|{\"eventName\":\"INSERT\",\"dynamodb\":{\"NewImage\":{\"pk\":{\"S\":\"N#1\"}}}}",
        "false|{\"eventName\":\"INSERT\",\"dynamodb\":{}}",
      })
  void lets_through_what_any_pattern_matches(boolean passes, String event) throws Exception {
    assertThat(
            new EventFilter(List.of("{\"eventName\":[\"NONE\"]}", WAITS))
                .passes(new JsonMapper().readTree(event)))
        .isEqualTo(passes);
  }

  @Test
  void lets_everything_through_without_a_pattern() throws Exception {
    assertThat(new EventFilter(List.of()).passes(new JsonMapper().readTree("{}"))).isTrue();
  }

  @Test
  void refuses_a_pattern_it_does_not_play() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventFilter(List.of("{\"eventName\":[{\"prefix\":\"IN\"}]}")));
  }

  @Test
  void plays_every_pattern_of_the_committed_template() {
    List<String> patterns =
        CloudTemplate.committed().eventSources().stream()
            .map(EventSource::filters)
            .flatMap(List::stream)
            .toList();

    assertThat(patterns).isNotEmpty().allSatisfy(pattern -> new EventFilter(List.of(pattern)));
  }
}
