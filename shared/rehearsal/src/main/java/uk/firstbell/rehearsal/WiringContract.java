package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.firstbell.wire.lambda.DecisionLog;

/**
 * What every function's wiring promises: made of its settings alone, and by name when one lacks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WiringContract {
  private final Map<String, String> complete;
  private final Wiring wiring;
  private final Function<Map<String, String>, ? extends RequestStreamHandler> runtime;

  /** Puts a function together. */
  public interface Wiring {
    RequestStreamHandler handler(
        Map<String, String> environment, InstantSource time, DecisionLog log);
  }

  /**
   * The contract for one function.
   *
   * @param settings all it must be told, besides the region
   * @param wiring with a clock and a log of the caller's
   * @param runtime as the Lambda runtime has it made
   */
  protected WiringContract(
      Map<String, String> settings,
      Wiring wiring,
      Function<Map<String, String>, ? extends RequestStreamHandler> runtime) {
    this.complete = new TreeMap<>(settings);
    this.complete.put("AWS_REGION", "eu-west-2");
    this.wiring = wiring;
    this.runtime = runtime;
  }

  /** Port 9 is where nobody answers: a call made while wiring would fail. */
  @Test
  void puts_the_function_together_from_a_complete_environment_without_a_call() {
    var elsewhere = new TreeMap<>(complete);
    elsewhere.put("FIRSTBELL_AWS_ENDPOINT", "http://127.0.0.1:9");

    assertThat(wired(elsewhere)).isNotNull();
    assertThat(runtime.apply(elsewhere)).isNotNull();
  }

  Set<String> settings() {
    return complete.keySet();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void fails_at_the_start_by_the_name_of_whatever_is_missing(String missing) {
    var incomplete = new TreeMap<>(complete);
    incomplete.remove(missing);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> wired(incomplete))
        .withMessageStartingWith(missing + " is not set");
    assertThat(wired(complete)).isNotNull();
  }

  private RequestStreamHandler wired(Map<String, String> environment) {
    InstantSource time = InstantSource.fixed(Instant.parse("2026-05-01T21:40:00Z"));
    return wiring.handler(environment, time, new HeardLog());
  }
}
