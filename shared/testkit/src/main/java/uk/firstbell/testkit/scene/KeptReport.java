package uk.firstbell.testkit.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/**
 * A report that is kept for whoever tries Firstbell out, and is sent when they ask for it: its
 * moments count from then. How one is written is told in {@code events/samples/README.md}.
 *
 * @param name the file's, without its ending
 * @param title what it is about, in one line
 * @param keyId which of the force's keys signs it
 */
public record KeptReport(String name, String title, String keyId, Content.Group body) {
  private static final String ENDING = ".json";
  private static final String NOW = "now";

  /**
   * Every kept report of {@code samples}, in the order of their names.
   *
   * @throws BadSceneException if one is not what it should be
   * @throws UncheckedIOException if one cannot be read at all
   */
  public static List<KeptReport> all(Path samples) {
    try (Stream<Path> files = Files.list(samples.resolve("kept"))) {
      return files.sorted().map(KeptReport::read).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the kept reports cannot be listed", unreadable);
    }
  }

  private static KeptReport read(Path file) {
    Part part = Part.read(file, Set.of("title", "keyId", "body"));
    return new KeptReport(
        String.valueOf(file.getFileName()).replace(ENDING, ""),
        part.text("title"),
        part.text("keyId"),
        part.content("body"));
  }

  /**
   * The body as it is sent: its canonical form, UTF-8.
   *
   * @param now what its moments count from, in whole seconds
   * @param clientMessageId that no report of this force had before
   */
  public byte[] bytes(Instant now, String clientMessageId) {
    var dated = (Content.Group) dated(body, now.truncatedTo(ChronoUnit.SECONDS));
    return ContentJson.bytes(dated.with("clientMessageId", new Content.Text(clientMessageId)));
  }

  private static Content dated(Content content, Instant now) {
    return switch (content) {
      case Content.Group(var parts) -> {
        var dated = new TreeMap<String, Content>();
        parts.forEach((name, part) -> dated.put(name, dated(part, now)));
        yield new Content.Group(dated);
      }
      case Content.Items(var items) ->
          new Content.Items(items.stream().map(item -> dated(item, now)).toList());
      case Content.Text(var text) when text.startsWith(NOW) -> moment(text, now);
      case Content.Text _, Content.Whole _, Content.Truth _, Content.Nothing _ -> content;
    };
  }

  /** {@code now}, or so long from it: {@code now-PT25M}. Any other text stays what it is. */
  private static Content.Text moment(String text, Instant now) {
    String distance = text.substring(NOW.length());
    try {
      return new Content.Text(
          (distance.isEmpty() ? now : now.plus(Duration.parse(distance))).toString());
    } catch (DateTimeParseException aSentence) {
      return new Content.Text(text);
    }
  }
}
