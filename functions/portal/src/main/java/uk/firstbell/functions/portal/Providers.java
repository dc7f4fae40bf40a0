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
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.policy.SessionPolicy;
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
  private final SessionPolicy sessions;
  private final HttpClient client;

  /** An issuer moves its endpoints less often than an execution environment is renewed. */
  private final Map<String, Endpoints> known = new ConcurrentHashMap<>();

  Providers(Duration waitMax, SessionPolicy sessions) {
    this.waitMax = waitMax;
    this.sessions = sessions;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(waitMax)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Where an issuer is asked for codes, and where they are redeemed. */
  record Endpoints(URI authorization, URI token, ClientProof proof) {}

  /** How a client proves at the token endpoint that it is itself (RFC 6749, section 2.3.1). */
  enum ClientProof {
    /** By HTTP Basic. */
    CLIENT_SECRET_BASIC,
    /** In the form, where an issuer takes no other. */
    CLIENT_SECRET_POST;

    /** As discovery documents write it. */
    Content method() {
      return new Content.Text(name().toLowerCase(Locale.ROOT));
    }
  }

  /** Who redeems codes. */
  record Client(String id, SecretBytes secret) {}

  /** What a provider made of a code. */
  sealed interface Redeemed {
    /**
     * An ID token.
     *
     * @param expiresInSeconds how long it is good for: as its provider says, and no longer than a
     *     session lasts
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

    /** The provider does not know the client by that secret; what it makes of the code is open. */
    record ClientRefused() implements Redeemed {}

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
  Redeemed redeem(Endpoints at, Client client, String code, String verifier, String redirect) {
    var form =
        new TreeMap<>(
            Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "code_verifier", verifier,
                "redirect_uri", redirect));
    String secret = new String(client.secret().exposed(), UTF_8);
    HttpRequest request =
        switch (at.proof()) {
          case CLIENT_SECRET_BASIC ->
              post(at.token(), form)
                  .header("Authorization", "Basic " + basic(client.id(), secret))
                  .build();
          case CLIENT_SECRET_POST -> {
            form.put("client_id", client.id());
            form.put("client_secret", secret);
            yield post(at.token(), form).build();
          }
        };
    return sent(request).map(this::redeemed).orElseGet(Redeemed.Unavailable::new);
  }

  /** Both are encoded as in a form first, or a colon in one would cut it. */
  private static String basic(String id, String secret) {
    return Base64.getEncoder()
        .encodeToString((encoded(id) + ":" + encoded(secret)).getBytes(UTF_8));
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

  private Redeemed redeemed(Answer answer) {
    if (answer.status() == 400 || answer.status() == 401) {
      return answer.error().equals(Optional.of("invalid_client"))
          ? new Redeemed.ClientRefused()
          : new Redeemed.Refused();
    }
    Optional<Content.Group> tokens = answer.status() == 200 ? answer.group() : Optional.empty();
    Optional<String> idToken = tokens.flatMap(told -> told.text("id_token"));
    Optional<Long> seconds = tokens.flatMap(told -> told.whole("expires_in"));
    return idToken.isPresent() && seconds.isPresent()
        ? new Redeemed.Granted(
            idToken.get(), Math.min(seconds.get(), sessions.longest().toSeconds()))
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
    Optional<URI> authorization = document.text("authorization_endpoint").flatMap(Providers::safe);
    Optional<URI> token = document.text("token_endpoint").flatMap(Providers::safe);
    Optional<ClientProof> proof = proof(document);
    return authorization.isPresent() && token.isPresent() && proof.isPresent()
        ? Optional.of(new Endpoints(authorization.get(), token.get(), proof.get()))
        : Optional.empty();
  }

  /**
   * The first that the issuer takes; one that says nothing takes HTTP Basic (section 3). One that
   * takes neither is not redeemed at: without a secret anybody could redeem there.
   */
  private static Optional<ClientProof> proof(Content.Group document) {
    Content taken =
        document
            .part("token_endpoint_auth_methods_supported")
            .orElse(new Content.Items(List.of(ClientProof.CLIENT_SECRET_BASIC.method())));
    return Stream.of(ClientProof.values())
        .filter(proof ->
            taken instanceof Content.Items(var methods) && methods.contains(proof.method()))
        .findFirst();
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

  private HttpRequest.Builder post(URI address, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(joining("&"));
    return HttpRequest.newBuilder(address)
        .timeout(waitMax)
        .header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
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

    /** Why a token endpoint refused (RFC 6749, section 5.2); its description may be anything. */
    Optional<String> error() {
      return ContentJson.foreign(body, ANSWER_BYTES_MAX).flatMap(told -> told.text("error"));
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
