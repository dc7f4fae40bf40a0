package uk.firstbell.simulation;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.exchange.ExchangeDecision;
import uk.firstbell.domain.exchange.Spoken;
import uk.firstbell.domain.intake.IntakeDecision;
import uk.firstbell.domain.intake.SenderKey;
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

/** Nights of the sample borough: one weekend in two endings, and a case of online child abuse. */
public enum Night {
  /** The school's lead opens her copy at 7:12am on Tuesday, and answers at 7:15am. */
  OPENED(
      "bank-holiday-friday",
      Instant.parse("2026-05-05T05:45:00Z"),
      Instant.parse("2026-05-05T09:00:00Z"),
      """
      head ROUTED
      copy for larkfield-deputy-1
      copy for larkfield-deputy-2
      copy for larkfield-dsl
      delivery to SCHOOL-102345 ACKNOWLEDGED asking [] late false breach false
      alert RELEASE larkfield-deputy-1
      alert RELEASE larkfield-deputy-2
      alert RELEASE larkfield-dsl
      """),
  /** Nobody opens, and the breach at noon on Tuesday is on record. */
  UNOPENED(
      "bank-holiday-friday",
      Instant.parse("2026-05-05T05:45:00Z"),
      Instant.parse("2026-05-05T11:30:00Z"),
      """
      head ROUTED
      copy for larkfield-deputy-1
      copy for larkfield-deputy-2
      copy for larkfield-dsl
      delivery to SCHOOL-102345 AVAILABLE asking [CALL_HEAD, LA_DUTY, CALL_SWITCHBOARD, LA_LEAD, \
      FORCE_UNOPENED, LA_BREACH] late false breach true
      alert RELEASE larkfield-deputy-1
      alert RELEASE larkfield-deputy-2
      alert RELEASE larkfield-dsl
      alert REMINDER larkfield-deputy-1
      alert REMINDER larkfield-deputy-2
      alert REMINDER larkfield-dsl
      """),
  /** Police record whom they spoke to, who confirms it: contact, and a review a day after it. */
  CONFIRMED(
      "ocsae-conversation",
      Instant.parse("2026-10-17T20:15:00Z"),
      Instant.parse("2026-10-18T21:30:00Z"),
      """
      head ROUTED
      copy for wexcombe-edt
      delivery to CSC-999 ACKNOWLEDGED asking [] late false breach false
      alert RELEASE wexcombe-edt
      case IN_REVIEW asking [CASE_REVIEW, CASE_REVIEW] contact CONVERSATION breach false
      """);

  /** Longer than any one fault can put off what is due, and off the quarter hours of the ladder. */
  private static final Duration AFTER_DUE = Duration.ofMinutes(7);

  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** How long people are waited for most. */
  private static final Duration MORNING = Duration.ofHours(6);

  private final String scene;
  private final Instant morning;
  private final Instant until;
  private final String end;

  /**
   * A night.
   *
   * @param morning when people begin to be waited for, at the first alert
   * @param end what must have come of it, each line in the judge's words
   */
  Night(String scene, Instant morning, Instant until, String end) {
    this.scene = scene;
    this.morning = morning;
    this.until = until;
    this.end = end;
  }

  /** What must have come of it, in the judge's words: written by hand. */
  Set<String> end() {
    return end.lines().collect(toUnmodifiableSet());
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
    var gateway = Rehearsal.of(scene, surroundings);
    var played = new Played(this, gateway, new ArrayList<>(), new LinkedHashSet<>(), surroundings);
    surroundings.during(Occasion.REQUEST, () -> sends(played));
    reach(gateway.clock().instant().plus(QUARTER), played);
    for (Scene.Step step : this == UNOPENED ? List.<Scene.Step>of() : gateway.scene().then()) {
      reach(step.at(), played);
      act(step, played);
    }
    reach(until, played);
    return played;
  }

  /** Lets time pass, and asks the invariants at its end and after each quarter of the morning. */
  private static void reach(Instant moment, Played night) {
    Rehearsal gateway = night.gateway();
    Instant morning = night.night().morning;
    Instant last = morning.plus(MORNING);
    Instant ask = morning.plus(AFTER_DUE);
    for (; ask.isBefore(moment) && ask.isBefore(last); ask = ask.plus(QUARTER)) {
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
    NotificationId notification = night.told().getFirst();
    DeliveryId id = gateway.delivery(notification);
    switch (step) {
      case Scene.Step.Open(_, var person) -> opens(gateway.admitted(person.value()), id, night);
      case Scene.Step.Acknowledge(_, var person, var outcome) ->
          asks(
              night,
              () ->
                  gateway.receipt().acknowledge(gateway.admitted(person.value()), id, outcome)
                      instanceof ReceiptDecision.Acknowledged);
      case Scene.Step.RecordConversation(_, var name, var heldAt, var police, var socialCare) -> {
        SenderKey key =
            gateway.directory().senderKey(gateway.scene().publish().keyId()).orElseThrow();
        var spoken = new Spoken(name, heldAt, police, socialCare);
        asks(
            night,
            () ->
                gateway.exchange().record(key, notification, spoken)
                    instanceof ExchangeDecision.Recorded);
      }
      case Scene.Step.ConfirmConversation(_, var person, var name) ->
          asks(
              night,
              () ->
                  gateway.exchange().confirm(gateway.admitted(person.value()), notification, name)
                      instanceof ExchangeDecision.Confirmed);
      case Scene.Step.AcknowledgeCase(_, var person) ->
          asks(
              night,
              () ->
                  gateway.exchange().acknowledge(gateway.admitted(person.value()), notification)
                      instanceof ExchangeDecision.Acknowledged);
      case Scene.Step.Audit _ -> {} // Reads what the judge reads anyway.
      case Scene.Step.PublishAgain _,
          Scene.Step.PublishChanged _,
          Scene.Step.PublishRevision _,
          Scene.Step.Appoint _,
          Scene.Step.AnswerCase _ ->
          throw new IllegalArgumentException("the swept nights have no such step");
    }
  }

  private static void asks(Played night, BooleanSupplier request) {
    night.surroundings().during(Occasion.REQUEST, request);
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
