package uk.firstbell.functions.watch;

import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.watch.Watch;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/** Puts the stage together on AWS, by plain constructors. Nothing is called while it does. */
public final class WatchWiring {
  private WatchWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static WatchHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static WatchHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    var aws = AwsAdapters.from(environment);
    var story = aws.storyWithoutKeys();
    var watch =
        new Watch(
            story,
            TimingPolicy.from(environment),
            WorkPolicy.from(environment),
            LadderPolicy.from(environment),
            CasePolicy.from(environment),
            time);
    return new WatchHandler(watch, log, time);
  }
}
