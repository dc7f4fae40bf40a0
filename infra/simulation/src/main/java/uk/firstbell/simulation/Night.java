package uk.firstbell.simulation;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.intake.IntakeDecision;
import uk.firstbell.domain.invariants.Breach;
import uk.firstbell.domain.invariants.Invariants;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.receipt.ReceiptDecision;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.rehearsal.Surroundings.Occasion;
import uk.firstbell.testkit.scene.Scene;

/** One weekend of the sample borough, in two endings. */
public enum Night {
  /** The school's lead opens her copy at 7:12am on Tuesday, and answers at 7:15am. */
  OPENED(
      Instant.parse("2026-05-05T09:00:00Z"),
      """
      delivery to SCHOOL-102345 ACKNOWLEDGED asking [] late false breach false
      alert RELEASE larkfield-deputy-1
      alert RELEASE larkfield-deputy-2
      alert RELEASE larkfield-dsl
      """),
  /** Nobody opens, and the breach at noon on Tuesday is on record. */
  UNOPENED(
      Instant.parse("2026-05-05T11:30:00Z"),
      """
      delivery to SCHOOL-102345 AVAILABLE asking [CALL_HEAD, LA_DUTY, CALL_SWITCHBOARD, LA_LEAD, \
      FORCE_UNOPENED, LA_BREACH] late false breach true
      alert RELEASE larkfield-deputy-1
      alert RELEASE larkfield-deputy-2
      alert RELEASE larkfield-dsl
      alert REMINDER larkfield-deputy-1
      alert REMINDER larkfield-deputy-2
      alert REMINDER larkfield-dsl
      """);

  private static final String SCENE = "bank-holiday-friday";

  /** Longer than any one fault can put off what is due, and off the quarter hours of the ladder. */
  private static final Duration AFTER_DUE = Duration.ofMinutes(7);

  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** From the first alert on, people are waited for. */
  private static final Instant MORNING = Instant.parse("2026-05-05T05:45:00Z");

  /** What either comes to. */
  private static final String COMMON =
      """
      head ROUTED
      copy for larkfield-deputy-1
      copy for larkfield-deputy-2
      copy for larkfield-dsl
      """;

  private final Instant until;
  private final String end;

  Night(Instant until, String end) {
    this.until = until;
    this.end = end;
  }

  /** What must have come of it, in the judge's words: written by hand. */
  Set<String> end() {
    return Stream.concat(COMMON.lines(), end.lines()).collect(toUnmodifiableSet());
  }

  /**
   * A night that was played to its end.
   *
   * @param told the ids the sender was told, one for each answer
   * @param breaches invariants that did not hold, whenever they were asked
   */
  record Played(
      Night night,
      Rehearsal gateway,
      List<NotificationId> told,
      Set<Breach> breaches,
      FaultySurroundings surroundings) {}

  Played play(FaultySurroundings surroundings) {
    var gateway = Rehearsal.of(SCENE, surroundings);
    var played = new Played(this, gateway, new ArrayList<>(), new LinkedHashSet<>(), surroundings);
    surroundings.during(Occasion.REQUEST, () -> sends(played));
    reach(gateway.clock().instant().plus(QUARTER), played);
    for (Scene.Step step : this == OPENED ? gateway.scene().then() : List.<Scene.Step>of()) {
      reach(step.at(), played);
      act(step, played);
    }
    reach(until, played);
    return played;
  }

  /** Lets time pass, and asks the invariants at its end and after each quarter of the morning. */
  private static void reach(Instant moment, Played night) {
    Rehearsal gateway = night.gateway();
    Instant ask = MORNING.plus(AFTER_DUE);
    for (; ask.isBefore(moment); ask = ask.plus(QUARTER)) {
      if (ask.isAfter(gateway.clock().instant())) {
        gateway.advanceTo(ask);
        asked(night);
      }
    }
    gateway.advanceTo(moment);
    asked(night);
  }

  private static void asked(Played night) {
    Rehearsal gateway = night.gateway();
    var invariants = new Invariants(gateway.story(), WorkPolicy.DEFAULT, LadderPolicy.DEFAULT);
    new LinkedHashSet<>(night.told())
        .forEach(id -> night.breaches().addAll(invariants.of(id, gateway.clock().instant())));
  }

  private static boolean sends(Played night) {
    Rehearsal gateway = night.gateway();
    return switch (gateway.intake().accept(gateway.signedRequest())) {
      case IntakeDecision.Accepted(var receipt) -> night.told().add(receipt.notification());
      case IntakeDecision.AlreadyAccepted(var receipt) -> night.told().add(receipt.notification());
      case IntakeDecision.MessageIdTaken _,
          IntakeDecision.Rejected _,
          IntakeDecision.Unreadable _,
          IntakeDecision.NotAuthentic _ ->
          false;
    };
  }

  private static void act(Scene.Step step, Played night) {
    if (night.told().isEmpty()) {
      return; // That nobody was told is a finding of its own.
    }
    Rehearsal gateway = night.gateway();
    DeliveryId id = gateway.delivery(night.told().getFirst());
    switch (step) {
      case Scene.Step.Open(_, var person) -> opens(gateway.admitted(person.value()), id, night);
      case Scene.Step.Acknowledge(_, var person, var outcome) ->
          night
              .surroundings()
              .during(
                  Occasion.REQUEST,
                  () ->
                      gateway.receipt().acknowledge(gateway.admitted(person.value()), id, outcome)
                          instanceof ReceiptDecision.Acknowledged);
      case Scene.Step.Audit _ -> {} // Reads what the judge reads anyway.
      case Scene.Step.PublishAgain _,
          Scene.Step.PublishChanged _,
          Scene.Step.PublishRevision _,
          Scene.Step.Appoint _,
          Scene.Step.AcknowledgeCase _,
          Scene.Step.AnswerCase _,
          Scene.Step.RecordConversation _,
          Scene.Step.ConfirmConversation _ ->
          throw new IllegalArgumentException("the swept nights have no such step");
    }
  }

  private static void opens(Admitted who, DeliveryId id, Played night) {
    Rehearsal gateway = night.gateway();
    var fetched = new ArrayList<byte[]>();
    night
        .surroundings()
        .during(
            Occasion.REQUEST,
            () ->
                gateway.receipt().fetch(who, id) instanceof ReceiptDecision.Fetched(var sealed)
                    && fetched.add(sealed));
    if (fetched.isEmpty()) {
      return; // The surroundings have said that the reader got no answer.
    }
    Content.Group copy = gateway.opened(fetched.getLast(), who.person().value());
    String token =
        copy.group("binding").flatMap(binding -> binding.text("openingToken")).orElseThrow();
    night
        .surroundings()
        .during(
            Occasion.REQUEST,
            () ->
                gateway.receipt().open(who, id, new OpeningToken(token))
                    instanceof ReceiptDecision.Opened);
  }
}
