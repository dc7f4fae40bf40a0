package uk.firstbell.memory;

import uk.firstbell.domain.intake.PseudonymKey;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.testkit.contract.PseudonymKeyContract;

final class MemoryPseudonymKeyContractTest extends PseudonymKeyContract {
  private final PseudonymKey key = new MemoryPseudonymKey(SecretBytes.of(new byte[32]));

  @Override
  protected PseudonymKey pseudonymKey() {
    return key;
  }
}
