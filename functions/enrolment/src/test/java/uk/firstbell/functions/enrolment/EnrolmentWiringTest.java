package uk.firstbell.functions.enrolment;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class EnrolmentWiringTest extends WiringContract {
  EnrolmentWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_STORY_TABLE", "story",
            "FIRSTBELL_DIRECTORY_TABLE", "directory",
            "FIRSTBELL_AUDIT_TABLE", "audit",
            "FIRSTBELL_AUTHORITY_KEY", "authority"),
        EnrolmentWiring::handler,
        EnrolmentWiring::fromEnvironment);
  }
}
