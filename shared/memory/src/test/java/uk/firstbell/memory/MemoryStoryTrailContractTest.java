package uk.firstbell.memory;

import uk.firstbell.domain.story.Story;
import uk.firstbell.testkit.contract.StoryTrailContract;

final class MemoryStoryTrailContractTest extends StoryTrailContract {
  @Override
  protected Story emptyStory() {
    return new MemoryStory();
  }
}
