package uk.firstbell.functions.enrolment;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.enrolment.Agreement;
import uk.firstbell.domain.enrolment.Enrolment;
import uk.firstbell.domain.policy.EnrolmentPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.sealing.cms.DeviceCertificates;
import uk.firstbell.sealing.cms.GatewayCa;
import uk.firstbell.sealing.cms.Pkcs10Proof;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/** Puts the stage together on AWS, by plain constructors. Nothing is called while it does. */
public final class EnrolmentWiring {
  private EnrolmentWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static EnrolmentHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The stage as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static EnrolmentHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    var aws = AwsAdapters.from(environment);
    var directory = aws.directory();
    var authority = aws.authority();
    var random = new SecureRandom();
    var enrolment =
        new Enrolment(
            aws.storyWithDirectory(),
            directory,
            directory,
            new Pkcs10Proof(),
            new DeviceCertificates(authority, random),
            EnrolmentPolicy.from(environment),
            time,
            random);
    var agreement =
        new Agreement(aws.storyWithDirectory(), directory, WorkPolicy.from(environment), time);
    return new EnrolmentHandler(
        enrolment, agreement, new AuthorityCertificate(new GatewayCa(authority)), log, time);
  }
}
