package uk.firstbell.memory;

import uk.firstbell.domain.story.Story;
import uk.firstbell.testkit.contract.StoryContract;

final class MemoryStoryContractTest extends StoryContract {
  @Override
  protected Story emptyStory() {
    return new MemoryStory();
  }
}
