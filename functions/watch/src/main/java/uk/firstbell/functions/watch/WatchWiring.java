package uk.firstbell.functions.watch;

import java.time.InstantSource;
import java.util.Map;
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
    return new WatchHandler(Sweeping.on(environment, time, Watch::new), log, time);
  }
}
