package uk.firstbell.functions.relay;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class RelayWiringTest extends WiringContract {
  RelayWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_ROUTING_QUEUE", "http://127.0.0.1:9/routing",
            "FIRSTBELL_DISPATCH_QUEUE", "http://127.0.0.1:9/dispatch"),
        RelayWiring::handler,
        RelayWiring::fromEnvironment);
  }
}
