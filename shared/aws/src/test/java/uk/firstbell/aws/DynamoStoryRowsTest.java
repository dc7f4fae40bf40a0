package uk.firstbell.aws;

import org.junit.jupiter.api.extension.RegisterExtension;
import uk.firstbell.domain.story.Story;
import uk.firstbell.testkit.contract.StoryRowsContract;

final class DynamoStoryRowsTest extends StoryRowsContract {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  @Override
  protected Story emptyStory() {
    return new DynamoStory(
        AWS.dynamoDb(), new TestTables(AWS.dynamoDb()).story(), LocalAws.PATIENCE);
  }
}
