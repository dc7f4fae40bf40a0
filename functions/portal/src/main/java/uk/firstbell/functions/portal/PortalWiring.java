package uk.firstbell.functions.portal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.audit.PageReleases;
import uk.firstbell.domain.policy.SessionPolicy;
import uk.firstbell.domain.policy.Settings;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/** Puts the function together, by plain constructors. Nothing is called while it does. */
public final class PortalWiring {
  private static final String NONE = "none";
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
    List<String> named = List.of(issuers.strip().split("\\s+"));
    var providers = new Providers(PROVIDER_WAIT_MAX, SessionPolicy.from(environment));
    AwsAdapters adapters = AwsAdapters.from(environment);
    var secrets = new Secrets(adapters.signInSecret());
    var roles = roles(settings, named, client, secrets, providers);
    var signIn = new SignIn(named, client, secrets, providers, roles);
    var releases = new PageReleases(adapters.storyWithoutKeys(), time);
    return new PortalHandler(WebFiles.built(), signIn, releases, log, time);
  }

  /** DfE Sign-in is never believed without its roles: to leave them out is a mistake. */
  private static Optional<RoleApi> roles(
      Settings settings,
      List<String> issuers,
      String client,
      Secrets secrets,
      Providers providers) {
    String told =
        settings.required(
            "FIRSTBELL_SIGN_IN_ROLES", "an issuer, its role API, our service and role, or none");
    if (told.equals(NONE)) {
      if (issuers.stream().anyMatch(SignIn::isDfe)) {
        throw new IllegalArgumentException(
            "FIRSTBELL_SIGN_IN_ROLES must say where DfE Sign-in is asked for roles");
      }
      return Optional.empty();
    }
    RoleApi.Place place =
        RoleApi.Place.parse(told)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "FIRSTBELL_SIGN_IN_ROLES must be none, or four words with one space between"));
    return Optional.of(new RoleApi(place, client, secrets, providers));
  }
}
