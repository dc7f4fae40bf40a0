package uk.firstbell.domain.routing;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uk.firstbell.domain.audit.Fields;
import uk.firstbell.domain.calendar.AgeRules;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.calendar.DeadlineRules;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.DeliveryPlan.Defect;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedReader;

/** Who is owed a notice, and by when. Pure. */
final class RoutingRules {
  /** F40: a school has a lead and at least this many deputies. */
  private static final int DEPUTIES_MIN = 2;

  private RoutingRules() {}

  /**
   * The schools that may be written to: those of the report's children, unless a member of staff
   * may be a party (V-DA, safety.staffLinkSuspected): then nobody at a usual desk may see it, and a
   * person has to decide.
   */
  static Set<Urn> candidates(Report report) {
    if (report.staffLinkSuspected().equals("YES")) {
      return Set.of();
    }
    return report.children().stream()
        .filter(child -> AgeRules.underAge(report, child))
        .flatMap(child -> child.schools().stream())
        .collect(Collectors.toCollection(() -> new TreeSet<>(comparing(Urn::value))));
  }

  /**
   * The plan: one delivery for each open school, and how many children are left for people to
   * place.
   *
   * @param open those of {@link #candidates} that the directory lists as open
   * @param now when the copies can be available
   */
  static Plan plan(Report report, List<SchoolFacts> open, TimingPolicy policy, Instant now) {
    var deliveries =
        open.stream()
            .map(facts -> delivery(report, facts, policy, now))
            .sorted(comparing(delivery -> delivery.unit().toString()))
            .toList();
    var reached = open.stream().map(facts -> facts.school().urn()).collect(Collectors.toSet());
    long unplaced =
        report.children().stream()
            .filter(child ->
                !AgeRules.underAge(report, child)
                    || child.schools().isEmpty()
                    || !reached.containsAll(child.schools()))
            .count();
    return new Plan(deliveries, Math.toIntExact(unplaced));
  }

  /** A plan's fingerprint: SHA-256 over every field of it. */
  static String hash(Plan plan) {
    var fields = new Fields("firstbell.plan.v1").add(plan.childrenForPeople());
    fields.count(plan.deliveries().size());
    for (var delivery : plan.deliveries()) {
      fields
          .add(delivery.unit())
          .add(delivery.localAuthority())
          .add(delivery.deadline().deliverBy())
          .add(delivery.deadline().ruleId())
          .add(delivery.deadline().explanation())
          .add(delivery.alertAt())
          .add(delivery.pupilsNotIn())
          .add(delivery.dayEndsAt())
          .add(delivery.profile())
          .count(delivery.readers().size());
      delivery.readers().forEach(reader -> fields.add(reader.person()).add(reader.role()));
      fields.count(delivery.defects().size());
      delivery.defects().forEach(fields::add);
    }
    return fields.sha256();
  }

  private static DeliveryPlan delivery(
      Report report, SchoolFacts facts, TimingPolicy policy, Instant now) {
    var due = DeadlineRules.deadline(facts.calendar(), report.policeAwareAt(), policy);
    var alerts = AlertRules.alerts(facts.calendar(), now, policy);
    return new DeliveryPlan(
        Unit.school(facts.school().urn()),
        facts.school().localAuthority(),
        due.deadline(),
        alerts.at(),
        alerts.pupilsNotIn(),
        due.dayEndsAt(),
        Profile.DSL_1.id(),
        facts.live().stream()
            .map(reader ->
                new PlannedReader(
                    reader.person().id(),
                    reader.person().roles().contains(Role.DSL) ? Role.DSL : Role.DEPUTY_DSL))
            .toList(),
        defects(facts));
  }

  private static List<Defect> defects(SchoolFacts facts) {
    var defects = new ArrayList<Defect>();
    if (facts.leads() == 0) {
      defects.add(Defect.NO_DSL);
    }
    if (facts.deputies() < DEPUTIES_MIN) {
      defects.add(Defect.FEWER_THAN_TWO_DEPUTIES);
    }
    if (facts.live().isEmpty()) {
      defects.add(Defect.NO_LIVE_READER);
    }
    return defects;
  }
}
