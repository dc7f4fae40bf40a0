package uk.firstbell.functions.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.firstbell.rehearsal.HeardLog;

final class IntakeWiringTest {
  /** Port 9 is where nobody answers: a call made while wiring would fail. */
  private static final Map<String, String> COMPLETE =
      Map.ofEntries(
          Map.entry("AWS_REGION", "eu-west-2"),
          Map.entry("FIRSTBELL_STORY_TABLE", "story"),
          Map.entry("FIRSTBELL_KEYS_TABLE", "keys"),
          Map.entry("FIRSTBELL_DIRECTORY_TABLE", "directory"),
          Map.entry("FIRSTBELL_AUDIT_TABLE", "audit"),
          Map.entry("FIRSTBELL_PAYLOAD_KEY", "payload"),
          Map.entry("FIRSTBELL_PSEUDONYM_KEY", "pseudonym"),
          Map.entry("FIRSTBELL_AGENCIES_AUTHORITY", "agencies.firstbell.example"));

  @Test
  void puts_the_function_together_from_a_complete_environment_without_a_call() {
    assertThat(wired(COMPLETE)).isNotNull();
    assertThat(IntakeWiring.fromEnvironment(with("FIRSTBELL_AWS_ENDPOINT", "http://127.0.0.1:9")))
        .isNotNull();
  }

  static Set<String> settings() {
    return COMPLETE.keySet();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void fails_at_the_start_by_the_name_of_whatever_is_missing(String missing) {
    var incomplete = new TreeMap<>(COMPLETE);
    incomplete.remove(missing);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> wired(incomplete))
        .withMessageStartingWith(missing + " is not set");
  }

  private static Map<String, String> with(String name, String value) {
    var more = new TreeMap<>(COMPLETE);
    more.put(name, value);
    return more;
  }

  private static IntakeHandler wired(Map<String, String> environment) {
    InstantSource time = InstantSource.fixed(Instant.parse("2026-05-01T21:40:00Z"));
    return IntakeWiring.handler(environment, time, new HeardLog());
  }
}
