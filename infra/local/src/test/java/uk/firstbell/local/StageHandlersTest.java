package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import uk.firstbell.cloud.template.CloudTemplate;
import uk.firstbell.cloud.template.Function;
import uk.firstbell.cloud.template.Resolver;

final class StageHandlersTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  private final StageHandlers handlers =
      new StageHandlers(
          new VirtualClock(Instant.EPOCH),
          new Narrator(new PrintStream(PrintStream.nullOutputStream()), false));

  /** Wirings call nothing, so any value will do. */
  @Test
  void makes_every_function_of_the_committed_template() {
    List<Function> functions = CloudTemplate.committed().functions(new AnyValue());

    assertThat(functions).hasSizeGreaterThanOrEqualTo(8);
    assertThat(functions)
        .allSatisfy(function ->
            assertThat(handlers.handler(toldMore(function)).getClass().getName())
                .isEqualTo(function.handler()));
  }

  @Test
  void refuses_a_handler_that_no_room_has() {
    var missing = new Function("Missing", "uk.firstbell.Missing", Duration.ofSeconds(1), Map.of());

    assertThatIllegalStateException().isThrownBy(() -> handlers.handler(missing));
  }

  private static Function toldMore(Function function) {
    var told = new TreeMap<>(function.environment());
    told.put("AWS_REGION", "eu-west-2");
    told.put("AWS_ACCESS_KEY_ID", "local");
    told.put("AWS_SECRET_ACCESS_KEY", "local");
    told.put("FIRSTBELL_AWS_ENDPOINT", NOWHERE.toString());
    told.computeIfPresent("FIRSTBELL_PORTAL_ADDRESS", (_, _) -> NOWHERE + "/");
    told.computeIfPresent("FIRSTBELL_SIGN_IN_ROLES", (_, _) -> "none");
    return new Function(function.name(), function.handler(), function.timeout(), told);
  }

  private static final class AnyValue implements Resolver {
    @Override
    public String reference(String id) {
      return "any.example";
    }

    @Override
    public String attribute(String id, String attribute) {
      return "any.example";
    }
  }
}
