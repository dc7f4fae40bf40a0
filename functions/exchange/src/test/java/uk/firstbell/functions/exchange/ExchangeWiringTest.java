package uk.firstbell.functions.exchange;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class ExchangeWiringTest extends WiringContract {
  ExchangeWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_STORY_TABLE", "story",
            "FIRSTBELL_KEYS_TABLE", "keys",
            "FIRSTBELL_DIRECTORY_TABLE", "directory",
            "FIRSTBELL_AUDIT_TABLE", "audit",
            "FIRSTBELL_PAYLOAD_KEY", "payload",
            "FIRSTBELL_PSEUDONYM_KEY", "pseudonym",
            "FIRSTBELL_AGENCIES_AUTHORITY", "agencies.firstbell.example"),
        ExchangeWiring::handler,
        ExchangeWiring::fromEnvironment);
  }
}
