package uk.firstbell.memory;

import uk.firstbell.domain.story.Story;
import uk.firstbell.testkit.contract.StoryRowsContract;

final class MemoryStoryRowsContractTest extends StoryRowsContract {
  @Override
  protected Story emptyStory() {
    return new MemoryStory();
  }
}
