package uk.firstbell.functions.receipt;

import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.receipt.Receipt;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/** Puts the stage together on AWS, by plain constructors. Nothing is called while it does. */
public final class ReceiptWiring {
  private ReceiptWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static ReceiptHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static ReceiptHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    var aws = AwsAdapters.from(environment);
    var story = aws.storyWithoutKeys();
    var receipt =
        new Receipt(
            story,
            aws.directory(),
            TimingPolicy.from(environment),
            WorkPolicy.from(environment),
            time);
    return new ReceiptHandler(receipt, log, time);
  }
}
