package uk.firstbell.functions.watch;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class WatchWiringTest extends WiringContract {
  WatchWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_STORY_TABLE", "story",
            "FIRSTBELL_AUDIT_TABLE", "audit"),
        WatchWiring::handler,
        WatchWiring::fromEnvironment);
  }
}
