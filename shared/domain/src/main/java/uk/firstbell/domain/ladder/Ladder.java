package uk.firstbell.domain.ladder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Tasks;

/**
 * Climbs a delivery's ladder: takes the rung that is due, asks people what it asks of them, and
 * says when to look again. Pure: equal arguments give equal answers.
 */
public final class Ladder {
  private final TimingPolicy timing;
  private final WorkPolicy work;

  public Ladder(TimingPolicy timing, WorkPolicy work) {
    this.timing = timing;
    this.work = work;
  }

  /** A delivery one rung further, and what the trail says of it. */
  public record Step(Delivery becomes, Deed deed) {}

  /** The step that is due; empty if none is, or the ladder is not climbed any more. */
  public Optional<Step> dueStep(Actor actor, Delivery delivery, Instant now) {
    return climbs(delivery)
        ? delivery
            .nextRung()
            .filter(rung -> !rung.at().isAfter(now))
            .map(rung -> take(actor, delivery, rung, now))
        : Optional.empty();
  }

  /**
   * When a delivery is looked at again: dispatch gets a while if it was asked, but no rung is ever
   * slept through; what was opened when its answer is owed; past that, or past the last rung, it is
   * put before people each day.
   */
  public Instant look(Delivery delivery, boolean dispatchAsked, Instant now) {
    Optional<Instant> rung =
        climbs(delivery) ? delivery.nextRung().map(Rung::at) : Optional.empty();
    Instant soon = now.plus(work.nudge());
    if (dispatchAsked) {
      return rung.filter(at -> at.isBefore(soon)).orElse(soon);
    }
    return rung.or(() -> answerDue(delivery))
        .orElseGet(() -> AlertRules.nextDailyTask(now, timing));
  }

  /** When whoever opened it is asked for the answer; empty once they were, and of a case. */
  private Optional<Instant> answerDue(Delivery delivery) {
    return delivery.state() == Delivery.State.OPENED
            && !delivery.plan().ofCase()
            && !delivery.climb().answerAsked()
        ? delivery
            .opening()
            .map(first -> AlertRules.answerDue(first.at(), delivery.plan().dayEndsAt(), timing))
        : Optional.empty();
  }

  /** Until it is opened; the social care of a case is alerted on until there is contact. */
  private static boolean climbs(Delivery delivery) {
    return delivery.state().unopened()
        || (delivery.plan().ofCase() && delivery.state() == Delivery.State.OPENED);
  }

  private Step take(Actor actor, Delivery delivery, Rung rung, Instant now) {
    List<Task> asked = asked(rung, delivery, now);
    Delivery climbed = delivery.climbed(rung, asked, now);
    Deed deed = Deed.of(actor, Action.ESCALATED, Happening.RUNG_TAKEN);
    switch (rung.kind()) {
      case MINIMUM_SAFE -> climbed = climbed.let();
      case UNOPENED -> {
        climbed =
            delivery.deliveredInTime() ? climbed : climbed.late(new Late(cause(delivery), now));
        deed =
            Deed.of(actor, Action.ESCALATED, Happening.UNOPENED_AT_DEADLINE)
                .with("deliverBy", delivery.plan().deadline().deliverBy());
      }
      case BREACH -> {
        LateCause cause = climbed.climb().late().map(Late::cause).orElse(LateCause.NOT_OPENED);
        climbed = climbed.breached(new Late(cause, now));
        deed = Deed.of(actor, Action.BREACHED, Happening.BREACH_RECORDED);
      }
      case RELEASE,
          ON_CALL,
          HOLIDAY,
          REMINDER,
          SWITCHBOARD,
          LEADS,
          LEADS_AND_CSC,
          ANSWER_REMINDER,
          AGREEMENT -> {}
    }
    return new Step(
        climbed.lookedAt(look(climbed, true, now)), stating(deed, rung, climbed, asked));
  }

  private static Deed stating(Deed deed, Rung rung, Delivery climbed, List<Task> asked) {
    Deed stated = Tasks.stated(deed.with("rung", rung.kind()).with("due", rung.at()), asked);
    var late = climbed.climb().late();
    return late.isPresent() ? stated.with("late", late.get().cause()) : stated;
  }

  /** R7: as the sender said, else what the gateway knows. */
  private static LateCause cause(Delivery delivery) {
    boolean nobody =
        delivery.asked(Task.Kind.LA_NO_LIVE_READER) || delivery.asked(Task.Kind.LA_ALERTS_REFUSED);
    return delivery
        .plan()
        .senderCause()
        .orElseGet(() -> nobody ? LateCause.DIRECTORY_DEFECT : ofTheGate(delivery));
  }

  private static LateCause ofTheGate(Delivery delivery) {
    return delivery.plan().held() ? LateCause.REVIEW_DELAY : LateCause.PLATFORM_OUTAGE;
  }

  private static List<Task> asked(Rung rung, Delivery delivery, Instant now) {
    Unit authority = delivery.plan().fallback();
    return switch (rung.kind()) {
      case MINIMUM_SAFE, RELEASE, ON_CALL, HOLIDAY, REMINDER, ANSWER_REMINDER, AGREEMENT ->
          List.of();
      case BREACH -> List.of(new Task(Task.Kind.LA_BREACH, authority, now));
      case SWITCHBOARD, UNOPENED, LEADS, LEADS_AND_CSC ->
          switch (delivery.plan().unit().kind()) {
            case SCHOOL -> askedOfSchools(rung, delivery, now);
            case LA -> askedOfOffices(rung, authority, now);
            case CSC -> askedOfSocialCare(rung, delivery, now);
            case FORCE -> List.of(new Task(Task.Kind.FORCE_UNOPENED, delivery.plan().force(), now));
          };
    };
  }

  /** Domain 8.3. */
  private static List<Task> askedOfSchools(Rung rung, Delivery delivery, Instant now) {
    Unit force = delivery.plan().force();
    Unit authority = delivery.plan().fallback();
    var asked = new ArrayList<Task>();
    switch (rung.kind()) {
      case SWITCHBOARD -> asked.add(new Task(Task.Kind.CALL_SWITCHBOARD, force, now));
      case UNOPENED -> {
        asked.add(new Task(Task.Kind.CALL_HEAD, force, now));
        asked.add(new Task(Task.Kind.LA_DUTY, authority, now));
      }
      case LEADS, LEADS_AND_CSC -> {
        asked.add(new Task(Task.Kind.LA_LEAD, authority, now));
        asked.add(new Task(Task.Kind.FORCE_UNOPENED, force, now));
        if (rung.kind() == Rung.Kind.LEADS_AND_CSC) {
          asked.add(new Task(Task.Kind.CSC_TOLD, Unit.socialCare(authority), now));
        }
      }
      default -> throw new IllegalArgumentException("a school is not asked about that rung");
    }
    return asked;
  }

  /** R12: the duty officer at the deadline, the lead for schools an hour later. */
  private static List<Task> askedOfOffices(Rung rung, Unit authority, Instant now) {
    return List.of(
        new Task(
            rung.kind() == Rung.Kind.UNOPENED ? Task.Kind.LA_DUTY : Task.Kind.LA_LEAD,
            authority,
            now));
  }

  /** R12: somebody rings the duty team at the deadline; its head of service an hour later. */
  private static List<Task> askedOfSocialCare(Rung rung, Delivery delivery, Instant now) {
    return List.of(
        rung.kind() == Rung.Kind.UNOPENED
            ? new Task(Task.Kind.CALL_SOCIAL_CARE, delivery.plan().force(), now)
            : new Task(Task.Kind.CSC_HEAD_OF_SERVICE, delivery.plan().unit(), now));
  }
}
