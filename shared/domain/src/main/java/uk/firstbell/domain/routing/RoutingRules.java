package uk.firstbell.domain.routing;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.firstbell.domain.audit.Fields;
import uk.firstbell.domain.calendar.AgeRules;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.calendar.DeadlineRules;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.ladder.LadderRules;
import uk.firstbell.domain.matching.MatchingRules;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.DeliveryPlan.Defect;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedAlert;
import uk.firstbell.domain.story.PlannedReader;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Task;

/** Who is owed a notice, and by when. Pure. */
final class RoutingRules {
  /** F40: a school has a lead and at least this many deputies. */
  private static final int DEPUTIES_MIN = 2;

  private RoutingRules() {}

  /**
   * The plan: one delivery for each open school, and how many children are left for people to
   * place.
   *
   * @param open those of {@link MatchingRules#schools} that the directory lists as open
   * @param acceptedAt when the report came into the gateway's duty
   * @param now when the copies can be available
   */
  static Plan plan(
      Report report,
      List<SchoolFacts> open,
      TimingPolicy timing,
      LadderPolicy ladder,
      Instant acceptedAt,
      Instant now) {
    var deliveries =
        open.stream()
            .map(facts -> delivery(report, facts, timing, ladder, acceptedAt, now))
            .sorted(comparing(delivery -> delivery.unit().toString()))
            .toList();
    var reached = open.stream().map(facts -> facts.school().urn()).collect(Collectors.toSet());
    int held = 0;
    int linked = 0;
    int unplaced = 0;
    for (Report.Child child : report.children()) {
      if (!AgeRules.underAge(report, child)) {
        held++;
      } else if (child.schools().isEmpty() || !reached.containsAll(child.schools())) {
        if (MatchingRules.staffLink(report) && !child.schools().isEmpty()) {
          linked++;
        } else {
          unplaced++;
        }
      }
    }
    return new Plan(deliveries, unplaced, held, linked);
  }

  /** A plan's fingerprint: SHA-256 over every field of it. */
  static String hash(Plan plan) {
    var fields =
        new Fields("firstbell.plan.v1").add(plan.unplaced()).add(plan.held()).add(plan.linked());
    fields.count(plan.deliveries().size());
    plan.deliveries().forEach(delivery -> add(fields, delivery));
    return fields.sha256();
  }

  private static void add(Fields fields, DeliveryPlan delivery) {
    fields
        .add(delivery.unit())
        .add(delivery.localAuthority())
        .add(delivery.force())
        .add(delivery.deadline().deliverBy())
        .add(delivery.deadline().ruleId())
        .add(delivery.deadline().explanation())
        .add(delivery.alert().at())
        .add(delivery.alert().pupilsNotIn())
        .add(delivery.alert().why())
        .add(delivery.dayEndsAt())
        .add(delivery.tooLate().map(Late::cause).map(Enum::name).orElse("-"))
        .add(delivery.senderCause().map(Enum::name).orElse("-"))
        .add(delivery.profile());
    add(fields, delivery.rungs());
    add(fields, delivery.roles().stream().sorted().toList());
    add(fields, delivery.readers());
    add(fields, delivery.contacts());
    add(fields, delivery.barred());
    add(fields, delivery.defects());
  }

  private static void add(Fields fields, List<?> list) {
    fields.count(list.size());
    list.forEach(fields::add);
  }

  private static DeliveryPlan delivery(
      Report report,
      SchoolFacts facts,
      TimingPolicy timing,
      LadderPolicy ladder,
      Instant acceptedAt,
      Instant now) {
    var due = DeadlineRules.deadline(facts.calendar(), report.policeAwareAt(), timing);
    var alerts = AlertRules.alerts(facts.calendar(), now, timing);
    var said = report.lateCause().map(LateCause::valueOf);
    boolean tooLate = LadderRules.tooLate(due.deadline(), acceptedAt);
    Instant from =
        tooLate
            ? LadderRules.actBy(
                alerts.at(),
                DeadlineRules.nextBeforeSchool(facts.calendar(), acceptedAt, timing),
                ladder)
            : due.deadline().deliverBy();
    return new DeliveryPlan(
        Unit.school(facts.school().urn()),
        facts.school().localAuthority(),
        Unit.force(new ForceCode(report.forceCode())),
        due.deadline(),
        new PlannedAlert(alerts.at(), alerts.pupilsNotIn(), alerts.why()),
        due.dayEndsAt(),
        LadderRules.school(due.deadline(), alerts, now, from, report.grave(), ladder),
        tooLate
            ? Optional.of(new Late(said.orElse(LateCause.REPORTING_DELAY), acceptedAt))
            : Optional.empty(),
        said,
        Profile.DSL_1.id(),
        Role.SCHOOL_READERS,
        facts.live().stream()
            .map(Reader::person)
            .map(person -> named(person, Role.SCHOOL_READERS))
            .toList(),
        facts.contacts().stream().map(person -> named(person, Role.SCHOOL_CONTACTS)).toList(),
        List.of(),
        defects(facts));
  }

  /** A person as the first of those roles that they hold. */
  private static PlannedReader named(Person person, Set<Role> roles) {
    return new PlannedReader(
        person.id(),
        person.roles().stream().filter(roles::contains).sorted().findFirst().orElseThrow());
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

  /** What people are asked the moment a delivery exists: R10, and R8's holiday rule. */
  static List<Task> askedAtOnce(DeliveryPlan owed, Instant now) {
    var asked = new ArrayList<Task>();
    if (owed.tooLate().isPresent()) {
      asked.add(new Task(Task.Kind.LA_LATE, owed.localAuthority(), now));
      asked.add(new Task(Task.Kind.FORCE_LATE, owed.force(), now));
    }
    if (owed.rungs().stream().anyMatch(rung -> rung.kind() == Rung.Kind.HOLIDAY)) {
      asked.add(new Task(Task.Kind.LA_HOLIDAY, owed.localAuthority(), now));
    }
    return asked;
  }

  /** What the force's contact point is asked about children no unit was told of. */
  static List<Task> askedOfForce(Plan plan, ForceCode force, Instant now) {
    var asked = new ArrayList<Task>();
    if (plan.unplaced() > 0) {
      asked.add(new Task(Task.Kind.FORCE_SCHOOL_UNKNOWN, Unit.force(force), now));
    }
    if (plan.held() > 0) {
      asked.add(new Task(Task.Kind.FORCE_CHILD_HELD, Unit.force(force), now));
    }
    if (plan.linked() > 0) {
      asked.add(new Task(Task.Kind.FORCE_STAFF_LINK, Unit.force(force), now));
    }
    return asked;
  }
}
