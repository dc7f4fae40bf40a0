package uk.firstbell.testkit.scene;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Missing;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Task;

/**
 * What must have come of a scene, written by hand and never by the code it judges.
 *
 * @param deliveries all there are, in the order of their units
 * @param alerts every mail that was sent, in the order of moment and person
 * @param tasks everything people were asked to do
 */
public record Outcome(
    String scene,
    IntakeAnswer intake,
    List<ExpectedDelivery> deliveries,
    List<ExpectedAlert> alerts,
    List<Task> tasks) {
  private static final String EVENT = ".event.json";
  private static final String OUTCOME = ".outcome.json";
  private static final String UNIT = "write a unit like SCHOOL-102345";
  private static final String PERSON = "write a person's id";

  public Outcome {
    deliveries = List.copyOf(deliveries);
    alerts = List.copyOf(alerts);
    tasks = List.copyOf(tasks);
  }

  /**
   * What the sender is told.
   *
   * @param status of HTTP
   * @param deliverBy the provisional deadline
   * @param ruleId the rule that decided it
   */
  public record IntakeAnswer(int status, Instant deliverBy, String ruleId, List<Missing> missing) {
    public IntakeAnswer {
      missing = List.copyOf(missing);
    }
  }

  /**
   * One unit's delivery, as the scene leaves it.
   *
   * @param readers everybody it was sealed to, and nobody else
   * @param outcome what the unit said it did, if it did
   * @param notice exactly what a reader opens, as far as the report decides it
   */
  public record ExpectedDelivery(
      Unit unit,
      String ruleId,
      Instant deliverBy,
      Instant alertAt,
      Instant availableAt,
      List<PersonId> readers,
      Delivery.State state,
      Optional<ReaderOutcome> outcome,
      Content.Group notice) {
    public ExpectedDelivery {
      readers = List.copyOf(readers);
    }
  }

  /** One content-free mail. */
  public record ExpectedAlert(PersonId person, Instant at) {}

  /** Reads the outcome that lies beside {@code <name>.event.json}; see {@link #read}. */
  public static Outcome beside(Path event) {
    String file = String.valueOf(event.getFileName());
    if (!file.endsWith(EVENT)) {
      throw new BadSceneException(EVENT, "name a file that ends in .event.json");
    }
    String stem = file.substring(0, file.length() - EVENT.length());
    return read(event.resolveSibling(stem + OUTCOME));
  }

  /**
   * Reads {@code <name>.outcome.json}.
   *
   * @throws BadSceneException if it is no outcome
   * @throws java.io.UncheckedIOException if it cannot be read at all
   */
  public static Outcome read(Path outcome) {
    Part file = Part.read(outcome, Set.of("scene", "intake", "deliveries", "alerts", "tasks"));
    String scene = file.text("scene");
    if (!outcome.endsWith(scene + OUTCOME)) {
      throw file.bad("scene", "name the file after its scene");
    }
    return new Outcome(
        scene,
        intake(file.part("intake", Set.of("status", "deadline", "missing"))),
        file
            .parts(
                "deliveries",
                Set.of(
                    "unit",
                    "ruleId",
                    "deliverBy",
                    "alertAt",
                    "availableAt",
                    "readers",
                    "state",
                    "outcome",
                    "notice"))
            .stream()
            .map(Outcome::delivery)
            .toList(),
        file.parts("alerts", Set.of("person", "at")).stream().map(Outcome::alert).toList(),
        file.parts("tasks", Set.of("kind", "assignee", "since")).stream()
            .map(Outcome::task)
            .toList());
  }

  private static IntakeAnswer intake(Part part) {
    Part deadline = part.part("deadline", Set.of("deliverBy", "ruleId"));
    return new IntakeAnswer(
        part.whole("status"),
        deadline.instant("deliverBy"),
        deadline.text("ruleId"),
        part.parts("missing", Set.of("path", "reason")).stream()
            .map(one -> new Missing(one.text("path"), one.text("reason")))
            .toList());
  }

  private static ExpectedDelivery delivery(Part part) {
    return new ExpectedDelivery(
        part.as("unit", Unit::parse, UNIT),
        part.text("ruleId"),
        part.instant("deliverBy"),
        part.instant("alertAt"),
        part.instant("availableAt"),
        part.texts("readers", PersonId::new, PERSON),
        part.as("state", Delivery.State::valueOf, "write a delivery's state"),
        part.maybe("outcome", ReaderOutcome::valueOf, "write a reader's outcome"),
        part.content("notice"));
  }

  private static ExpectedAlert alert(Part part) {
    return new ExpectedAlert(part.as("person", PersonId::new, PERSON), part.instant("at"));
  }

  private static Task task(Part part) {
    return new Task(
        part.as("kind", Task.Kind::valueOf, "write a task's kind"),
        part.as("assignee", Unit::parse, UNIT),
        part.instant("since"));
  }
}
