package uk.firstbell.functions.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/**
 * Speaks with OpenID Connect providers: reads where each has its endpoints (OpenID Connect
 * Discovery 1.0, section 4), and redeems codes (RFC 6749, section 4.1.3). Only addresses that an
 * installation named are asked, no redirect is followed, and little is read. Safe for use by
 * several threads.
 */
final class Providers {
  private static final int ANSWER_BYTES_MAX = 65_536;
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Duration waitMax;
  private final HttpClient client;

  /** An issuer moves its endpoints less often than an execution environment is renewed. */
  private final Map<String, Endpoints> known = new ConcurrentHashMap<>();

  Providers(Duration waitMax) {
    this.waitMax = waitMax;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(waitMax)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Where an issuer is asked for codes, and where they are redeemed. */
  record Endpoints(URI authorization, URI token) {}

  /** What a provider made of a code. */
  sealed interface Redeemed {
    /**
     * An ID token.
     *
     * @param expiresInSeconds how long it is good for
     */
    record Granted(String idToken, long expiresInSeconds) implements Redeemed {
      /** Prints as nothing: a token is as good as its person. */
      @Override
      public String toString() {
        return "Granted";
      }
    }

    /** The provider knows no such code, or not for this verifier and redirect. */
    record Refused() implements Redeemed {}

    /** It cannot be asked just now, or does not answer as providers do. */
    record Unavailable() implements Redeemed {}
  }

  /** Empty if the issuer cannot be asked just now, or tells nothing usable. */
  Optional<Endpoints> endpoints(String issuer) {
    Endpoints kept = known.get(issuer);
    if (kept != null) {
      return Optional.of(kept);
    }
    Optional<Endpoints> told =
        sent(get(discovery(issuer)))
            .filter(answer -> answer.status() == 200)
            .flatMap(Answer::group)
            .flatMap(document -> endpoints(issuer, document));
    told.ifPresent(endpoints -> known.put(issuer, endpoints));
    return told;
  }

  /** Redeems a code once; a provider takes none twice. */
  Redeemed redeem(Endpoints at, String client, String code, String verifier, String redirect) {
    var form =
        new TreeMap<>(
            Map.of(
                "grant_type", "authorization_code",
                "client_id", client,
                "code", code,
                "code_verifier", verifier,
                "redirect_uri", redirect));
    return sent(post(at.token(), form))
        .map(Providers::redeemed)
        .orElseGet(Redeemed.Unavailable::new);
  }

  /** Whatever is there for the bearer of that token; empty if it cannot be asked just now. */
  Optional<Answer> asked(URI address, String bearer) {
    return sent(
        HttpRequest.newBuilder(address)
            .timeout(waitMax)
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + bearer)
            .build());
  }

  private static Redeemed redeemed(Answer answer) {
    if (answer.status() == 400 || answer.status() == 401) {
      return new Redeemed.Refused();
    }
    Optional<Content.Group> tokens = answer.status() == 200 ? answer.group() : Optional.empty();
    Optional<String> idToken = tokens.flatMap(told -> told.text("id_token"));
    Optional<Long> seconds = tokens.flatMap(told -> told.whole("expires_in"));
    return idToken.isPresent() && seconds.isPresent()
        ? new Redeemed.Granted(idToken.get(), seconds.get())
        : new Redeemed.Unavailable();
  }

  private static URI discovery(String issuer) {
    String root = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return URI.create(root + "/.well-known/openid-configuration");
  }

  /** Section 4.3: a document of another issuer is none. */
  private static Optional<Endpoints> endpoints(String issuer, Content.Group document) {
    if (!document.text("issuer").equals(Optional.of(issuer))) {
      return Optional.empty();
    }
    Optional<URI> token = document.text("token_endpoint").flatMap(Providers::safe);
    return document
        .text("authorization_endpoint")
        .flatMap(Providers::safe)
        .flatMap(authorization -> token.map(there -> new Endpoints(authorization, there)));
  }

  /** Codes and tokens go over TLS, or nowhere but this machine. */
  private static Optional<URI> safe(String address) {
    try {
      URI uri = URI.create(address);
      boolean safe =
          uri.getHost() != null
              && ("https".equals(uri.getScheme())
                  || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost())));
      return safe ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private HttpRequest get(URI address) {
    return HttpRequest.newBuilder(address)
        .timeout(waitMax)
        .header("Accept", "application/json")
        .build();
  }

  private HttpRequest post(URI address, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field ->
                URLEncoder.encode(field.getKey(), UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(joining("&"));
    return HttpRequest.newBuilder(address)
        .timeout(waitMax)
        .header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
        .build();
  }

  /**
   * What came back.
   *
   * @param body not copied; at most one byte more than is read
   */
  record Answer(int status, byte[] body) {
    Optional<Content.Group> group() {
      return switch (ContentJson.read(body, ANSWER_BYTES_MAX)) {
        case ContentJson.Reading.Understood(Content.Group group) -> Optional.of(group);
        case ContentJson.Reading.Understood _, ContentJson.Reading.Refused _ -> Optional.empty();
      };
    }
  }

  private Optional<Answer> sent(HttpRequest request) {
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        return Optional.of(new Answer(answer.statusCode(), body.readNBytes(ANSWER_BYTES_MAX + 1)));
      }
    } catch (IOException unreachable) {
      return Optional.empty();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
