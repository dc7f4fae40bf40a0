package uk.firstbell.testkit.scene;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.wire.json.ContentJson;

/**
 * What happens in a sample: a force publishes a report, then people act. How one is written is told
 * in {@code events/samples/README.md}.
 *
 * @param name the folder's and the files' name
 * @param story what happens, in one sentence
 * @param then in order of time
 * @param until when it is over, and held against its outcome
 */
public record Scene(String name, String story, Publish publish, List<Step> then, Instant until) {
  private static final String EVENT = ".event.json";

  public Scene {
    then = List.copyOf(then);
  }

  /**
   * A force's system sends a report.
   *
   * @param keyId which of the force's keys signs the request
   */
  public record Publish(Instant at, String keyId, Content.Group body) {
    /** The body as it is sent: its canonical form, UTF-8. */
    public byte[] bytes() {
      return ContentJson.bytes(body);
    }
  }

  /** A named person does something. */
  public sealed interface Step {
    Instant at();

    PersonId person();

    /** Signs in, lists, fetches, opens, and proves having opened. */
    record Open(Instant at, PersonId person) implements Step {}

    /** Says what was done about what was opened. */
    record Acknowledge(Instant at, PersonId person, ReaderOutcome outcome) implements Step {}

    /** Asks for the notification's whole trail. */
    record Audit(Instant at, PersonId person) implements Step {}
  }

  /**
   * Reads {@code <name>.event.json}.
   *
   * @throws BadSceneException if it is no scene, or its steps are not in order of time
   * @throws java.io.UncheckedIOException if it cannot be read at all
   */
  public static Scene read(Path event) {
    Part file = Part.read(event, Set.of("scene", "story", "publish", "then", "until"));
    String name = file.text("scene");
    if (!event.endsWith(name + EVENT)) {
      throw file.bad("scene", "name the file after its scene");
    }
    Part sent = file.part("publish", Set.of("at", "keyId", "body"));
    var publish = new Publish(sent.instant("at"), sent.text("keyId"), sent.content("body"));
    List<Step> then =
        file.parts("then", Set.of("at", "person", "does", "outcome")).stream()
            .map(Scene::step)
            .toList();
    if (!inOrder(publish, then)) {
      throw file.bad("then", "write what happens in order of time");
    }
    Instant last = then.isEmpty() ? publish.at() : then.getLast().at();
    Instant until = file.has("until") ? file.instant("until") : last;
    if (until.isBefore(last)) {
      throw file.bad("until", "let a scene end after everything that happens in it");
    }
    return new Scene(name, file.text("story"), publish, then, until);
  }

  private static Step step(Part part) {
    Instant at = part.instant("at");
    PersonId person = part.as("person", PersonId::new, "write a person's id");
    return switch (part.text("does")) {
      case "OPEN" -> new Step.Open(at, person);
      case "ACKNOWLEDGE" ->
          new Step.Acknowledge(
              at, person, part.as("outcome", ReaderOutcome::valueOf, "write a reader's outcome"));
      case "AUDIT" -> new Step.Audit(at, person);
      default -> throw part.bad("does", "let people OPEN, ACKNOWLEDGE or AUDIT");
    };
  }

  private static boolean inOrder(Publish publish, List<Step> then) {
    List<Instant> moments =
        Stream.concat(Stream.of(publish.at()), then.stream().map(Step::at)).toList();
    return moments.equals(moments.stream().sorted().toList());
  }
}
