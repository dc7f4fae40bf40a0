package uk.firstbell.functions.intake;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.intake.Intake;
import uk.firstbell.domain.intake.Pseudonyms;
import uk.firstbell.domain.policy.CasePolicy;
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
    var aws = AwsAdapters.from(environment);
    var random = new SecureRandom();
    var directory = aws.directory();
    var vault = new Vault(aws.dataKeys(), new AesGcmPayloadCipher(random));
    var work = WorkPolicy.from(environment);
    var proof = HttpSignatureProof.from(environment, directory);
    var intake =
        new Intake(
            proof,
            new ReportJson(),
            directory,
            new Pseudonyms(aws.pseudonymKey()),
            vault,
            aws.story(),
            TimingPolicy.from(environment),
            work,
            CasePolicy.from(environment),
            time,
            random);
    return new IntakeHandler(intake, log, time);
  }
}
