package uk.firstbell.functions.exchange;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.exchange.Exchange;
import uk.firstbell.domain.intake.Pseudonyms;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.vault.Vault;
import uk.firstbell.sealing.signature.HttpSignatureProof;
import uk.firstbell.sealing.vault.AesGcmPayloadCipher;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/** Puts the stage together on AWS, by plain constructors. Nothing is called while it does. */
public final class ExchangeWiring {
  private ExchangeWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static ExchangeHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static ExchangeHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    var aws = AwsAdapters.from(environment);
    var directory = aws.directory();
    var work = WorkPolicy.from(environment);
    var proof = HttpSignatureProof.from(environment, directory);
    var exchange =
        new Exchange(
            aws.story(),
            directory,
            new Vault(aws.dataKeys(), new AesGcmPayloadCipher(new SecureRandom())),
            new Pseudonyms(aws.pseudonymKey()),
            CasePolicy.from(environment),
            TimingPolicy.from(environment),
            work,
            time);
    return new ExchangeHandler(proof, exchange, log, time);
  }
}
