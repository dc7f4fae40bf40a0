package uk.firstbell.functions.dispatch;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class DispatchWiringTest extends WiringContract {
  DispatchWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_STORY_TABLE", "story",
            "FIRSTBELL_KEYS_TABLE", "keys",
            "FIRSTBELL_DIRECTORY_TABLE", "directory",
            "FIRSTBELL_AUDIT_TABLE", "audit",
            "FIRSTBELL_PAYLOAD_KEY", "payload",
            "FIRSTBELL_AUTHORITY_KEY", "authority",
            "FIRSTBELL_ALERT_SENDER", "alerts@firstbell.example",
            "FIRSTBELL_PORTAL_ADDRESS", "https://people.firstbell.example/"),
        DispatchWiring::handler,
        DispatchWiring::fromEnvironment);
  }
}
