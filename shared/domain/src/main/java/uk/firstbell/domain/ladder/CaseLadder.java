package uk.firstbell.domain.ladder;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseBreach;
import uk.firstbell.domain.story.CasePlan;
import uk.firstbell.domain.story.CaseRung;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Tasks;

/**
 * The clock of a case, from the children's identification to contact between police and social care
 * (domain section 8.7). Contact alone stops it. Pure: equal arguments give equal answers.
 */
public final class CaseLadder {
  /** Contact is in time at the very moment it is due; this long after, it is not. */
  private static final Duration LATER = Duration.ofMillis(1);

  private final CasePolicy policy;
  private final TimingPolicy timing;

  public CaseLadder(CasePolicy policy, TimingPolicy timing) {
    this.policy = policy;
    this.timing = timing;
  }

  /** A case one step further, and what the trail says of it. */
  public record Step(Case becomes, Deed deed) {}

  /** By when there is to be contact: elapsed time, whatever clocks on walls do. */
  public Instant contactDueAt(Instant startedAt) {
    return startedAt.plus(policy.contactWithin());
  }

  /** The same, as senders are told it. */
  public static Deadline deadline(Instant contactDueAt) {
    return new Deadline(
        contactDueAt,
        contactDueAt,
        "OCSAE",
        "There is to be contact with children's social care by then; hours are elapsed hours from"
            + " the children's identification.");
  }

  /**
   * The clock of a case. Of the rungs that were past when it was accepted only the highest is left;
   * accepted too late, it is breached from its first moment.
   *
   * @param immediate whether a child is in danger now; these rungs are counted from acceptance, so
   *     that no late report swallows them
   * @param cause why it is late, if it is
   */
  public CasePlan plan(
      Unit lead,
      Unit force,
      Instant identifiedAt,
      Instant startedAt,
      Instant acceptedAt,
      boolean immediate,
      CaseBreach.Cause cause) {
    Instant contactDueAt = contactDueAt(startedAt);
    boolean late = acceptedAt.isAfter(contactDueAt);
    List<CaseRung> usual =
        List.of(
            new CaseRung(CaseRung.Kind.SENT, startedAt.plus(policy.sentWithin())),
            new CaseRung(CaseRung.Kind.UNACKNOWLEDGED, startedAt.plus(policy.acknowledgedWithin())),
            new CaseRung(CaseRung.Kind.SERGEANT, startedAt.plus(policy.sergeantAfter())),
            new CaseRung(CaseRung.Kind.INSPECTOR, startedAt.plus(policy.inspectorAfter())),
            new CaseRung(
                CaseRung.Kind.CHIEF_INSPECTOR, startedAt.plus(policy.chiefInspectorAfter())));
    var rungs = new ArrayList<CaseRung>();
    usual.stream().filter(rung -> rung.at().isAfter(acceptedAt)).forEach(rungs::add);
    if (!late) {
      usual.stream()
          .filter(rung -> !rung.at().isAfter(acceptedAt))
          .max(comparing(CaseRung::at).thenComparing(CaseRung::kind))
          .ifPresent(rungs::add);
    }
    if (immediate) {
      rungs.add(
          new CaseRung(
              CaseRung.Kind.IMMEDIATE_CALL, acceptedAt.plus(policy.immediateCallWithin())));
      rungs.add(
          new CaseRung(
              CaseRung.Kind.IMMEDIATE_DECISION, acceptedAt.plus(policy.immediateDecisionWithin())));
    }
    return new CasePlan(
        lead,
        force,
        identifiedAt,
        startedAt,
        contactDueAt,
        contactDueAt.plus(policy.confirmedWithin()),
        rungs.stream().sorted(comparing(CaseRung::at).thenComparing(CaseRung::kind)).toList(),
        late ? Optional.of(new CaseBreach(cause, contactDueAt, acceptedAt)) : Optional.empty());
  }

  /** What both sides are asked when a case is accepted after contact was due. */
  public static List<Task> askedOfBreach(CasePlan plan, Instant now) {
    return ofBothSides(Task.Kind.CASE_BREACH, plan, now);
  }

  private static List<Task> ofBothSides(Task.Kind kind, CasePlan plan, Instant now) {
    return Stream.of(plan.force(), plan.lead()).map(side -> new Task(kind, side, now)).toList();
  }

  /** When a case that is not final is looked at next. */
  public Instant look(Case open, Instant now) {
    if (open.state() == Case.State.IN_CONTACT) {
      return Stream.of(
              Optional.of(reviewAt(open)),
              open.decisionOwed().map(CaseRung::at),
              breachOwed(open) ? Optional.of(breachAt(open)) : Optional.<Instant>empty())
          .flatMap(Optional::stream)
          .min(Instant::compareTo)
          .orElseThrow();
    }
    Instant next =
        open.breach().isPresent() ? AlertRules.nextDailyTask(now, timing) : breachAt(open);
    return open.nextRung().map(CaseRung::at).filter(at -> at.isBefore(next)).orElse(next);
  }

  /**
   * The step that is due; empty if none is.
   *
   * @param sent whether the notice was handed over to the social care that answers
   */
  public Optional<Step> dueStep(Actor actor, Case standing, boolean sent, Instant now) {
    if (standing.dueAt().filter(at -> !at.isAfter(now)).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (standing.state()) {
          case OPEN -> withoutContact(actor, standing, sent, now);
          case IN_CONTACT -> inContact(actor, standing, sent, now);
          case IN_REVIEW, SUPERSEDED ->
              throw new IllegalStateException("a final case has no due time");
        });
  }

  private Step withoutContact(Actor actor, Case open, boolean sent, Instant now) {
    Optional<CaseRung> rung = open.nextRung().filter(next -> !next.at().isAfter(now));
    if (rung.isPresent()) {
      return take(actor, open, rung.get(), sent, now);
    }
    Optional<CaseBreach> found = breachOf(open, now);
    if (found.isPresent()) {
      return breach(actor, open, found.get(), now);
    }
    List<Task> asked =
        open.breach().isPresent()
            ? ofBothSides(Task.Kind.CASE_STILL_WITHOUT_CONTACT, open.plan(), now)
            : List.of();
    Case becomes = open.asking(asked);
    Deed deed =
        Tasks.stated(Deed.of(actor, Action.ESCALATED, Happening.CASE_STILL_OPEN), becomes.tasks());
    return new Step(becomes.lookedAt(look(open, now)), deed);
  }

  private Step take(Actor actor, Case open, CaseRung rung, boolean sent, Instant now) {
    List<Task> asked = asked(open, rung, sent, now);
    Case passed = open.passed(rung, asked);
    Deed deed =
        Deed.of(actor, Action.ESCALATED, Happening.CASE_RUNG_TAKEN)
            .with("rung", rung.kind())
            .with("due", rung.at());
    if (rung.kind() == CaseRung.Kind.SENT) {
      deed = deed.with("sent", sent);
    }
    return new Step(passed.lookedAt(look(passed, now)), Tasks.stated(deed, asked));
  }

  private static List<Task> asked(Case open, CaseRung rung, boolean sent, Instant now) {
    Unit force = open.plan().force();
    Unit lead = open.plan().lead();
    var call = new Task(Task.Kind.CALL_SOCIAL_CARE, force, now);
    return switch (rung.kind()) {
      case SENT -> sent ? List.of() : List.of(call);
      case UNACKNOWLEDGED, IMMEDIATE_CALL -> List.of(call);
      case IMMEDIATE_DECISION -> ofBothSides(Task.Kind.CASE_DECISION, open.plan(), now);
      case SERGEANT -> List.of(new Task(Task.Kind.CASE_SERGEANT, force, now));
      case INSPECTOR -> List.of(new Task(Task.Kind.CASE_INSPECTOR, force, now));
      case CHIEF_INSPECTOR ->
          List.of(
              new Task(Task.Kind.CASE_CHIEF_INSPECTOR, force, now),
              new Task(Task.Kind.CSC_HEAD_OF_SERVICE, lead, now));
    };
  }

  /**
   * The breach that is to be recorded now, as of the moment contact was due; empty if there is
   * none, or it is on record. Whoever makes contact too late asks, and so does the watch.
   */
  public Optional<CaseBreach> breachOf(Case standing, Instant now) {
    if (!breachOwed(standing) || breachAt(standing).isAfter(now)) {
      return Optional.empty();
    }
    var cause =
        standing.conversationInTime()
            ? CaseBreach.Cause.NOT_CONFIRMED
            : CaseBreach.Cause.NO_CONTACT;
    return Optional.of(new CaseBreach(cause, standing.plan().contactDueAt(), now));
  }

  private static boolean breachOwed(Case standing) {
    return standing.breach().isEmpty() && !standing.contactInTime();
  }

  private Step breach(Actor actor, Case open, CaseBreach found, Instant now) {
    List<Task> asked = askedOfBreach(open.plan(), now);
    Case breached = open.breached(found, asked);
    Deed deed =
        Deed.of(actor, Action.BREACHED, Happening.CASE_BREACHED)
            .with("cause", found.cause())
            .with("asOf", found.asOf());
    return new Step(breached.lookedAt(look(breached, now)), Tasks.stated(deed, asked));
  }

  /** A child in danger is still decided about, and contact that came too late is still a breach. */
  private Step inContact(Actor actor, Case standing, boolean sent, Instant now) {
    Optional<CaseRung> decision = standing.decisionOwed().filter(rung -> !rung.at().isAfter(now));
    if (decision.isPresent()) {
      return take(actor, standing, decision.get(), sent, now);
    }
    Optional<CaseBreach> found = breachOf(standing, now);
    if (found.isPresent()) {
      return breach(actor, standing, found.get(), now);
    }
    List<Task> asked = ofBothSides(Task.Kind.CASE_REVIEW, standing.plan(), now);
    return new Step(
        standing.inReview(asked),
        Tasks.stated(Deed.of(actor, Action.ESCALATED, Happening.CASE_REVIEW_ASKED), asked));
  }

  private Instant reviewAt(Case standing) {
    return standing.contact().orElseThrow().at().plus(policy.reviewAfter());
  }

  /** A conversation recorded in time keeps the breach waiting for whoever has to confirm it. */
  private static Instant breachAt(Case open) {
    CasePlan plan = open.plan();
    return (open.conversationInTime() ? plan.confirmBy() : plan.contactDueAt()).plus(LATER);
  }
}
