package uk.firstbell.functions.intake;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class IntakeWiringTest extends WiringContract {
  IntakeWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_STORY_TABLE", "story",
            "FIRSTBELL_KEYS_TABLE", "keys",
            "FIRSTBELL_DIRECTORY_TABLE", "directory",
            "FIRSTBELL_AUDIT_TABLE", "audit",
            "FIRSTBELL_PAYLOAD_KEY", "payload",
            "FIRSTBELL_PSEUDONYM_KEY", "pseudonym",
            "FIRSTBELL_AGENCIES_AUTHORITY", "agencies.firstbell.example"),
        IntakeWiring::handler,
        IntakeWiring::fromEnvironment);
  }
}
