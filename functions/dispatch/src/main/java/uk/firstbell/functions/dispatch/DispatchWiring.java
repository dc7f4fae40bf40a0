package uk.firstbell.functions.dispatch;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsClients;
import uk.firstbell.aws.DynamoDirectory;
import uk.firstbell.aws.DynamoStory;
import uk.firstbell.aws.KmsAuthority;
import uk.firstbell.aws.KmsDataKeys;
import uk.firstbell.aws.SesAlerts;
import uk.firstbell.aws.TableNames;
import uk.firstbell.domain.dispatch.Alerting;
import uk.firstbell.domain.dispatch.Dispatch;
import uk.firstbell.domain.dispatch.Release;
import uk.firstbell.domain.policy.Settings;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.vault.Vault;
import uk.firstbell.sealing.cms.CmsSealer;
import uk.firstbell.sealing.cms.GatewaySigner;
import uk.firstbell.sealing.vault.AesGcmPayloadCipher;
import uk.firstbell.wire.json.CanonicalJson;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;
import uk.firstbell.wire.report.ReportJson;

/** Puts the stage together on AWS, by plain constructors. Nothing is called while it does. */
public final class DispatchWiring {
  /** Ten years: how long what a signing key signed can be verified, from the key's first day. */
  private static final Duration VERIFIABLE = Duration.ofDays(3653);

  private DispatchWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static DispatchHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static DispatchHandler handler(
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
    var story = new DynamoStory(dynamo, tables, patience);
    var kms = aws.kms();
    var vault =
        new Vault(
            new KmsDataKeys(
                kms,
                settings.required("FIRSTBELL_PAYLOAD_KEY", "the KMS key that wraps data keys")),
            new AesGcmPayloadCipher(random));
    var authority =
        new KmsAuthority(
            kms,
            settings.required(
                "FIRSTBELL_AUTHORITY_KEY", "the KMS key of the certificate authority"));
    var alerts =
        new SesAlerts(
            aws.ses(), settings.required("FIRSTBELL_ALERT_SENDER", "the address alerts come from"));
    var portal =
        URI.create(
            settings.required("FIRSTBELL_PORTAL_ADDRESS", "where readers sign in, as a URL"));
    var work = WorkPolicy.from(environment);
    var release =
        new Release(
            story,
            vault,
            new ReportJson(),
            directory,
            new CanonicalJson(),
            new CmsSealer(new GatewaySigner(authority, VERIFIABLE, random), random),
            random,
            TimingPolicy.from(environment),
            work);
    var alerting = new Alerting(story, directory, alerts, portal, work);
    return new DispatchHandler(new Dispatch(story, release, alerting, time), log, time);
  }
}
