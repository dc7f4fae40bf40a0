package uk.firstbell.functions.routing;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class RoutingWiringTest extends WiringContract {
  RoutingWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_STORY_TABLE", "story",
            "FIRSTBELL_KEYS_TABLE", "keys",
            "FIRSTBELL_DIRECTORY_TABLE", "directory",
            "FIRSTBELL_AUDIT_TABLE", "audit",
            "FIRSTBELL_PAYLOAD_KEY", "payload"),
        RoutingWiring::handler,
        RoutingWiring::fromEnvironment);
  }
}
