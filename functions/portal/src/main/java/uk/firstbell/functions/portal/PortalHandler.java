package uk.firstbell.functions.portal;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import uk.firstbell.domain.audit.PageReleases;
import uk.firstbell.wire.lambda.ApiAnswer;
import uk.firstbell.wire.lambda.ApiRequest;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Level;

/** The page, what it loads, and the sign-in it begins with. Nobody is admitted here yet. */
public final class PortalHandler implements RequestStreamHandler {
  private final WebFiles files;
  private final SignIn signIn;
  private final PageReleases releases;
  private final DecisionLog log;
  private final InstantSource time;

  /** Whether this process knows the release to be in the trail. */
  private volatile boolean noted;

  /** Called by the Lambda runtime, once per execution environment. */
  public PortalHandler() {
    this(PortalWiring.fromEnvironment(System.getenv()));
  }

  private PortalHandler(PortalHandler wired) {
    this(wired.files, wired.signIn, wired.releases, wired.log, wired.time);
  }

  /**
   * A handler of that page.
   *
   * @param releases where a release is written down
   * @param time says when a decision was logged
   */
  PortalHandler(
      WebFiles files, SignIn signIn, PageReleases releases, DecisionLog log, InstantSource time) {
    this.files = files;
    this.signIn = signIn;
    this.releases = releases;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    ApiRequest request = ApiRequest.read(event);
    answerTo(request).writeTo(answer);
  }

  private ApiAnswer answerTo(ApiRequest request) {
    return switch (request.method() + " " + request.resource()) {
      case "GET /" -> page(request);
      case "GET /assets/{file}" ->
          files
              .asset(request.pathParameter("file"))
              .map(asset -> decided("ASSET", Answers.asset(asset, takesGzip(request))))
              .orElseGet(() -> decided("NOT_THERE", Answers.NOT_THERE));
      case "GET /v1/sign-in" -> offers();
      case "POST /v1/sign-in" ->
          switch (Bodies.code(request.body())) {
            case Bodies.Read.Understood(var code) -> redeem(code);
            case Bodies.Read.Refused(var refusal) -> decided("REFUSED", refusal);
          };
      default -> throw new IllegalArgumentException("no such route leads here");
    };
  }

  /** A release is in the trail before anybody is handed it. */
  private ApiAnswer page(ApiRequest request) {
    String release = files.release();
    if (!noted) {
      if (releases.note(release)) {
        log.decided(Decision.of(time.instant(), "portal", release, "RELEASE_SERVED"));
      }
      noted = true;
    }
    return decided("PAGE", Answers.page(files.page(), release, takesGzip(request)));
  }

  private ApiAnswer offers() {
    List<SignIn.Offer> offers = signIn.offers();
    return offers.isEmpty()
        ? decided("NO_PROVIDER", Answers.UNAVAILABLE)
        : decided("OFFERED", Answers.offers(offers));
  }

  private ApiAnswer redeem(SignIn.Code code) {
    Instant now = time.instant();
    Providers.Redeemed redeemed = signIn.redeem(code, now);
    log.decided(Decision.of(now, "portal", "-", outcome(redeemed)).at(level(redeemed)));
    return Answers.to(redeemed);
  }

  private static Level level(Providers.Redeemed redeemed) {
    return switch (redeemed) {
      // Nobody comes in until somebody stores the secret that the provider gave.
      case Providers.Redeemed.ClientRefused() -> Level.ERROR;
      case Providers.Redeemed.Granted _,
          Providers.Redeemed.Refused _,
          Providers.Redeemed.Unavailable _ ->
          Level.INFO;
    };
  }

  private static String outcome(Providers.Redeemed redeemed) {
    return switch (redeemed) {
      case Providers.Redeemed.Granted _ -> "REDEEMED";
      case Providers.Redeemed.Refused() -> "NOT_REDEEMED";
      case Providers.Redeemed.ClientRefused() -> "CLIENT_REFUSED";
      case Providers.Redeemed.Unavailable() -> "PROVIDER_UNAVAILABLE";
    };
  }

  private static boolean takesGzip(ApiRequest request) {
    return request.header("accept-encoding").stream()
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("gzip"));
  }

  private ApiAnswer decided(String outcome, ApiAnswer answer) {
    log.decided(Decision.of(time.instant(), "portal", "-", outcome));
    return answer;
  }
}
