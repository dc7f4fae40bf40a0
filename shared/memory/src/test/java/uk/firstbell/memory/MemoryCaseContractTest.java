package uk.firstbell.memory;

import uk.firstbell.domain.story.Story;
import uk.firstbell.testkit.contract.CaseContract;

final class MemoryCaseContractTest extends CaseContract {
  @Override
  protected Story emptyStory() {
    return new MemoryStory();
  }
}
