package uk.firstbell.aws;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import uk.firstbell.domain.dispatch.Alerts;
import uk.firstbell.domain.dispatch.CertificateAuthority;
import uk.firstbell.domain.intake.PseudonymKey;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.policy.Settings;
import uk.firstbell.domain.story.Nudges;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.vault.DataKeys;

/**
 * The domain's ports on AWS for one process, so that whoever puts a stage together sees no client
 * of the SDK and names no resource: each adapter reads from the environment where its own is, and
 * only a stage that asks for it has to be told. Each client is made when the first adapter needs
 * it, and shared. Not for use by several threads; what it makes is.
 *
 * <p>Every method throws {@link IllegalArgumentException} if a setting it needs is missing: a
 * mistake in the deployment, named by the setting.
 */
public final class AwsAdapters {
  private final AwsClients clients;
  private final Settings settings;
  private @Nullable DynamoDbClient dynamo;
  private @Nullable KmsClient kms;

  private AwsAdapters(AwsClients clients, Settings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /** Adapters for the place and the identity that {@code environment} names: {@link AwsClients}. */
  public static AwsAdapters from(Map<String, String> environment) {
    return new AwsAdapters(AwsClients.from(environment), Settings.of(environment));
  }

  public Story story() {
    return story(
        new TableNames(
            storyTable(),
            settings.required("FIRSTBELL_KEYS_TABLE", "the table of wrapped data keys"),
            auditTable()));
  }

  /**
   * The story for a stage that neither keeps nor asks for a data key, and so is not told where they
   * are: if it did after all, DynamoDB would refuse the request.
   */
  public Story storyWithoutKeys() {
    return story(TableNames.withoutKeys(storyTable(), auditTable()));
  }

  /** The same for a stage that also changes who may read by which device. */
  public Story storyWithDirectory() {
    return story(
        TableNames.withoutKeys(storyTable(), auditTable()).withDirectory(directoryTable()));
  }

  public DynamoDirectory directory() {
    return new DynamoDirectory(dynamo(), directoryTable(), AwsClients.patience());
  }

  public DataKeys dataKeys() {
    return new KmsDataKeys(
        kms(), settings.required("FIRSTBELL_PAYLOAD_KEY", "the KMS key that wraps data keys"));
  }

  public PseudonymKey pseudonymKey() {
    return new KmsPseudonymKey(
        kms(), settings.required("FIRSTBELL_PSEUDONYM_KEY", "the KMS key that makes pseudonyms"));
  }

  public CertificateAuthority authority() {
    return new KmsAuthority(
        kms(),
        settings.required("FIRSTBELL_AUTHORITY_KEY", "the KMS key of the certificate authority"));
  }

  /** What the portal proves itself by to others. Nothing is read before somebody asks. */
  public Supplier<SecretBytes> signInSecret() {
    return new ManagedSecret(
        clients.secretsManager(),
        settings.required(
            "FIRSTBELL_SIGN_IN_SECRET",
            "the name or ARN of the secret in Secrets Manager by which the portal proves itself"));
  }

  /** Mail by SES. */
  public Alerts alerts() {
    return new SesAlerts(
        clients.ses(), settings.required("FIRSTBELL_ALERT_SENDER", "the address alerts come from"));
  }

  /** A queue for each stage. */
  public Nudges nudges() {
    return new SqsNudges(
        clients.sqs(),
        Map.of(
            Stage.ROUTING,
                settings.required("FIRSTBELL_ROUTING_QUEUE", "the URL of routing's queue"),
            Stage.DISPATCH,
                settings.required("FIRSTBELL_DISPATCH_QUEUE", "the URL of dispatch's queue")));
  }

  private Story story(TableNames tables) {
    return new DynamoStory(dynamo(), tables, AwsClients.patience());
  }

  private String storyTable() {
    return settings.required("FIRSTBELL_STORY_TABLE", "the table of stories");
  }

  private String auditTable() {
    return settings.required("FIRSTBELL_AUDIT_TABLE", "the table of the trail");
  }

  private String directoryTable() {
    return settings.required("FIRSTBELL_DIRECTORY_TABLE", "the table of the directory");
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
