package uk.firstbell.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.domain.model.Content;
import uk.firstbell.sealing.signature.HttpSigner;
import uk.firstbell.wire.json.ContentJson;

/** The gateway's HTTP face as those outside see it: police systems and people's browsers. */
final class Face implements AutoCloseable {
  private static final String JSON = "application/json";
  private static final int ANSWER_BYTES_MAX = 1_048_576;
  private static final Duration SIGNATURE_LIFE = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();

  Face(URI address) {
    this.address = address;
  }

  /** What came back. */
  record Answer(int status, byte[] body) {
    boolean good() {
      return status / 100 == 2;
    }

    /** The body as content; empty content where it is none. */
    Content.Group content() {
      return ContentJson.read(body, ANSWER_BYTES_MAX)
                  instanceof ContentJson.Reading.Understood(var read)
              && read instanceof Content.Group group
          ? group
          : Content.Group.EMPTY;
    }
  }

  /** Publishes a report as the force's own system does, signed at {@code now}. */
  Answer publish(HttpSigner signer, byte[] body, Instant now) {
    return publish(signer, body, body, now);
  }

  /** Publishes {@code sent} under a signature over {@code body}. */
  Answer publish(HttpSigner signer, byte[] body, byte[] sent, Instant now) {
    return signed(signer, "/v1/notifications", body, sent, now);
  }

  /** Posts {@code sent} under a signature over {@code body}, as the force's own system does. */
  Answer signed(HttpSigner signer, String path, byte[] body, byte[] sent, Instant now) {
    var request =
        new SignedRequest(
            "POST", address.getAuthority(), path, "?", Map.of("content-type", List.of(JSON)), body);
    String nonce = UUID.randomUUID().toString();
    return send(
        request.method(),
        request.path(),
        sent,
        signer.sign(request, now, now.plus(SIGNATURE_LIFE), nonce),
        JSON);
  }

  Answer get(String path, String token) {
    return send("GET", path, new byte[0], Map.of("authorization", "Bearer " + token), "");
  }

  Answer post(String path, String token, Content.Group body) {
    return send(
        "POST", path, ContentJson.bytes(body), Map.of("authorization", "Bearer " + token), JSON);
  }

  /** Sends exactly this; for whoever wants to send something wrong. */
  Answer send(
      String method, String path, byte[] body, Map<String, String> headers, String contentType) {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(LONGEST)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!contentType.isEmpty()) {
      request.header("content-type", contentType);
    }
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }

  /** What somebody reads who is told why. */
  static String said(Answer answer) {
    return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
