package uk.firstbell.aws;

import org.junit.jupiter.api.extension.RegisterExtension;
import uk.firstbell.testkit.contract.DeviceContract;

final class DynamoDeviceTest extends DeviceContract {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  @Override
  protected Parts empty() {
    var tables = new TestTables(AWS.dynamoDb());
    String name = tables.directory();
    var directory = new DynamoDirectory(AWS.dynamoDb(), name, LocalAws.PATIENCE);
    var story =
        new DynamoStory(AWS.dynamoDb(), tables.story().withDirectory(name), LocalAws.PATIENCE);
    return new Parts(story, directory, directory, directory);
  }
}
