package uk.firstbell.functions.relay;

import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsClients;
import uk.firstbell.aws.SqsNudges;
import uk.firstbell.domain.policy.Settings;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/** Puts the stage together on AWS, by plain constructors. Nothing is called while it does. */
public final class RelayWiring {
  private RelayWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static RelayHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static RelayHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    var settings = Settings.of(environment);
    var aws = AwsClients.from(environment);
    var queues =
        Map.of(
            Stage.ROUTING,
                settings.required("FIRSTBELL_ROUTING_QUEUE", "the URL of routing's queue"),
            Stage.DISPATCH,
                settings.required("FIRSTBELL_DISPATCH_QUEUE", "the URL of dispatch's queue"));
    return new RelayHandler(new SqsNudges(aws.sqs(), queues), log, time);
  }
}
