package uk.firstbell.aws;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import uk.firstbell.domain.dispatch.Alerts;
import uk.firstbell.domain.dispatch.CertificateAuthority;
import uk.firstbell.domain.intake.PseudonymKey;
import uk.firstbell.domain.story.Nudges;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.vault.DataKeys;

/**
 * The domain's ports on AWS for one process, so that whoever puts a stage together sees no client
 * of the SDK. Each client is made when the first adapter needs it, and shared. Not for use by
 * several threads; what it makes is.
 */
public final class AwsAdapters {
  private final AwsClients clients;
  private @Nullable DynamoDbClient dynamo;
  private @Nullable KmsClient kms;

  private AwsAdapters(AwsClients clients) {
    this.clients = clients;
  }

  /**
   * Adapters for the place and the identity that {@code environment} names; see {@link AwsClients}.
   *
   * @throws IllegalArgumentException if it names no region
   */
  public static AwsAdapters from(Map<String, String> environment) {
    return new AwsAdapters(AwsClients.from(environment));
  }

  public Story story(TableNames tables) {
    return new DynamoStory(dynamo(), tables, AwsClients.patience());
  }

  public DynamoDirectory directory(String table) {
    return new DynamoDirectory(dynamo(), table, AwsClients.patience());
  }

  /** Data keys under the KMS key of that id. */
  public DataKeys dataKeys(String keyId) {
    return new KmsDataKeys(kms(), keyId);
  }

  /** Pseudonyms under the KMS key of that id. */
  public PseudonymKey pseudonymKey(String keyId) {
    return new KmsPseudonymKey(kms(), keyId);
  }

  /** The certificate authority whose key has that id in KMS. */
  public CertificateAuthority authority(String keyId) {
    return new KmsAuthority(kms(), keyId);
  }

  /** Mail by SES from that address. */
  public Alerts alerts(String sender) {
    return new SesAlerts(clients.ses(), sender);
  }

  /** Queues by their URLs. */
  public Nudges nudges(Map<Stage, String> queueUrls) {
    return new SqsNudges(clients.sqs(), queueUrls);
  }

  private DynamoDbClient dynamo() {
    if (dynamo == null) {
      dynamo = clients.dynamoDb();
    }
    return dynamo;
  }

  private KmsClient kms() {
    if (kms == null) {
      kms = clients.kms();
    }
    return kms;
  }
}
