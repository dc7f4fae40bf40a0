package uk.firstbell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Every mail that the local endpoint took of a run, as its own window shows them. */
final class Mailbox {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final URI window;
  private final List<Mail> earlier;
  private final int before;

  private Mailbox(URI window, List<Mail> earlier, int before) {
    this.window = window;
    this.earlier = earlier;
    this.before = before;
  }

  /**
   * Opens the window, and leaves out what it shows already.
   *
   * @throws IllegalStateException if the endpoint has no such window: it is another product
   */
  static Mailbox of(URI endpoint) {
    URI window = window(endpoint);
    return new Mailbox(window, List.of(), mails(ask(window)).size());
  }

  /**
   * Opens the window of a run that goes on.
   *
   * @param earlier what windows of the same run showed before, each as a whole
   * @param before how many mails this window showed when the run began
   */
  static Mailbox again(URI endpoint, List<byte[]> earlier, int before) {
    return new Mailbox(
        window(endpoint),
        earlier.stream().flatMap(shown -> mails(shown).stream()).toList(),
        before);
  }

  /** One mail. The endpoint's own time of sending is not the virtual one, and is left out. */
  record Mail(String from, List<String> to, String subject, String text, String html) {
    Mail {
      to = List.copyOf(to);
    }
  }

  /** Where a person can see them. */
  URI window() {
    return window;
  }

  /** How many mails of other runs the window shows. */
  int before() {
    return before;
  }

  /** The mails in the order they were sent. */
  List<Mail> mails() {
    return Stream.concat(earlier.stream(), mails(ask(window)).stream().skip(before)).toList();
  }

  private static URI window(URI endpoint) {
    return endpoint.resolve("/_ministack/ses/messages");
  }

  private static List<Mail> mails(byte[] shown) {
    return read(shown)
        .path("messages")
        .valueStream()
        .flatMap(JsonNode::valueStream)
        .map(mail ->
            new Mail(
                mail.path("Source").asText(),
                mail.path("To").valueStream().map(JsonNode::asText).toList(),
                mail.path("Subject").asText(),
                mail.path("BodyText").asText(""),
                mail.path("BodyHtml").asText("")))
        .toList();
  }

  private static JsonNode read(byte[] shown) {
    try {
      return new JsonMapper().readTree(shown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] ask(URI window) {
    // Not HTTP/2: a busy endpoint was seen to hang up on a connection that had just been upgraded.
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(window).timeout(LONGEST).build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "This endpoint is not ministack: it does not show the mails it took.");
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while mails were read.", e);
    }
  }
}
