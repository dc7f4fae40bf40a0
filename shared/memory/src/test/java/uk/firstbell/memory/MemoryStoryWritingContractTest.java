package uk.firstbell.memory;

import uk.firstbell.domain.story.Story;
import uk.firstbell.testkit.contract.StoryWritingContract;

final class MemoryStoryWritingContractTest extends StoryWritingContract {
  @Override
  protected Story emptyStory() {
    return new MemoryStory();
  }
}
