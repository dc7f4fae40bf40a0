package uk.firstbell.functions.audit;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class AuditWiringTest extends WiringContract {
  AuditWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_STORY_TABLE", "story",
            "FIRSTBELL_AUDIT_TABLE", "audit",
            "FIRSTBELL_DIRECTORY_TABLE", "directory"),
        AuditWiring::handler,
        AuditWiring::fromEnvironment);
  }
}
