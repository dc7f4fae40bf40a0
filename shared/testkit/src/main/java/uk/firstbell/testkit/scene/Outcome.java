package uk.firstbell.testkit.scene;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseBreach;
import uk.firstbell.domain.story.Contact;
import uk.firstbell.domain.story.Conversation;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.Missing;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Task;

/**
 * What must have come of a scene, written by hand and never by the code it judges.
 *
 * @param deliveries all there are, in the order of their units
 * @param alerts every mail that was sent, in the order of moment and person
 * @param tasks what people were asked about the report as a whole
 * @param casefile how the case stands, if the report is about one
 * @param revision what must have come of the second revision, if there was one
 */
public record Outcome(
    String scene,
    IntakeAnswer intake,
    List<ExpectedDelivery> deliveries,
    List<ExpectedAlert> alerts,
    List<Task> tasks,
    Optional<ExpectedCase> casefile,
    Optional<Outcome> revision) {
  static final String OUTCOME = ".outcome.json";
  private static final String UNIT = "write a unit like SCHOOL-102345";
  private static final String PERSON = "write a person's id";

  public Outcome {
    deliveries = List.copyOf(deliveries);
    alerts = List.copyOf(alerts);
    tasks = List.copyOf(tasks);
  }

  /** What the sender is told. */
  public sealed interface IntakeAnswer {
    /** Of HTTP. */
    int status();

    /**
     * The report is taken.
     *
     * @param deliverBy the provisional deadline
     * @param ruleId the rule that decided it
     */
    record Taken(int status, Instant deliverBy, String ruleId, List<Missing> missing)
        implements IntakeAnswer {
      public Taken {
        missing = List.copyOf(missing);
      }
    }

    /**
     * The report is refused, and leads to nothing.
     *
     * @param codes every fault the sender is told of, in the order of the pointers; none where a
     *     stranger is told nothing
     */
    record Refused(int status, List<Code> codes) implements IntakeAnswer {
      public Refused {
        codes = List.copyOf(codes);
      }
    }
  }

  /** One fault, without its words. */
  public record Code(String pointer, String code) {}

  /**
   * One unit's delivery, as the scene leaves it.
   *
   * @param pupilsNotIn whether the first alert says that no pupils are in
   * @param readers everybody it was sealed to, and nobody else
   * @param outcome what the unit said it did, if it did
   * @param openedInTime whether it was opened before its unit's day began (R6), if it was opened
   * @param late why it was late and since when, if it was (R7)
   * @param breach why its breach was recorded and since when, if it was
   * @param tasks everything people were asked to do about it, in the order it was asked
   * @param notice exactly what a reader opens, as far as the report decides it
   */
  public record ExpectedDelivery(
      Unit unit,
      String ruleId,
      Instant deliverBy,
      Instant alertAt,
      boolean pupilsNotIn,
      Instant availableAt,
      List<PersonId> readers,
      Delivery.State state,
      Optional<ReaderOutcome> outcome,
      Optional<Boolean> openedInTime,
      Optional<Late> late,
      Optional<Late> breach,
      List<Task> tasks,
      Content.Group notice) {
    public ExpectedDelivery {
      readers = List.copyOf(readers);
      tasks = List.copyOf(tasks);
    }
  }

  /** One content-free mail. */
  public record ExpectedAlert(PersonId person, Instant at) {}

  /**
   * A case, as the scene leaves it.
   *
   * @param startedAt when its clock started
   * @param conversations all that were recorded, in that order
   * @param tasks everything people were asked to do about it, in the order it was asked
   */
  public record ExpectedCase(
      Case.State state,
      Instant startedAt,
      Instant contactDueAt,
      Optional<Instant> acknowledgedAt,
      Optional<Instant> answeredAt,
      List<Conversation> conversations,
      Optional<Contact> contact,
      Optional<CaseBreach> breach,
      List<Task> tasks) {
    public ExpectedCase {
      conversations = List.copyOf(conversations);
      tasks = List.copyOf(tasks);
    }
  }

  /** The outcome, and that of the second revision if there was one. */
  public List<Outcome> parts() {
    return Stream.concat(Stream.of(this), revision.stream()).toList();
  }

  /** Reads the outcome that lies beside {@code <name>.event.json}; see {@link #read}. */
  public static Outcome beside(Path event) {
    String file = String.valueOf(event.getFileName());
    if (!file.endsWith(Scene.EVENT)) {
      throw new BadSceneException(Scene.EVENT, "name a file that ends in .event.json");
    }
    String stem = file.substring(0, file.length() - Scene.EVENT.length());
    return read(event.resolveSibling(stem + OUTCOME));
  }

  /**
   * Reads {@code <name>.outcome.json}.
   *
   * @throws BadSceneException if it is no outcome
   * @throws java.io.UncheckedIOException if it cannot be read at all
   */
  public static Outcome read(Path outcome) {
    Part file =
        Part.read(
            outcome,
            Set.of("scene", "intake", "deliveries", "alerts", "tasks", "case", "revision"));
    String scene = file.text("scene");
    if (!outcome.endsWith(scene + OUTCOME)) {
      throw file.bad("scene", "name the file after its scene");
    }
    Optional<Outcome> revision =
        file.has("revision")
            ? Optional.of(
                of(
                    scene,
                    file.part(
                        "revision", Set.of("intake", "deliveries", "alerts", "tasks", "case")),
                    Optional.empty()))
            : Optional.empty();
    return of(scene, file, revision);
  }

  private static Outcome of(String scene, Part file, Optional<Outcome> revision) {
    IntakeAnswer intake =
        intake(file.part("intake", Set.of("status", "deadline", "missing", "codes")));
    List<ExpectedDelivery> deliveries =
        file
            .parts(
                "deliveries",
                Set.of(
                    "unit",
                    "ruleId",
                    "deliverBy",
                    "alertAt",
                    "pupilsNotIn",
                    "availableAt",
                    "readers",
                    "state",
                    "outcome",
                    "openedInTime",
                    "late",
                    "breach",
                    "tasks",
                    "notice"))
            .stream()
            .map(Outcome::delivery)
            .toList();
    List<ExpectedAlert> alerts =
        file.parts("alerts", Set.of("person", "at")).stream().map(Outcome::alert).toList();
    var read =
        new Outcome(scene, intake, deliveries, alerts, tasks(file), casefile(file), revision);
    if (intake instanceof IntakeAnswer.Refused && read.expectsSomething()) {
      throw file.bad("intake", "expect nothing of a report that is refused");
    }
    return read;
  }

  private boolean expectsSomething() {
    return !deliveries.isEmpty()
        || !alerts.isEmpty()
        || !tasks.isEmpty()
        || casefile.isPresent()
        || revision.isPresent();
  }

  private static IntakeAnswer intake(Part part) {
    int status = part.whole("status");
    return switch (status) {
      case 202 -> taken(status, part.only("status", "deadline", "missing"));
      case 401, 409, 422 -> refused(status, part.only("status", "codes"));
      default -> throw part.bad("status", "write 202, 401, 409 or 422");
    };
  }

  private static IntakeAnswer taken(int status, Part part) {
    Part deadline = part.part("deadline", Set.of("deliverBy", "ruleId"));
    return new IntakeAnswer.Taken(
        status,
        deadline.instant("deliverBy"),
        deadline.text("ruleId"),
        part.parts("missing", Set.of("path", "reason")).stream()
            .map(one -> new Missing(one.text("path"), one.text("reason")))
            .toList());
  }

  private static IntakeAnswer refused(int status, Part part) {
    return new IntakeAnswer.Refused(
        status,
        part.parts("codes", Set.of("pointer", "code")).stream()
            .map(one -> new Code(one.text("pointer"), one.text("code")))
            .toList());
  }

  private static ExpectedDelivery delivery(Part part) {
    return new ExpectedDelivery(
        part.as("unit", Unit::parse, UNIT),
        part.text("ruleId"),
        part.instant("deliverBy"),
        part.instant("alertAt"),
        part.has("pupilsNotIn") && part.truth("pupilsNotIn"),
        part.instant("availableAt"),
        part.texts("readers", PersonId::new, PERSON),
        part.as("state", Delivery.State::valueOf, "write a delivery's state"),
        part.maybe("outcome", ReaderOutcome::valueOf, "write a reader's outcome"),
        part.has("openedInTime") ? Optional.of(part.truth("openedInTime")) : Optional.empty(),
        late(part, "late"),
        late(part, "breach"),
        part.has("tasks") ? tasks(part) : List.of(),
        part.content("notice"));
  }

  private static Optional<Late> late(Part part, String name) {
    if (!part.has(name)) {
      return Optional.empty();
    }
    Part late = part.part(name, Set.of("cause", "at"));
    return Optional.of(
        new Late(
            late.as("cause", LateCause::valueOf, "write a cause of lateness"), late.instant("at")));
  }

  private static Optional<ExpectedCase> casefile(Part file) {
    if (!file.has("case")) {
      return Optional.empty();
    }
    Part part =
        file.part(
            "case",
            Set.of(
                "state",
                "startedAt",
                "contactDueAt",
                "acknowledgedAt",
                "answeredAt",
                "conversations",
                "contact",
                "breach",
                "tasks"));
    return Optional.of(
        new ExpectedCase(
            part.as("state", Case.State::valueOf, "write a case's state"),
            part.instant("startedAt"),
            part.instant("contactDueAt"),
            moment(part, "acknowledgedAt"),
            moment(part, "answeredAt"),
            part.has("conversations") ? conversations(part) : List.of(),
            contact(part),
            breach(part),
            part.has("tasks") ? tasks(part) : List.of()));
  }

  private static Optional<Instant> moment(Part part, String name) {
    return part.has(name) ? Optional.of(part.instant(name)) : Optional.empty();
  }

  private static List<Conversation> conversations(Part casefile) {
    return casefile
        .parts(
            "conversations",
            Set.of("name", "heldAt", "police", "socialCare", "recordedAt", "confirmedAt"))
        .stream()
        .map(part ->
            new Conversation(
                part.text("name"),
                part.instant("heldAt"),
                part.as("police", PersonId::new, PERSON),
                part.as("socialCare", PersonId::new, PERSON),
                part.instant("recordedAt"),
                moment(part, "confirmedAt")))
        .toList();
  }

  private static Optional<Contact> contact(Part casefile) {
    if (!casefile.has("contact")) {
      return Optional.empty();
    }
    Part part = casefile.part("contact", Set.of("how", "at", "knownAt"));
    return Optional.of(
        new Contact(
            part.as("how", Contact.How::valueOf, "write ANSWER or CONVERSATION"),
            part.instant("at"),
            part.instant("knownAt")));
  }

  private static Optional<CaseBreach> breach(Part casefile) {
    if (!casefile.has("breach")) {
      return Optional.empty();
    }
    Part part = casefile.part("breach", Set.of("cause", "asOf", "recordedAt"));
    return Optional.of(
        new CaseBreach(
            part.as("cause", CaseBreach.Cause::valueOf, "write a cause of a case's breach"),
            part.instant("asOf"),
            part.instant("recordedAt")));
  }

  private static ExpectedAlert alert(Part part) {
    return new ExpectedAlert(part.as("person", PersonId::new, PERSON), part.instant("at"));
  }

  private static List<Task> tasks(Part part) {
    return part.parts("tasks", Set.of("kind", "assignee", "since")).stream()
        .map(Outcome::task)
        .toList();
  }

  private static Task task(Part part) {
    return new Task(
        part.as("kind", Task.Kind::valueOf, "write a task's kind"),
        part.as("assignee", Unit::parse, UNIT),
        part.instant("since"));
  }
}
