package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.firstbell.cloud.template.Function;
import uk.firstbell.wire.lambda.DecisionLog;

final class NamedHandlersTest {
  private final NamedHandlers handlers =
      new NamedHandlers(
          new VirtualClock(Instant.EPOCH),
          new Narrator(new PrintStream(PrintStream.nullOutputStream()), false));

  /** As every function has beside its handler. */
  public static final class SampleWiring {
    private SampleWiring() {}

    public static RequestStreamHandler handler(
        Map<String, String> environment, InstantSource time, DecisionLog log) {
      return (event, answer, context) ->
          answer.write((environment.get("TOLD") + time.instant()).getBytes(UTF_8));
    }
  }

  @Test
  void has_a_handler_made_by_the_wiring_beside_it() throws IOException {
    var answer = new ByteArrayOutputStream();

    handlers
        .handler(named("Sample"))
        .handleRequest(InputStream.nullInputStream(), answer, new LocalContext(named("Sample")));

    assertThat(answer.toString(UTF_8)).isEqualTo("something1970-01-01T00:00:00Z");
  }

  @Test
  void refuses_a_handler_without_a_wiring() {
    assertThatIllegalStateException().isThrownBy(() -> handlers.handler(named("Missing")));
  }

  private static Function named(String stage) {
    return new Function(
        stage + "Function",
        NamedHandlersTest.class.getName() + "$" + stage + "Handler",
        Duration.ofSeconds(30),
        Map.of("TOLD", "something"));
  }
}
