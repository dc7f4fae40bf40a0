package uk.firstbell.local;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.invariants.Disclosed;
import uk.firstbell.domain.invariants.Invariants;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Answer;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Missing;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Task;
import uk.firstbell.local.Player.Played;
import uk.firstbell.sealing.cms.CannotOpenException;
import uk.firstbell.testkit.scene.Outcome;
import uk.firstbell.testkit.scene.Outcome.ExpectedAlert;
import uk.firstbell.testkit.scene.Outcome.ExpectedDelivery;

/**
 * Holds what came of a scene against what was written down for it by hand, and asks the invariants.
 * Every finding is a sentence that names the thing.
 */
final class Checks {
  private final RunningGateway gateway;
  private final Outside outside;
  private final List<String> findings = new ArrayList<>();
  private String scene = "the run";
  private int copiesOpened;
  private int keysRefused;

  Checks(RunningGateway gateway, Outside outside) {
    this.gateway = gateway;
    this.outside = outside;
  }

  /** What is wrong; nothing, if everything held. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  /** How many copies their readers' keys opened. */
  int copiesOpened() {
    return copiesOpened;
  }

  /** How many times another sample reader's key was shown to fail on a copy. */
  int keysRefused() {
    return keysRefused;
  }

  void scene(Played played, Outcome expected) {
    scene = played.scene().name();
    intake(played, expected.intake());
    for (int i = 0; i < played.steps().size(); i++) {
      if (!played.steps().get(i).good()) {
        found("step " + (i + 1) + " was refused: " + Face.said(played.steps().get(i)));
      }
    }
    if (played.notification().isEmpty()) {
      return;
    }
    NotificationId id = played.notification().get();
    same("the units owed a delivery", units(expected), units(id));
    var report = new Report(played.scene().publish().body());
    for (ExpectedDelivery delivery : expected.deliveries()) {
      delivery(new DeliveryId(id, delivery.unit()), delivery, report);
    }
    same("the alerts sent", expected.alerts(), alerts(id));
    same("the tasks given to people", expected.tasks(), tasks(id, expected));
    new Invariants(gateway.story(), WorkPolicy.DEFAULT)
        .of(id, gateway.clock().instant())
        .forEach(breach -> found("invariant " + breach));
  }

  /** What only the whole run can show: nothing failed or given up on, no mail but the expected. */
  void run(List<Outcome> expected) {
    scene = "the run";
    gateway
        .pumps()
        .deadLetters()
        .forEach((queue, count) -> found(count + " messages lie given up on in " + queue));
    gateway
        .schedules()
        .failures()
        .forEach((function, times) ->
            found(function + " failed, of the times its schedule struck, " + times));
    new Metrics(gateway.logged())
        .ringing(gateway.cloud().template().alarms())
        .forEach(alarm -> found("the alarm " + alarm.name() + " calls a person"));
    var addresses =
        expected.stream()
            .flatMap(outcome -> outcome.alerts().stream())
            .map(alert -> outside.people().person(alert.person()).email())
            .sorted()
            .toList();
    var mailed =
        gateway.mailbox().mails().stream().flatMap(mail -> mail.to().stream()).sorted().toList();
    same("the addresses mailed", addresses, mailed);
  }

  private void intake(Played played, Outcome.IntakeAnswer expected) {
    var answer = played.answer();
    same("the answer to the police system", expected.status(), answer.status());
    if (answer.status() != expected.status() || !answer.good()) {
      return;
    }
    var deadline = answer.content().group("deadline").orElse(Content.Group.EMPTY);
    same(
        "the provisional deadline",
        Optional.of(expected.deliverBy().toString()),
        deadline.text("deliverBy"));
    same("its rule", Optional.of(expected.ruleId()), deadline.text("ruleId"));
    if (deadline.text("explanation").filter(why -> !why.isBlank()).isEmpty()) {
      found("the provisional deadline comes without a reason in words");
    }
    same(
        "what the report lacks",
        expected.missing(),
        answer.content().groups("missing").stream()
            .map(missing ->
                new Missing(missing.text("path").orElse(""), missing.text("reason").orElse("")))
            .toList());
  }

  private void delivery(DeliveryId id, ExpectedDelivery expected, Report report) {
    Optional<Stored<Delivery>> stored = gateway.story().delivery(id);
    if (stored.isEmpty()) {
      found("there is no delivery " + id);
      return;
    }
    Delivery delivery = stored.get().row();
    same("the state of " + id, expected.state(), delivery.state());
    same("the outcome of " + id, expected.outcome(), delivery.answer().map(Answer::outcome));
    same("the rule of " + id, expected.ruleId(), delivery.plan().deadline().ruleId());
    same("the deadline of " + id, expected.deliverBy(), delivery.plan().deadline().deliverBy());
    same("the alert time of " + id, expected.alertAt(), delivery.plan().alert().at());
    var copies = gateway.story().copies(id);
    same(
        "the readers of " + id,
        expected.readers(),
        copies.stream().map(copy -> copy.row().reader()).toList());
    copies.forEach(copy -> copy(copy.row(), expected, report));
  }

  private void copy(Copy copy, ExpectedDelivery expected, Report report) {
    String name = "the copy " + copy.id();
    same("when " + name + " was available", expected.availableAt(), copy.availableAt());
    for (var device : outside.people().devices()) {
      try {
        byte[] opened =
            outside.opener().open(copy.sealed(), device.key(), device.certificate()).content();
        if (device.person().equals(copy.reader())) {
          copiesOpened++;
          opened(name, copy, Desk.content(opened), expected, report);
        } else {
          found(name + " opens with the key of " + device.person());
        }
      } catch (CannotOpenException cannot) {
        if (device.person().equals(copy.reader())) {
          found(name + " does not open for its reader: " + cannot.reason());
        } else if (cannot.reason() == CannotOpenException.Reason.NOT_FOR_THIS_KEY) {
          keysRefused++;
        } else {
          found(name + " fails for another reader as " + cannot.reason());
        }
      }
    }
  }

  private void opened(
      String name, Copy copy, Content.Group opened, ExpectedDelivery expected, Report report) {
    Content.Group notice = opened.group("notice").orElse(Content.Group.EMPTY);
    if (!notice.equals(expected.notice())) {
      found(name + " does not hold the expected notice"); // The contents are personal: not said.
    }
    Disclosed.tooMuch(report, expected.unit(), notice)
        .forEach(finding -> found(name + " holds " + finding));
    Content.Group binding = opened.group("binding").orElse(Content.Group.EMPTY);
    same(
        "the notification " + name + " is bound to",
        Optional.of(copy.delivery().notification().value()),
        binding.text("notification"));
    same(
        "the delivery " + name + " is bound to",
        Optional.of(copy.delivery().unit().toString()),
        binding.text("delivery"));
    same(
        "the reader " + name + " is bound to",
        Optional.of(copy.reader().value()),
        binding.text("reader"));
    if (Desk.tokenIn(opened)
        .filter(token -> new OpeningToken(token).matches(copy.openingTokenHash()))
        .isEmpty()) {
      found(name + " does not hold the opening token whose hash is kept");
    }
  }

  private List<String> units(NotificationId id) {
    return gateway
        .story()
        .head(id)
        .flatMap(head -> head.row().plan())
        .map(plan -> plan.deliveries().stream().map(DeliveryPlan::unit).map(Object::toString))
        .map(units -> units.sorted().toList())
        .orElse(List.of());
  }

  private static List<String> units(Outcome expected) {
    return expected.deliveries().stream().map(owed -> owed.unit().toString()).sorted().toList();
  }

  private List<ExpectedAlert> alerts(NotificationId id) {
    return gateway.story().trail(id).stream()
        .flatMap(trail -> trail.entries().stream())
        .filter(entry -> entry.happening() == Happening.ALERT_SENT)
        .map(Checks::alert)
        .sorted(comparing(ExpectedAlert::at).thenComparing(alert -> alert.person().value()))
        .toList();
  }

  private static ExpectedAlert alert(AuditEntry entry) {
    Instant at = entry.at();
    String reader = Objects.requireNonNullElse(entry.facts().get("person"), "nobody");
    return new ExpectedAlert(new PersonId(reader), at);
  }

  private List<Task> tasks(NotificationId id, Outcome expected) {
    var tasks = new ArrayList<Task>();
    gateway.story().head(id).ifPresent(head -> tasks.addAll(head.row().tasks()));
    for (ExpectedDelivery delivery : expected.deliveries()) {
      gateway
          .story()
          .delivery(new DeliveryId(id, delivery.unit()))
          .ifPresent(stored -> tasks.addAll(stored.row().tasks()));
    }
    return tasks;
  }

  private void same(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      found("%s: expected %s, got %s".formatted(what, expected, actual));
    }
  }

  private void found(String finding) {
    findings.add(scene + ": " + finding);
  }
}
