package uk.firstbell.local;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.local.Face.Answer;
import uk.firstbell.sealing.cms.CannotOpenException;
import uk.firstbell.testkit.scene.Scene;
import uk.firstbell.testkit.scene.Scene.Step;

/**
 * Plays scenes on the gateway's own clock: what the outside does, at the moment it does it, and
 * between two such moments every minute at which something is due.
 */
final class Player {
  private final RunningGateway gateway;
  private final Outside outside;

  Player(RunningGateway gateway, Outside outside) {
    this.gateway = gateway;
    this.outside = outside;
  }

  /**
   * What the outside saw of a scene.
   *
   * @param answer what the police system was told
   * @param notification the id it was given; empty if it was refused
   * @param steps what each step came to, in order
   */
  record Played(
      Scene scene, Answer answer, Optional<NotificationId> notification, List<Answer> steps) {
    Played {
      steps = List.copyOf(steps);
    }
  }

  /** Plays a scene from its report to its end. */
  Played play(Scene scene) {
    gateway.advanceTo(scene.publish().at());
    gateway.narrator().say("");
    gateway.narrator().say("Scene " + scene.name() + ": " + scene.story());
    Answer answer =
        outside
            .face()
            .publish(
                outside.people().signer(scene.publish().keyId()),
                scene.publish().bytes(),
                gateway.clock().instant());
    Optional<NotificationId> id =
        answer
            .content()
            .text("notificationId")
            .filter(NotificationId::isOne)
            .map(NotificationId::new);
    gateway.pumps().untilIdle();
    var steps = new ArrayList<Answer>();
    if (id.isPresent()) {
      for (Step step : scene.then()) {
        gateway.advanceTo(step.at());
        steps.add(act(step, id.get()));
        gateway.pumps().untilIdle();
      }
    }
    gateway.advanceTo(scene.until());
    gateway.pumps().untilIdle();
    return new Played(scene, answer, id, steps);
  }

  private Answer act(Step step, NotificationId id) {
    Desk desk = outside.desk(step.person());
    var mine = new DeliveryId(id, outside.people().person(step.person()).organisation());
    return switch (step) {
      case Step.Open _ -> open(desk, mine);
      case Step.Acknowledge(_, _, var outcome) -> desk.acknowledge(mine, outcome);
      case Step.Audit _ -> desk.audit(id);
    };
  }

  private static Answer open(Desk desk, DeliveryId id) {
    if (!desk.lists(id.notification())) {
      return new Answer(404, new byte[0]);
    }
    try {
      return desk.open(id);
    } catch (CannotOpenException cannot) {
      return new Answer(
          0, ("the copy does not open: " + cannot.reason()).getBytes(StandardCharsets.UTF_8));
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
