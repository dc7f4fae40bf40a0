package uk.firstbell.testkit.scene;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.wire.json.ContentJson;

/**
 * What happens in a sample: a force publishes a report, then more happens. How one is written is
 * told in {@code events/samples/README.md}.
 *
 * @param name the folder's and the files' name
 * @param story what happens, in one sentence
 * @param then in order of time
 * @param until when it is over, and held against its outcome
 */
public record Scene(String name, String story, Publish publish, List<Step> then, Instant until) {
  static final String EVENT = ".event.json";

  /** The report is revision 1, and a scene has one more at most. */
  private static final long SECOND = 2;

  private static final String SUMMARY = "\"summary\":\"";
  private static final byte OTHER_CASE = 0x20;

  public Scene {
    then = List.copyOf(then);
  }

  /**
   * Everything that the force and social care send of people, by where it stands in the scene: the
   * report itself under an empty name.
   */
  public Map<String, Content.Group> sent() {
    var sent = new HashMap<>(Map.of("", publish.body()));
    for (int i = 0; i < then.size(); i++) {
      String place = "/then/" + i;
      switch (then.get(i)) {
        case Step.AnswerCase step -> sent.put(place, step.answer());
        case Step.PublishRevision step -> sent.put(place, step.body(publish));
        case Step.PublishChanged _,
            Step.Open _,
            Step.Acknowledge _,
            Step.Audit _,
            Step.AcknowledgeCase _,
            Step.ConfirmConversation _,
            Step.RecordConversation _,
            Step.PublishAgain _,
            Step.Appoint _ -> {}
      }
    }
    return sent;
  }

  /**
   * A force's system sends a report.
   *
   * @param keyId which of the force's keys signs the request
   * @param tampered whether somebody changes one byte of the body on its way
   */
  public record Publish(Instant at, String keyId, boolean tampered, Content.Group body) {
    /** The body as it is signed: its canonical form, UTF-8. */
    public byte[] bytes() {
      return ContentJson.bytes(body);
    }

    /**
     * The body as it arrives: the same, or with the first letter of its summary in the other case.
     * That leaves a report nobody could find fault with but for its signature.
     */
    public byte[] arriving() {
      byte[] bytes = bytes();
      if (tampered) {
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf(SUMMARY) + SUMMARY.length()] ^=
            OTHER_CASE;
      }
      return bytes;
    }

    private Content.Group with(Content.Group change) {
      Content.Group changed = body;
      for (var member : change.parts().entrySet()) {
        changed = changed.with(member.getKey(), member.getValue());
      }
      return changed;
    }
  }

  /** Something that happens afterwards. */
  public sealed interface Step {
    Instant at();

    /** It names a person. */
    sealed interface OfPerson extends Step {
      PersonId person();
    }

    /** A named person does something. */
    sealed interface ByPerson extends OfPerson {}

    /** Signs in, lists, fetches, opens, and proves having opened. */
    record Open(Instant at, PersonId person) implements ByPerson {}

    /** Says what was done about what was opened. */
    record Acknowledge(Instant at, PersonId person, ReaderOutcome outcome) implements ByPerson {}

    /** Asks for the notification's whole trail. */
    record Audit(Instant at, PersonId person) implements ByPerson {}

    /** Says that social care has a case. */
    record AcknowledgeCase(Instant at, PersonId person) implements ByPerson {}

    /**
     * Answers what police asked about a case.
     *
     * @param answer as it is sent
     */
    record AnswerCase(Instant at, PersonId person, Content.Group answer) implements ByPerson {}

    /** Confirms the conversation of that name. */
    record ConfirmConversation(Instant at, PersonId person, String name) implements ByPerson {}

    /** The force's system sends the same bytes again, and must be given the first answer. */
    record PublishAgain(Instant at) implements Step {}

    /**
     * The force's system sends another body under the same message id, and must be refused.
     *
     * @param change members of the body that take the place of the first one's
     */
    record PublishChanged(Instant at, Content.Group change) implements Step {
      /** The body as it is sent: its canonical form, UTF-8. */
      public byte[] bytes(Publish first) {
        return ContentJson.bytes(first.with(change));
      }
    }

    /**
     * The force's system sends a second revision. What people do from then on they do about that.
     *
     * @param change members of the body that take the place of the first one's
     */
    record PublishRevision(Instant at, Content.Group change) implements Step {
      /** The body, without the name of the notification that it takes the place of. */
      public Content.Group body(Publish first) {
        return first.with(change).with("revision", new Content.Whole(SECOND));
      }

      /** The body as it is sent: its canonical form, UTF-8. */
      public byte[] bytes(Publish first, NotificationId before) {
        return ContentJson.bytes(body(first).with("supersedes", new Content.Text(before.value())));
      }
    }

    /**
     * The force's system records a conversation about a case, under the force's key.
     *
     * @param name the force's own name for it
     */
    record RecordConversation(
        Instant at, String name, Instant heldAt, PersonId police, PersonId socialCare)
        implements Step {
      /** The body as it is sent: its canonical form, UTF-8. */
      public byte[] bytes() {
        return ContentJson.bytes(
            new Content.Group(
                Map.of(
                    "name", new Content.Text(name),
                    "heldAt", new Content.Text(heldAt.toString()),
                    "police", new Content.Text(police.value()),
                    "socialCare", new Content.Text(socialCare.value()))));
      }
    }

    /**
     * An administrator gives somebody whom the directory lists other roles.
     *
     * @param roles all that they have from then on
     */
    record Appoint(Instant at, PersonId person, Set<Role> roles) implements OfPerson {
      public Appoint {
        roles = Set.copyOf(roles);
      }
    }
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
    Part sent = file.part("publish", Set.of("at", "keyId", "tampered", "body"));
    var publish =
        new Publish(
            sent.instant("at"),
            sent.text("keyId"),
            sent.has("tampered") && sent.truth("tampered"),
            sent.content("body"));
    List<Step> then =
        file
            .parts(
                "then",
                Set.of(
                    "at",
                    "person",
                    "does",
                    "outcome",
                    "change",
                    "roles",
                    "answer",
                    "name",
                    "heldAt",
                    "police",
                    "socialCare"))
            .stream()
            .map(Scene::step)
            .toList();
    List<Instant> moments =
        Stream.concat(Stream.of(publish.at()), then.stream().map(Step::at)).toList();
    if (!moments.equals(moments.stream().sorted().toList())) {
      throw file.bad("then", "write what happens in order of time");
    }
    if (then.stream().filter(Step.PublishRevision.class::isInstance).count() > 1) {
      throw file.bad("then", "revise a report once");
    }
    Instant last = moments.getLast();
    Instant until = file.has("until") ? file.instant("until") : last;
    if (until.isBefore(last)) {
      throw file.bad("until", "let a scene end after everything that happens in it");
    }
    return new Scene(name, file.text("story"), publish, then, until);
  }

  private static Step step(Part part) {
    Instant at = part.instant("at");
    return switch (part.text("does")) {
      case "OPEN" -> new Step.Open(at, person(part.only("at", "does", "person")));
      case "ACKNOWLEDGE" ->
          new Step.Acknowledge(
              at,
              person(part.only("at", "does", "person", "outcome")),
              part.as("outcome", ReaderOutcome::valueOf, "write a reader's outcome"));
      case "AUDIT" -> new Step.Audit(at, person(part.only("at", "does", "person")));
      case "PUBLISH_AGAIN" -> {
        part.only("at", "does");
        yield new Step.PublishAgain(at);
      }
      case "PUBLISH_CHANGED" -> changed(at, part.only("at", "does", "change"));
      case "PUBLISH_REVISION" -> revised(at, part.only("at", "does", "change"));
      case "APPOINT" -> appointed(at, part.only("at", "does", "person", "roles"));
      case "ACKNOWLEDGE_CASE" ->
          new Step.AcknowledgeCase(at, person(part.only("at", "does", "person")));
      case "ANSWER_CASE" -> answered(at, part.only("at", "does", "person", "answer"));
      case "RECORD_CONVERSATION" ->
          recorded(at, part.only("at", "does", "name", "heldAt", "police", "socialCare"));
      case "CONFIRM_CONVERSATION" ->
          new Step.ConfirmConversation(
              at, person(part.only("at", "does", "person", "name")), part.text("name"));
      default ->
          throw part.bad(
              "does",
              "write OPEN, ACKNOWLEDGE, AUDIT, PUBLISH_AGAIN, PUBLISH_CHANGED, PUBLISH_REVISION,"
                  + " APPOINT, ACKNOWLEDGE_CASE, ANSWER_CASE, RECORD_CONVERSATION or"
                  + " CONFIRM_CONVERSATION");
    };
  }

  private static PersonId person(Part part) {
    return person(part, "person");
  }

  private static PersonId person(Part part, String name) {
    return part.as(name, PersonId::new, "write a person's id");
  }

  private static Step changed(Instant at, Part part) {
    Content.Group change = part.content("change");
    if (change.parts().isEmpty() || change.part("clientMessageId").isPresent()) {
      throw part.bad("change", "change something, and not the clientMessageId");
    }
    return new Step.PublishChanged(at, change);
  }

  private static Step revised(Instant at, Part part) {
    Content.Group change = part.content("change");
    boolean ours =
        Stream.of("clientMessageId", "revision", "supersedes")
            .anyMatch(name -> change.part(name).isPresent());
    if (change.parts().isEmpty() || ours) {
      throw part.bad(
          "change", "change something, and not the clientMessageId, revision or supersedes");
    }
    return new Step.PublishRevision(at, change);
  }

  private static Step answered(Instant at, Part part) {
    Part answer = part.part("answer", Set.of("name", "known", "summary", "references"));
    return new Step.AnswerCase(at, person(part), answer.content());
  }

  private static Step recorded(Instant at, Part part) {
    return new Step.RecordConversation(
        at,
        part.text("name"),
        part.instant("heldAt"),
        person(part, "police"),
        person(part, "socialCare"));
  }

  private static Step appointed(Instant at, Part part) {
    List<Role> roles = part.texts("roles", Role::valueOf, "write a person's roles");
    if (roles.isEmpty()) {
      throw part.bad("roles", "write a person's roles");
    }
    return new Step.Appoint(at, person(part), Set.copyOf(roles));
  }
}
