package uk.firstbell.functions.watch;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class ReconciliationWiringTest extends WiringContract {
  ReconciliationWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_STORY_TABLE", "story",
            "FIRSTBELL_AUDIT_TABLE", "audit"),
        ReconciliationWiring::handler,
        ReconciliationWiring::fromEnvironment);
  }
}
