package uk.firstbell.functions.portal;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.functions.portal.WebFiles.WebFile;
import uk.firstbell.wire.lambda.ApiAnswer;

/** What browsers are told, each answer with what the browser must not do with it. */
final class Answers {
  /**
   * Scripts, styles and requests of this origin and of no other; nothing inline; no frame; no text
   * that turns into script (Trusted Types, with no policy that could allow any). A form is never
   * sent: whatever the page sends, it sends itself.
   */
  private static final String POLICY =
      List.of(
              "default-src 'none'",
              "script-src 'self'",
              "style-src 'self'",
              "img-src 'self'",
              "font-src 'self'",
              "connect-src 'self'",
              "form-action 'none'",
              "base-uri 'none'",
              "frame-ancestors 'none'",
              "require-trusted-types-for 'script'",
              "trusted-types 'none'")
          .stream()
          .collect(joining("; "));

  private static final String PERMISSIONS =
      "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(),"
          + " display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

  private static final Map<String, String> SAFE =
      Map.of(
          "Content-Security-Policy", POLICY,
          "Permissions-Policy", PERMISSIONS,
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Embedder-Policy", "require-corp",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Strict-Transport-Security", "max-age=63072000; includeSubDomains",
          "X-Frame-Options", "DENY");

  static final ApiAnswer NOT_THERE = ApiAnswer.problem(404, "not-found", "There is nothing here.");

  static final ApiAnswer REFUSED =
      ApiAnswer.problem(422, "not-signed-in", "The sign-in was not completed; begin it again.");

  static final ApiAnswer UNAVAILABLE =
      ApiAnswer.problem(503, "provider-unavailable", "The sign-in cannot be reached; try again.")
          .with("Retry-After", "5");

  private Answers() {}

  /** The document: fetched anew each time, so that nobody reads with last year's page. */
  static ApiAnswer page(WebFile page, String release, boolean compressed) {
    return file(page, compressed).with("Firstbell-Release", release);
  }

  /** A part of it, whose name changes with its content. */
  static ApiAnswer asset(WebFile asset, boolean compressed) {
    return file(asset, compressed).immutable();
  }

  private static ApiAnswer file(WebFile file, boolean compressed) {
    var headers = new TreeMap<>(SAFE);
    headers.put("Content-Type", file.contentType());
    headers.put("Vary", "Accept-Encoding");
    if (compressed) {
      headers.put("Content-Encoding", "gzip");
    }
    return new ApiAnswer(200, headers, compressed ? file.compressed() : file.bytes());
  }

  static ApiAnswer offers(List<SignIn.Offer> offers) {
    List<Content> listed = offers.stream().map(Answers::offer).toList();
    return ApiAnswer.json(200, new Content.Group(Map.of("providers", new Content.Items(listed))));
  }

  private static Content offer(SignIn.Offer offer) {
    var title = new Content.Text(offer.title());
    return new Content.Group(
        Map.of(
            "issuer", new Content.Text(offer.issuer()),
            "title", new Content.Group(Map.of("en", title, "cy", title)),
            "authorizationEndpoint", new Content.Text(offer.authorization().toString()),
            "clientId", new Content.Text(offer.client())));
  }

  static ApiAnswer to(Providers.Redeemed redeemed) {
    return switch (redeemed) {
      case Providers.Redeemed.Granted(var idToken, var seconds) ->
          ApiAnswer.json(
              200,
              new Content.Group(
                  Map.of(
                      "idToken", new Content.Text(idToken),
                      "expiresIn", new Content.Whole(seconds))));
      case Providers.Redeemed.Refused() -> REFUSED;
      // That our secret is wrong is for us to mend, and for them to try again.
      case Providers.Redeemed.ClientRefused(), Providers.Redeemed.Unavailable() -> UNAVAILABLE;
    };
  }

  static ApiAnswer unreadable(Fault fault) {
    return ApiAnswer.faults(400, "unreadable", "The request cannot be read.", List.of(fault));
  }

  static ApiAnswer rejected(Fault fault) {
    return ApiAnswer.faults(
        422, "rejected", "The request cannot be taken as it is.", List.of(fault));
  }
}
