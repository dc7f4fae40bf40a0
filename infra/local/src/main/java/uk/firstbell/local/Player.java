package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.local.Face.Answer;
import uk.firstbell.local.Timeline.Acts;
import uk.firstbell.local.Timeline.Publishes;
import uk.firstbell.sealing.cms.CannotOpenException;
import uk.firstbell.testkit.scene.Scene;
import uk.firstbell.testkit.scene.Scene.Step;

/** Does what the outside does, at whatever moment the gateway's clock shows. */
final class Player {
  /** What stands for an answer where nobody answers. */
  private static final Answer NOTHING = new Answer(204, new byte[0]);

  private static final Answer NOT_FOUND = new Answer(404, new byte[0]);

  private final RunningGateway gateway;
  private final Outside outside;

  Player(RunningGateway gateway, Outside outside) {
    this.gateway = gateway;
    this.outside = outside;
  }

  /**
   * What one entry of the timeline came to. Holds nothing but texts and numbers, so that it can be
   * written down and read again.
   *
   * @param status of HTTP; 204 where nobody answers, 0 where a copy did not open
   * @param body of the answer, UTF-8
   */
  record Came(Timeline.Key key, int status, String body) {
    Answer answer() {
      return new Answer(status, body.getBytes(UTF_8));
    }
  }

  /**
   * What the outside saw of a scene so far.
   *
   * @param answer what the police system was told
   * @param steps what each step came to, in order
   */
  record Played(Scene scene, Answer answer, List<Answer> steps) {
    Played {
      steps = List.copyOf(steps);
    }

    /**
     * Of what came of the scene's entries, in their order; the first is what its report came to.
     */
    static Played of(Scene scene, List<Came> came) {
      var answers = came.stream().map(Came::answer).toList();
      return new Played(scene, answers.getFirst(), answers.subList(1, answers.size()));
    }

    /** The id the report was given; empty if it was refused. */
    Optional<NotificationId> notification() {
      return notification(answer);
    }

    /** What the second revision came to; empty if there was none so far. */
    Optional<Answer> revision() {
      return IntStream.range(0, steps.size())
          .filter(i -> scene.then().get(i) instanceof Step.PublishRevision)
          .mapToObj(steps::get)
          .findFirst();
    }

    /** The id of the last revision that was taken. */
    Optional<NotificationId> latest() {
      return revision().flatMap(Played::notification).or(this::notification);
    }

    /** The id that a report was given; empty if it was refused. */
    static Optional<NotificationId> notification(Answer answer) {
      return answer
          .content()
          .text("notificationId")
          .filter(NotificationId::isOne)
          .map(NotificationId::new);
    }
  }

  /** The force's system sends its report. */
  Came publishes(Publishes entry) {
    Scene scene = entry.sample().scene();
    gateway.narrator().say("");
    gateway.narrator().say("Scene " + scene.name() + ": " + scene.story());
    return came(entry.key(), sent(scene, scene.publish().bytes(), scene.publish().arriving()));
  }

  /** The scene's next step, after it was {@code played} so far. */
  Came acts(Acts entry, Played played) {
    Scene scene = played.scene();
    return came(
        entry.key(),
        switch (entry.step()) {
          case Step.ByPerson step -> played.latest().map(id -> act(step, id)).orElse(NOT_FOUND);
          case Step.RecordConversation step ->
              played.latest().map(id -> recorded(scene, step, id)).orElse(NOT_FOUND);
          case Step.PublishRevision step ->
              played
                  .notification()
                  .map(id -> step.bytes(scene.publish(), id))
                  .map(body -> sent(scene, body, body))
                  .orElse(NOT_FOUND);
          case Step.PublishAgain _ ->
              sent(scene, scene.publish().bytes(), scene.publish().arriving());
          case Step.PublishChanged changed -> {
            byte[] body = changed.bytes(scene.publish());
            yield sent(scene, body, body);
          }
          case Step.Appoint(_, var person, var roles) -> {
            gateway.appoint(person, roles);
            yield NOTHING;
          }
        });
  }

  private static Came came(Timeline.Key key, Answer answer) {
    return new Came(key, answer.status(), new String(answer.body(), UTF_8));
  }

  private Answer sent(Scene scene, byte[] signed, byte[] arriving) {
    return outside
        .face()
        .publish(
            outside.people().signer(scene.publish().keyId()),
            signed,
            arriving,
            gateway.clock().instant());
  }

  private Answer recorded(Scene scene, Step.RecordConversation step, NotificationId id) {
    byte[] body = step.bytes();
    return outside
        .face()
        .signed(
            outside.people().signer(scene.publish().keyId()),
            Desk.casefile(id) + "/conversations",
            body,
            body,
            gateway.clock().instant());
  }

  private Answer act(Step.ByPerson step, NotificationId id) {
    Desk desk = outside.desk(step.person());
    var mine = new DeliveryId(id, outside.people().person(step.person()).organisation());
    return switch (step) {
      case Step.Open _ -> open(desk, mine);
      case Step.Acknowledge(_, _, var outcome) -> desk.acknowledge(mine, outcome);
      case Step.Audit _ -> desk.audit(id);
      case Step.AcknowledgeCase _ -> desk.acknowledgeCase(id);
      case Step.AnswerCase(_, _, var answer) -> desk.answerCase(id, answer);
      case Step.ConfirmConversation(_, _, var name) -> desk.confirm(id, name);
    };
  }

  private static Answer open(Desk desk, DeliveryId id) {
    if (!desk.lists(id.notification())) {
      return NOT_FOUND;
    }
    try {
      return desk.open(id);
    } catch (CannotOpenException cannot) {
      return new Answer(0, ("the copy does not open: " + cannot.reason()).getBytes(UTF_8));
    }
  }

  /** The trail as the auditor was told it, entry by entry, in words. */
  static List<String> told(Answer audit) {
    return audit.content().groups("entries").stream().map(Player::told).toList();
  }

  private static String told(Content.Group entry) {
    return "%s  %-22s %-10s %s#%s"
        .formatted(
            entry.text("at").orElse(""),
            entry.text("happening").orElse(""),
            entry.group("actor").flatMap(actor -> actor.text("id")).orElse(""),
            entry.text("row").orElse(""),
            entry.whole("version").map(Object::toString).orElse(""));
  }
}
