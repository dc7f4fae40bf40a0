package uk.firstbell.memory;

import java.util.SplittableRandom;
import uk.firstbell.domain.vault.DataKeys;
import uk.firstbell.testkit.contract.DataKeysContract;

final class MemoryDataKeysContractTest extends DataKeysContract {
  private final DataKeys keys = new MemoryDataKeys(new SplittableRandom(7));

  @Override
  protected DataKeys dataKeys() {
    return keys;
  }
}
