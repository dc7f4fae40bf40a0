package uk.firstbell.functions.dispatch;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.dispatch.Alerting;
import uk.firstbell.domain.dispatch.Asking;
import uk.firstbell.domain.dispatch.Dispatch;
import uk.firstbell.domain.dispatch.Release;
import uk.firstbell.domain.dispatch.Warnings;
import uk.firstbell.domain.ladder.Ladder;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.Settings;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.vault.AcceptedReports;
import uk.firstbell.domain.vault.Vault;
import uk.firstbell.sealing.cms.CmsSealer;
import uk.firstbell.sealing.cms.GatewaySigner;
import uk.firstbell.sealing.cms.Warming;
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

  /**
   * As the Lambda runtime needs it: the machine's clock, a log on standard output, and sealing
   * warmed before the process is stored for others to start from.
   */
  static DispatchHandler fromEnvironment(Map<String, String> environment) {
    Warming.warm();
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static DispatchHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    var aws = AwsAdapters.from(environment);
    var random = new SecureRandom();
    var directory = aws.directory();
    var story = aws.story();
    var vault = new Vault(aws.dataKeys(), new AesGcmPayloadCipher(random));
    var portal = Settings.of(environment).url("FIRSTBELL_PORTAL_ADDRESS", "where readers sign in");
    var timing = TimingPolicy.from(environment);
    var work = WorkPolicy.from(environment);
    var ladder = new Ladder(timing, work);
    var release =
        new Release(
            story,
            new AcceptedReports(story, vault, new ReportJson()),
            directory,
            new CanonicalJson(),
            new CmsSealer(new GatewaySigner(aws.authority(), VERIFIABLE, random), random),
            random,
            ladder,
            timing,
            LadderPolicy.from(environment));
    var alerts = aws.alerts();
    var alerting = new Alerting(story, directory, alerts, portal, ladder, timing, work);
    return new DispatchHandler(
        new Dispatch(
            story, release, alerting, new Asking(story, directory, alerting), ladder, time),
        new Warnings(story, directory, alerts, portal, work, time),
        log,
        time);
  }
}
