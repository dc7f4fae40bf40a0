package uk.firstbell.functions.portal;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class PortalWiringTest extends WiringContract {
  PortalWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_SIGN_IN_ISSUERS", "https://one.example https://two.example",
            "FIRSTBELL_SIGN_IN_CLIENT", "firstbell",
            "FIRSTBELL_STORY_TABLE", "story",
            "FIRSTBELL_AUDIT_TABLE", "audit"),
        PortalWiring::handler,
        PortalWiring::fromEnvironment);
  }
}
