package uk.firstbell.functions.routing;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsClients;
import uk.firstbell.aws.DynamoDirectory;
import uk.firstbell.aws.DynamoStory;
import uk.firstbell.aws.KmsDataKeys;
import uk.firstbell.aws.TableNames;
import uk.firstbell.domain.policy.Settings;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.routing.Routing;
import uk.firstbell.domain.vault.Vault;
import uk.firstbell.sealing.vault.AesGcmPayloadCipher;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;
import uk.firstbell.wire.report.ReportJson;

/** Puts the stage together on AWS, by plain constructors. Nothing is called while it does. */
public final class RoutingWiring {
  private RoutingWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static RoutingHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static RoutingHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    var settings = Settings.of(environment);
    var aws = AwsClients.from(environment);
    var patience = AwsClients.patience();
    var dynamo = aws.dynamoDb();
    var tables =
        new TableNames(
            settings.required("FIRSTBELL_STORY_TABLE", "the table of stories"),
            settings.required("FIRSTBELL_KEYS_TABLE", "the table of wrapped data keys"),
            settings.required("FIRSTBELL_AUDIT_TABLE", "the table of the trail"));
    var directory =
        new DynamoDirectory(
            dynamo,
            settings.required("FIRSTBELL_DIRECTORY_TABLE", "the table of the directory"),
            patience);
    var vault =
        new Vault(
            new KmsDataKeys(
                aws.kms(),
                settings.required("FIRSTBELL_PAYLOAD_KEY", "the KMS key that wraps data keys")),
            new AesGcmPayloadCipher(new SecureRandom()));
    var routing =
        new Routing(
            new DynamoStory(dynamo, tables, patience),
            vault,
            new ReportJson(),
            directory,
            TimingPolicy.from(environment),
            WorkPolicy.from(environment),
            time);
    return new RoutingHandler(routing, log, time);
  }
}
