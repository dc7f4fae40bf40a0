package uk.firstbell.domain.ladder;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.firstbell.domain.calendar.AlertPlan;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.Rung;

/** Which rungs a delivery has, and when. Pure. */
public final class LadderRules {
  /** The lanes in which a school is given less than a morning (R4, R5). */
  private static final Set<String> SHORT_LANES = Set.of("R4", "R5");

  private LadderRules() {}

  /** Whether a report comes too late for its own deadline (R10). */
  public static boolean tooLate(Deadline deadline, Instant acceptedAt) {
    return !deadline.deliverBy().isAfter(acceptedAt);
  }

  /**
   * What the ladder of a report that came too late is counted from instead of its deadline (R10).
   *
   * @param alertAt when its readers are first alerted
   * @param nextDeliverBy the next time before school
   */
  public static Instant actBy(Instant alertAt, Instant nextDeliverBy, LadderPolicy policy) {
    Instant afterAlert = alertAt.plus(policy.lateLead());
    return afterAlert.isBefore(nextDeliverBy) ? afterAlert : nextDeliverBy;
  }

  /**
   * A school's rungs, in order of time. A reminder at or before the first alert is subsumed by it;
   * a call at or before it goes with it.
   *
   * @param from the deadline, or the moment of {@link #actBy}
   * @param grave whether the risk is HIGH or RED, or immediate
   */
  public static List<Rung> school(
      Deadline deadline,
      AlertPlan alerts,
      Instant released,
      Instant from,
      boolean grave,
      LadderPolicy policy) {
    var rungs = new ArrayList<Rung>();
    rungs.add(new Rung(Rung.Kind.RELEASE, alerts.at()));
    if (grave) {
      rungs.add(new Rung(Rung.Kind.ON_CALL, released));
    }
    alerts.holidayContact().forEach(at -> rungs.add(new Rung(Rung.Kind.HOLIDAY, at)));
    reminder(alerts.at(), from, policy).ifPresent(rungs::add);
    if (SHORT_LANES.contains(deadline.ruleId())) {
      Instant call = from.minus(policy.callBefore());
      rungs.add(new Rung(Rung.Kind.SWITCHBOARD, call.isBefore(alerts.at()) ? alerts.at() : call));
    }
    rungs.add(new Rung(Rung.Kind.SWITCHBOARD, from.plus(policy.callAfter())));
    rungs.addAll(onceDue(grave ? Rung.Kind.LEADS_AND_CSC : Rung.Kind.LEADS, from, policy));
    return inOrder(rungs);
  }

  /** The same, with the breach no later than {@code at}: sending again gains nobody time. */
  public static List<Rung> breachAtLatest(List<Rung> rungs, Instant at) {
    return inOrder(
        rungs.stream()
            .map(rung ->
                rung.kind() == Rung.Kind.BREACH && rung.at().isAfter(at)
                    ? new Rung(Rung.Kind.BREACH, at)
                    : rung)
            .toList());
  }

  /** The rungs of what is held: the first lets the least that is safe to say go out (R9). */
  public static List<Rung> held(List<Rung> rungs, Instant released) {
    var all = new ArrayList<>(rungs);
    all.add(new Rung(Rung.Kind.MINIMUM_SAFE, released));
    return inOrder(all);
  }

  /** The rungs of what came too late: its breach is on record already, and there is no second. */
  public static List<Rung> withoutBreach(List<Rung> rungs) {
    return rungs.stream().filter(rung -> rung.kind() != Rung.Kind.BREACH).toList();
  }

  /** A local authority's rungs, for what no school can be sent (R12). */
  public static List<Rung> office(Instant alertAt, Instant from, LadderPolicy policy) {
    var rungs = new ArrayList<Rung>();
    rungs.add(new Rung(Rung.Kind.RELEASE, alertAt));
    reminder(alertAt, from, policy).ifPresent(rungs::add);
    rungs.addAll(onceDue(Rung.Kind.LEADS, from, policy));
    return inOrder(rungs);
  }

  /** The rungs of children's social care: alerted day and night (R12). */
  public static List<Rung> socialCare(Instant released, Instant from, LadderPolicy policy) {
    var rungs = new ArrayList<Rung>();
    rungs.add(new Rung(Rung.Kind.RELEASE, released));
    rungs.addAll(onceDue(Rung.Kind.LEADS, from, policy));
    return inOrder(rungs);
  }

  /** A reminder at or before the first alert is subsumed by it. */
  private static Optional<Rung> reminder(Instant alertAt, Instant from, LadderPolicy policy) {
    Instant at = from.minus(policy.reminderBefore());
    return at.isAfter(alertAt) ? Optional.of(new Rung(Rung.Kind.REMINDER, at)) : Optional.empty();
  }

  /** What every unit's ladder ends in. */
  private static List<Rung> onceDue(Rung.Kind leads, Instant from, LadderPolicy policy) {
    return List.of(
        new Rung(Rung.Kind.UNOPENED, from),
        new Rung(leads, from.plus(policy.leadsAfter())),
        new Rung(Rung.Kind.BREACH, from.plus(policy.breachAfter())));
  }

  private static List<Rung> inOrder(List<Rung> rungs) {
    return rungs.stream().sorted(comparing(Rung::at).thenComparing(Rung::kind)).toList();
  }
}
