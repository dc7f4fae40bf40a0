package uk.firstbell.functions.admission;

import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.admission.Admission;
import uk.firstbell.domain.policy.SessionPolicy;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/** Puts the stage together on AWS, by plain constructors. Nothing is called while it does. */
public final class AdmissionWiring {
  private AdmissionWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static AdmissionHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static AdmissionHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    var aws = AwsAdapters.from(environment);
    var directory = aws.directory();
    var admission =
        new Admission(new NimbusTokenProof(), directory, SessionPolicy.from(environment), time);
    return new AdmissionHandler(admission, log, time);
  }
}
