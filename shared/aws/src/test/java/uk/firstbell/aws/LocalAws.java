package uk.firstbell.aws;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import uk.firstbell.testkit.endpoint.LocalEndpoint;

/**
 * One local endpoint, started for the first test class that asks and stopped after the last. Its
 * clients are made by {@link AwsClients}, as everywhere.
 */
final class LocalAws implements BeforeAllCallback {
  /** A test does not wait: whatever it injects is over by the next try. */
  static final Patience PATIENCE = new Patience(wait -> {}, RandomGenerator.of("L64X128MixRandom"));

  @SuppressWarnings("NullAway.Init") // JUnit calls beforeAll first.
  private Running running;

  DynamoDbClient dynamoDb() {
    return running.dynamoDb();
  }

  KmsClient kms() {
    return running.kms();
  }

  SecretsManagerClient secretsManager() {
    return running.secretsManager();
  }

  SqsClient sqs() {
    return running.sqs();
  }

  SesV2Client ses() {
    return running.ses();
  }

  LocalEndpoint endpoint() {
    return running.endpoint();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.create(LocalAws.class))
            .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
  }

  private record Running(
      LocalEndpoint endpoint,
      AwsClients clients,
      DynamoDbClient dynamoDb,
      KmsClient kms,
      SecretsManagerClient secretsManager,
      SqsClient sqs,
      SesV2Client ses)
      implements AutoCloseable {

    static Running start() {
      LocalEndpoint endpoint = LocalEndpoint.start();
      AwsClients clients =
          AwsClients.from(
              Map.of(
                  "AWS_REGION", "eu-west-2",
                  "AWS_ACCESS_KEY_ID", "local",
                  "AWS_SECRET_ACCESS_KEY", "local",
                  "FIRSTBELL_AWS_ENDPOINT", endpoint.uri().toString()));
      return new Running(
          endpoint,
          clients,
          clients.dynamoDb(),
          clients.kms(),
          clients.secretsManager(),
          clients.sqs(),
          clients.ses());
    }

    @Override
    public void close() {
      clients.close();
      endpoint.close();
    }
  }
}
