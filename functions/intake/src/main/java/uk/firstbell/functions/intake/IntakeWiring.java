package uk.firstbell.functions.intake;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsClients;
import uk.firstbell.aws.DynamoDirectory;
import uk.firstbell.aws.DynamoStory;
import uk.firstbell.aws.KmsDataKeys;
import uk.firstbell.aws.KmsPseudonymKey;
import uk.firstbell.aws.TableNames;
import uk.firstbell.domain.intake.Intake;
import uk.firstbell.domain.intake.Pseudonyms;
import uk.firstbell.domain.policy.Settings;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.vault.Vault;
import uk.firstbell.sealing.signature.HttpSignatureProof;
import uk.firstbell.sealing.vault.AesGcmPayloadCipher;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;
import uk.firstbell.wire.report.ReportJson;

/** Puts the stage together on AWS, by plain constructors. Nothing is called while it does. */
public final class IntakeWiring {
  private IntakeWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static IntakeHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static IntakeHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    var settings = Settings.of(environment);
    var aws = AwsClients.from(environment);
    var patience = AwsClients.patience();
    var dynamo = aws.dynamoDb();
    var random = new SecureRandom();
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
    var kms = aws.kms();
    var vault =
        new Vault(
            new KmsDataKeys(
                kms,
                settings.required("FIRSTBELL_PAYLOAD_KEY", "the KMS key that wraps data keys")),
            new AesGcmPayloadCipher(random));
    var proof =
        new HttpSignatureProof(
            directory,
            settings.required(
                "FIRSTBELL_AGENCIES_AUTHORITY", "the host that agencies address and sign"),
            HttpSignatureProof.Policy.DEFAULT);
    var pseudonyms =
        new Pseudonyms(
            new KmsPseudonymKey(
                kms,
                settings.required("FIRSTBELL_PSEUDONYM_KEY", "the KMS key that makes pseudonyms")));
    var intake =
        new Intake(
            proof,
            new ReportJson(),
            directory,
            pseudonyms,
            vault,
            new DynamoStory(dynamo, tables, patience),
            TimingPolicy.from(environment),
            WorkPolicy.from(environment),
            time,
            random);
    return new IntakeHandler(intake, log, time);
  }
}
