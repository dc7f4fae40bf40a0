package uk.firstbell.functions.admission;

import java.util.Map;
import uk.firstbell.rehearsal.WiringContract;

final class AdmissionWiringTest extends WiringContract {
  AdmissionWiringTest() {
    super(
        Map.of("FIRSTBELL_DIRECTORY_TABLE", "directory"),
        AdmissionWiring::handler,
        AdmissionWiring::fromEnvironment);
  }
}
