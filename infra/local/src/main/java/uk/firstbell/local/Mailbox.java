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

/** Every mail the local endpoint took since this object was made, as its own window shows them. */
final class Mailbox {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final URI window;
  private final int before;

  /**
   * Opens the window, and leaves out what an earlier run sent.
   *
   * @throws IllegalStateException if the endpoint has no such window: it is another product
   */
  Mailbox(URI endpoint) {
    this.window = endpoint.resolve("/_ministack/ses/messages");
    this.before = all().size();
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

  /** The mails in the order they were sent. */
  List<Mail> mails() {
    List<Mail> all = all();
    return all.subList(before, all.size());
  }

  private List<Mail> all() {
    return ask()
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

  private JsonNode ask() {
    // Not HTTP/2: a busy endpoint was seen to hang up on a connection that had just been upgraded.
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(window).timeout(LONGEST).build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "This endpoint is not ministack: it does not show the mails it took.");
      }
      return new JsonMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while mails were read.", e);
    }
  }
}
