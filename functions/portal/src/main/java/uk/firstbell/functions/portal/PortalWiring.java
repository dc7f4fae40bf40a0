package uk.firstbell.functions.portal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.audit.PageReleases;
import uk.firstbell.domain.policy.Settings;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/** Puts the function together, by plain constructors. Nothing is called while it does. */
public final class PortalWiring {
  private static final Duration PROVIDER_WAIT_MAX = Duration.ofSeconds(5);

  private PortalWiring() {}

  /** As the Lambda runtime needs it: the machine's clock, and a log on standard output. */
  static PortalHandler fromEnvironment(Map<String, String> environment) {
    return handler(environment, InstantSource.system(), new JsonLines(System.out));
  }

  /**
   * The function as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static PortalHandler handler(
      Map<String, String> environment, InstantSource time, DecisionLog log) {
    Settings settings = Settings.of(environment);
    String issuers =
        settings.required("FIRSTBELL_SIGN_IN_ISSUERS", "the issuers of sign-ins, by spaces");
    String client =
        settings.required("FIRSTBELL_SIGN_IN_CLIENT", "the client id by which issuers know us");
    var signIn =
        new SignIn(
            List.of(issuers.strip().split("\\s+")), client, new Providers(PROVIDER_WAIT_MAX));
    var releases = new PageReleases(AwsAdapters.from(environment).storyWithoutKeys(), time);
    return new PortalHandler(WebFiles.built(), signIn, releases, log, time);
  }
}
