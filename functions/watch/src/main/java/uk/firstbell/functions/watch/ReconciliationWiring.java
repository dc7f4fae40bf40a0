package uk.firstbell.functions.watch;

import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.domain.watch.Reconciliation;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/** Puts the stage together on AWS, by plain constructors. Nothing is called while it does. */
public final class ReconciliationWiring {
  private ReconciliationWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static ReconciliationHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static ReconciliationHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    return new ReconciliationHandler(
        Sweeping.on(environment, time, Reconciliation::new), log, time);
  }
}
