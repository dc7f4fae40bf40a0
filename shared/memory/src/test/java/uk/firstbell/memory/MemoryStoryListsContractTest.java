package uk.firstbell.memory;

import uk.firstbell.domain.story.Story;
import uk.firstbell.testkit.contract.StoryListsContract;

final class MemoryStoryListsContractTest extends StoryListsContract {
  @Override
  protected Story emptyStory() {
    return new MemoryStory();
  }
}
