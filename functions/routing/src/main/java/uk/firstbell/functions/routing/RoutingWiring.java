package uk.firstbell.functions.routing;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.routing.Routing;
import uk.firstbell.domain.vault.AcceptedReports;
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
    var aws = AwsAdapters.from(environment);
    var story = aws.story();
    var vault = new Vault(aws.dataKeys(), new AesGcmPayloadCipher(new SecureRandom()));
    var routing =
        new Routing(
            story,
            new AcceptedReports(story, vault, new ReportJson()),
            aws.directory(),
            TimingPolicy.from(environment),
            LadderPolicy.from(environment),
            CasePolicy.from(environment),
            WorkPolicy.from(environment),
            time);
    return new RoutingHandler(routing, log, time);
  }
}
