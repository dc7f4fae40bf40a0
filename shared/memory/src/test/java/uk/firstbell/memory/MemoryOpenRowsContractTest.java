package uk.firstbell.memory;

import uk.firstbell.domain.story.Story;
import uk.firstbell.testkit.contract.OpenRowsContract;

final class MemoryOpenRowsContractTest extends OpenRowsContract {
  @Override
  protected Story emptyStory() {
    return new MemoryStory();
  }
}
