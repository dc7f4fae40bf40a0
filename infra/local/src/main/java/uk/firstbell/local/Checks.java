package uk.firstbell.local;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.invariants.Disclosed;
import uk.firstbell.domain.invariants.Invariants;
import uk.firstbell.domain.model.CaseReport;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Answer;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Missing;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stamp;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Task;
import uk.firstbell.local.Player.Played;
import uk.firstbell.sealing.cms.CannotOpenException;
import uk.firstbell.testkit.scene.Outcome;
import uk.firstbell.testkit.scene.Outcome.ExpectedAlert;
import uk.firstbell.testkit.scene.Outcome.ExpectedCase;
import uk.firstbell.testkit.scene.Outcome.ExpectedDelivery;
import uk.firstbell.testkit.scene.Outcome.IntakeAnswer;
import uk.firstbell.testkit.scene.Scene.Step;

/**
 * Holds what came of a scene against what was written down for it by hand, and asks the invariants.
 * Every finding is a sentence that names the thing.
 */
final class Checks {
  private static final int MESSAGE_ID_TAKEN = 409;

  private static final Comparator<ExpectedAlert> BY_TIME =
      comparing(ExpectedAlert::at).thenComparing(alert -> alert.person().value());

  private final RunningGateway gateway;
  private final Outside outside;
  private final List<String> findings = new ArrayList<>();
  private String judged = "the run";
  private int copiesOpened;
  private int keysRefused;

  Checks(RunningGateway gateway, Outside outside) {
    this.gateway = gateway;
    this.outside = outside;
  }

  /**
   * What a scene was found to have come to. Holds nothing but texts and numbers, so that it can be
   * written down and read again.
   *
   * @param expected in a few words
   * @param happened likewise
   * @param copiesOpened how many copies their readers' keys opened
   * @param keysRefused how many times another sample reader's key was shown to fail on a copy
   * @param findings what is wrong; nothing, if everything held
   */
  record Verdict(
      String scene,
      String expected,
      String happened,
      int copiesOpened,
      int keysRefused,
      List<String> findings) {
    Verdict {
      findings = List.copyOf(findings);
    }
  }

  /** Holds a scene to its outcome as of now. */
  Verdict scene(Played played, Outcome expected) {
    begin(played.scene().name());
    intake(played.answer(), expected.intake());
    for (int i = 0; i < played.steps().size(); i++) {
      step(i + 1, played.scene().then().get(i), played.steps().get(i), played.answer());
    }
    Content.Group body = played.scene().publish().body();
    played.notification().ifPresent(id -> notification(id, body, expected));
    expected.revision().ifPresent(second -> revision(played, second));
    if (played.revision().isPresent() && expected.revision().isEmpty()) {
      found("the outcome does not say what came of the revision");
    }
    return new Verdict(
        judged, inShort(expected), inShort(played), copiesOpened, keysRefused, findings);
  }

  /** What only the whole run can show: nothing failed or was given up on. */
  List<String> run() {
    begin("the run");
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
        .ringing(gateway.cloud().template().alarms(), gateway.ran())
        .forEach(alarm -> found("the alarm " + alarm.name() + " calls a person"));
    return List.copyOf(findings);
  }

  /** Of each notice of a scene that was opened: whether before its unit's day began (R6). */
  List<Boolean> openedInTime(Played played) {
    return taken(played).stream()
        .flatMap(this::deliveries)
        .flatMap(delivery -> delivery.openedInTime().stream())
        .toList();
  }

  /** What must hold of a scene whether or not it is over. */
  List<String> invariants(Played played) {
    begin(played.scene().name());
    played.notification().ifPresent(this::invariants);
    return List.copyOf(findings);
  }

  /**
   * What only a run shows that played its scenes to their ends: no mail but the expected, and those
   * of which the trail says that they may be repeats, as often as it says.
   */
  List<String> mails(List<Outcome> expected, List<Played> played) {
    begin("the run");
    var mailed =
        new ArrayList<>(
            gateway.mailbox().mails().stream().flatMap(mail -> mail.to().stream()).toList());
    played.stream()
        .flatMap(one -> one.notification().stream())
        .flatMap(this::sent)
        .flatMap(
            entry -> Collections.nCopies(repeats(entry), email(alert(entry).person())).stream())
        .forEach(repeated -> {
          if (Collections.frequency(mailed, repeated) > owed(expected, repeated)) {
            mailed.remove(repeated);
          }
        });
    same(
        "the addresses mailed",
        expected.stream()
            .flatMap(outcome -> outcome.parts().stream())
            .flatMap(part -> part.alerts().stream())
            .map(alert -> email(alert.person()))
            .sorted()
            .toList(),
        mailed.stream().sorted().toList());
    return List.copyOf(findings);
  }

  private long owed(List<Outcome> expected, String address) {
    return expected.stream()
        .flatMap(outcome -> outcome.parts().stream())
        .flatMap(part -> part.alerts().stream())
        .filter(alert -> email(alert.person()).equals(address))
        .count();
  }

  private String email(PersonId person) {
    return outside.people().person(person).email();
  }

  /** How many times the alert may have been sent before, by what the trail says. */
  private static int repeats(AuditEntry sent) {
    return "true".equals(sent.facts().get("possiblyRepeated"))
        ? Integer.parseInt(Objects.requireNonNullElse(sent.facts().get("attempt"), "1")) - 1
        : 0;
  }

  private void begin(String name) {
    judged = name;
    findings.clear();
    copiesOpened = 0;
    keysRefused = 0;
  }

  /** A message sent again has its first answer; another under its id has none of it. */
  private void step(int number, Step step, Face.Answer answer, Face.Answer first) {
    boolean well =
        switch (step) {
          case Step.ByPerson _, Step.RecordConversation _, Step.Appoint _ -> answer.good();
          // What it must be told is part of the outcome.
          case Step.PublishRevision _ -> true;
          case Step.PublishAgain _ ->
              answer.status() == first.status() && Arrays.equals(answer.body(), first.body());
          case Step.PublishChanged _ -> answer.status() == MESSAGE_ID_TAKEN;
        };
    if (!well) {
      found("step " + number + " came to " + Face.said(answer));
    }
  }

  private void revision(Played played, Outcome expected) {
    Optional<Step.PublishRevision> sent =
        played.scene().then().stream()
            .filter(Step.PublishRevision.class::isInstance)
            .map(Step.PublishRevision.class::cast)
            .findFirst();
    if (sent.isEmpty() || played.revision().isEmpty()) {
      found("no revision was sent");
      return;
    }
    Face.Answer answer = played.revision().get();
    Content.Group body = sent.get().body(played.scene().publish());
    intake(answer, expected.intake());
    Played.notification(answer).ifPresent(id -> notification(id, body, expected));
  }

  private void notification(NotificationId id, Content.Group body, Outcome expected) {
    same("the units owed a delivery", units(expected), units(id));
    Message report = Message.of(body);
    for (ExpectedDelivery delivery : expected.deliveries()) {
      delivery(new DeliveryId(id, delivery.unit()), delivery, report);
    }
    same("the alerts sent", expected.alerts(), alerts(expected.alerts(), alerts(id)));
    same(
        "the tasks given to people about the report",
        expected.tasks(),
        tasks(expected.tasks(), tasks(id)));
    casefile(id, expected.casefile());
    invariants(id);
  }

  private void invariants(NotificationId id) {
    new Invariants(gateway.story(), WorkPolicy.DEFAULT, LadderPolicy.DEFAULT)
        .of(id, gateway.clock().instant())
        .forEach(breach -> found("invariant " + breach));
  }

  private void casefile(NotificationId id, Optional<ExpectedCase> expected) {
    Optional<Case> stored = gateway.story().casefile(id).map(Stored::row);
    same("that there is a case", expected.isPresent(), stored.isPresent());
    if (expected.isPresent() && stored.isPresent()) {
      casefile(stored.get(), expected.get());
    }
  }

  private void casefile(Case casefile, ExpectedCase expected) {
    same("the state of the case", expected.state(), casefile.state());
    same("when its clock started", expected.startedAt(), casefile.plan().startedAt());
    same("when contact was due", expected.contactDueAt(), casefile.plan().contactDueAt());
    same(
        "when it was acknowledged",
        expected.acknowledgedAt(),
        casefile.acknowledged().map(Stamp::at));
    same("when it was answered", expected.answeredAt(), casefile.answered().map(Stamp::at));
    same("the conversations recorded", expected.conversations(), casefile.conversations());
    same("the contact there was", expected.contact(), casefile.contact());
    same("the breach of the case", expected.breach(), casefile.breach());
    same("the tasks given to people about the case", expected.tasks(), casefile.tasks());
  }

  /** What must come of a scene, in a few words. */
  private static String inShort(Outcome expected) {
    List<Outcome> parts = expected.parts();
    return switch (expected.intake()) {
      case IntakeAnswer.Taken taken ->
          inShort(
              taken.status(),
              taken.ruleId(),
              parts.stream().mapToInt(part -> part.deliveries().size()).sum(),
              parts.stream().mapToInt(part -> part.alerts().size()).sum(),
              parts.stream().mapToInt(Checks::asked).sum());
      case IntakeAnswer.Refused(var status, var codes) -> inShort(status, codes.size());
    };
  }

  private static int asked(Outcome expected) {
    return expected.tasks().size()
        + expected.deliveries().stream().mapToInt(owed -> owed.tasks().size()).sum()
        + expected.casefile().map(casefile -> casefile.tasks().size()).orElse(0);
  }

  /** What came of a scene, likewise. */
  private String inShort(Played played) {
    Content.Group told = played.answer().content();
    List<NotificationId> taken = taken(played);
    return taken.isEmpty()
        ? inShort(played.answer().status(), told.groups("errors").size())
        : inShort(
            played.answer().status(),
            told.group("deadline").flatMap(deadline -> deadline.text("ruleId")).orElse("-"),
            taken.stream().mapToInt(id -> units(id).size()).sum(),
            taken.stream().mapToInt(id -> alerts(id).size()).sum(),
            taken.stream().mapToInt(this::asked).sum());
  }

  private static List<NotificationId> taken(Played played) {
    return Stream.concat(
            played.notification().stream(),
            played.revision().flatMap(Played::notification).stream())
        .toList();
  }

  private int asked(NotificationId id) {
    return tasks(id).size()
        + deliveries(id).mapToInt(delivery -> delivery.tasks().size()).sum()
        + gateway.story().casefile(id).map(stored -> stored.row().tasks().size()).orElse(0);
  }

  private Stream<Delivery> deliveries(NotificationId id) {
    return units(id).stream()
        .flatMap(unit -> gateway.story().delivery(new DeliveryId(id, Unit.parse(unit))).stream())
        .map(Stored::row);
  }

  private static String inShort(int status, String ruleId, int owed, int mails, int tasks) {
    return "%d %s: owed %d mails %d tasks %d".formatted(status, ruleId, owed, mails, tasks);
  }

  private static String inShort(int status, int faults) {
    return "%d: faults named %d".formatted(status, faults);
  }

  private void intake(Face.Answer answer, IntakeAnswer expected) {
    same("the answer to the police system", expected.status(), answer.status());
    if (answer.status() != expected.status()) {
      return;
    }
    switch (expected) {
      case IntakeAnswer.Taken taken -> taken(answer.content(), taken);
      case IntakeAnswer.Refused(_, var codes) ->
          same(
              "the faults it was told of",
              codes,
              answer.content().groups("errors").stream()
                  .map(fault ->
                      new Outcome.Code(
                          fault.text("pointer").orElse(""), fault.text("code").orElse("")))
                  .toList());
    }
  }

  private void taken(Content.Group answer, IntakeAnswer.Taken expected) {
    var deadline = answer.group("deadline").orElse(Content.Group.EMPTY);
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
        answer.groups("missing").stream()
            .map(missing ->
                new Missing(missing.text("path").orElse(""), missing.text("reason").orElse("")))
            .toList());
  }

  private void delivery(DeliveryId id, ExpectedDelivery expected, Message report) {
    Optional<Stored<Delivery>> stored = gateway.story().delivery(id);
    if (stored.isEmpty()) {
      found("there is no delivery " + id);
      return;
    }
    Delivery delivery = stored.get().row();
    same("the state of " + id, expected.state(), delivery.state());
    same("the outcome of " + id, expected.outcome(), delivery.answer().map(Answer::outcome));
    same("that " + id + " was opened in time", expected.openedInTime(), delivery.openedInTime());
    same("the rule of " + id, expected.ruleId(), delivery.plan().deadline().ruleId());
    same("the deadline of " + id, expected.deliverBy(), delivery.plan().deadline().deliverBy());
    same("the alert time of " + id, expected.alertAt(), delivery.plan().alert().at());
    same(
        "that the alert of " + id + " says pupils are not in",
        expected.pupilsNotIn(),
        delivery.plan().alert().pupilsNotIn());
    same("that " + id + " was late", expected.late(), delivery.climb().late());
    same("the breach of " + id, expected.breach(), delivery.climb().breach());
    same(
        "the tasks given to people about " + id,
        expected.tasks(),
        tasks(expected.tasks(), delivery.tasks()));
    var copies = gateway.story().copies(id);
    same(
        "the readers of " + id,
        expected.readers(),
        copies.stream().map(copy -> copy.row().reader()).toList());
    copies.forEach(copy -> copy(copy.row(), expected, report));
  }

  private void copy(Copy copy, ExpectedDelivery expected, Message report) {
    String name = "the copy " + copy.id();
    same(
        "when " + name + " was available",
        expected.availableAt(),
        gateway.kills().excuse(expected.availableAt(), copy.availableAt())
            ? expected.availableAt()
            : copy.availableAt());
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
      String name, Copy copy, Content.Group opened, ExpectedDelivery expected, Message report) {
    Content.Group notice = opened.group("notice").orElse(Content.Group.EMPTY);
    if (!notice.equals(expected.notice())) {
      found(name + " does not hold the expected notice"); // The contents are personal: not said.
    }
    switch (report) {
      case Report domestic ->
          Disclosed.tooMuch(domestic, expected.unit(), notice)
              .forEach(finding -> found(name + " holds " + finding));
      case CaseReport _ -> {} // Only the outcome says what is in it.
    }
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

  /** Of every delivery there is, whoever planned it: an answer's is in no plan. */
  private List<String> units(NotificationId id) {
    return gateway.story().trail(id).stream()
        .flatMap(trail -> trail.rows().keySet().stream())
        .filter(RowId::isDelivery)
        .map(row -> row.delivery().unit().toString())
        .sorted()
        .toList();
  }

  private static List<String> units(Outcome expected) {
    return expected.deliveries().stream().map(owed -> owed.unit().toString()).sorted().toList();
  }

  private List<ExpectedAlert> alerts(NotificationId id) {
    return sent(id).map(Checks::alert).sorted(BY_TIME).toList();
  }

  private Stream<AuditEntry> sent(NotificationId id) {
    return gateway.story().trail(id).stream()
        .flatMap(trail -> trail.entries().stream())
        .filter(entry -> entry.happening() == Happening.ALERT_SENT);
  }

  private static ExpectedAlert alert(AuditEntry entry) {
    Instant at = entry.at();
    String reader = Objects.requireNonNullElse(entry.facts().get("person"), "nobody");
    return new ExpectedAlert(new PersonId(reader), at);
  }

  private List<Task> tasks(NotificationId id) {
    return gateway.story().head(id).map(head -> head.row().tasks()).orElse(List.of());
  }

  private List<ExpectedAlert> alerts(List<ExpectedAlert> expected, List<ExpectedAlert> actual) {
    return asIfNeverKilled(
            expected,
            actual,
            ExpectedAlert::at,
            (alert, at) -> new ExpectedAlert(alert.person(), at))
        .sorted(BY_TIME)
        .toList();
  }

  private List<Task> tasks(List<Task> expected, List<Task> actual) {
    return asIfNeverKilled(
            expected,
            actual,
            Task::since,
            (task, since) -> new Task(task.kind(), task.assignee(), since))
        .toList();
  }

  /** What came, and for what kills made late what was expected in its place. */
  private <T> Stream<T> asIfNeverKilled(
      List<T> expected, List<T> actual, Function<T, Instant> at, BiFunction<T, Instant, T> moved) {
    var owed = new ArrayList<>(expected);
    owed.removeAll(actual);
    Kills kills = gateway.kills();
    return actual.stream()
        .map(came -> {
          Optional<T> late =
              owed.stream()
                  .filter(one -> moved.apply(came, at.apply(one)).equals(one))
                  .filter(one -> kills.excuse(at.apply(one), at.apply(came)))
                  .findFirst();
          late.ifPresent(owed::remove);
          return late.orElse(came);
        });
  }

  private void same(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      found("%s: expected %s, got %s".formatted(what, expected, actual));
    }
  }

  private void found(String finding) {
    findings.add(judged + ": " + finding);
  }
}
