package uk.firstbell.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/**
 * Events as AWS sends them, kept as files under {@code src/test/resources/events}, with gaps for
 * what only a run can know: a text that is nothing but {@code {{name}}} is one.
 */
public final class Events {
  private Events() {}

  /**
   * The event of that file.
   *
   * @param beside any class of the module that keeps the file
   * @param gaps what to put in each gap
   * @throws IllegalStateException if there is no such file, or not exactly these gaps in it
   */
  public static InputStream read(Class<?> beside, String file, Map<String, String> gaps) {
    String event = text(beside, file);
    for (Map.Entry<String, String> gap : gaps.entrySet()) {
      String mark = "\"{{" + gap.getKey() + "}}\"";
      if (!event.contains(mark)) {
        throw new IllegalStateException("the event has no such gap");
      }
      byte[] text = ContentJson.bytes(new Content.Text(gap.getValue()));
      event = event.replace(mark, new String(text, UTF_8));
    }
    if (event.contains("{{")) {
      throw new IllegalStateException("the event has a gap that nothing was put in");
    }
    return new ByteArrayInputStream(event.getBytes(UTF_8));
  }

  private static String text(Class<?> beside, String file) {
    try (InputStream found = beside.getResourceAsStream("/events/" + file)) {
      if (found == null) {
        throw new IllegalStateException("there is no such event");
      }
      return new String(found.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("an event cannot be read", unreadable);
    }
  }
}
