package uk.firstbell.functions.receipt;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class ReceiptWiringTest extends WiringContract {
  ReceiptWiringTest() {
    super(
        Map.of(
            "FIRSTBELL_STORY_TABLE", "story",
            "FIRSTBELL_DIRECTORY_TABLE", "directory",
            "FIRSTBELL_AUDIT_TABLE", "audit"),
        ReceiptWiring::handler,
        ReceiptWiring::fromEnvironment);
  }
}
