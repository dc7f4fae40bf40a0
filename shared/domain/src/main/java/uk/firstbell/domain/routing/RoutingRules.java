package uk.firstbell.domain.routing;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import uk.firstbell.domain.calendar.AgeRules;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.calendar.DeadlineRules;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.ladder.LadderRules;
import uk.firstbell.domain.matching.ConflictRules;
import uk.firstbell.domain.matching.MatchingRules;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.DeliveryPlan.Defect;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedAlert;
import uk.firstbell.domain.story.PlannedReader;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Task;

/**
 * Who is owed a notice about one report, and by when. Pure: built of what the directory says, and
 * then asked for its {@link #plan}.
 *
 * <p>A child's open schools are owed one each. A child without, or with a school that is not open,
 * is the business of an officer of the authority it lives in (R12); so are the children of a school
 * where everybody who could read is a party (F34). Children's social care of the authority a child
 * lives in is told as well, where V-DA-16 says so.
 */
final class RoutingRules {
  /** F40: a school has a lead and at least this many deputies. */
  private static final int DEPUTIES_MIN = 2;

  private final Report report;

  /** The places in the report of everybody in it who is a child. */
  private final List<Integer> children;

  private final Map<Urn, SchoolFacts> schools;
  private final Map<Unit, OfficeFacts> offices;
  private final TimingPolicy timing;
  private final LadderPolicy ladder;
  private final Instant acceptedAt;
  private final Map<Unit, Delivery> before;
  private final Instant now;

  /**
   * The rules for one report.
   *
   * @param schools those of its children's schools that are open
   * @param offices those of {@link #authorities} that the directory lists
   * @param acceptedAt when the report came into the gateway's duty
   * @param before what each unit was sent by the revision before: what was in time, or too late
   *     already, is not late a second time, and a breach that was coming still comes
   * @param now when the copies can be available
   */
  RoutingRules(
      Report report,
      List<SchoolFacts> schools,
      List<OfficeFacts> offices,
      TimingPolicy timing,
      LadderPolicy ladder,
      Instant acceptedAt,
      Map<Unit, Delivery> before,
      Instant now) {
    this.report = report;
    this.children = children(report);
    this.schools =
        schools.stream().collect(Collectors.toMap(facts -> facts.school().urn(), facts -> facts));
    this.offices = offices.stream().collect(Collectors.toMap(OfficeFacts::unit, facts -> facts));
    this.timing = timing;
    this.ladder = ladder;
    this.acceptedAt = acceptedAt;
    this.before = Map.copyOf(before);
    this.now = now;
  }

  /** The authorities that may have to be written to: those of the schools, and of residence. */
  static Set<Unit> authorities(Report report, List<SchoolFacts> schools) {
    return Stream.concat(
            schools.stream().map(facts -> facts.school().localAuthority()),
            report.children().stream()
                .flatMap(child -> child.residenceLaCode().stream())
                .map(code -> new Unit(Unit.Kind.LA, code)))
        .collect(Collectors.toCollection(() -> new TreeSet<>(comparing(Unit::toString))));
  }

  /** The plan: one delivery for each unit, and how many children are left for people to place. */
  Plan plan() {
    var deliveries = new ArrayList<DeliveryPlan>();
    var forOfficers = byUnit();
    var passedOver = new ArrayList<PersonId>();
    for (SchoolFacts facts : schools.values()) {
      List<Integer> children = childrenAt(facts.school().urn());
      List<PersonId> barred = barred(facts);
      var usual = readers(facts.live(), Role.SCHOOL_READERS, barred);
      var head = readers(facts.live(), Role.SCHOOL_HEAD, barred);
      boolean conflict = conflict(facts, barred);
      var office = Optional.ofNullable(offices.get(facts.school().localAuthority()));
      if (conflict && head.isEmpty() && office.isPresent()) {
        add(forOfficers, office.get(), children);
        passedOver.addAll(barred);
      } else {
        Set<Role> roles = conflict ? Role.SCHOOL_HEAD : Role.SCHOOL_READERS;
        deliveries.add(school(facts, children, roles, conflict ? head : usual, barred));
      }
    }
    int unplaced = 0;
    for (int child : placeless()) {
      Optional<OfficeFacts> office = residence(child);
      office.ifPresent(facts -> add(forOfficers, facts, List.of(child)));
      unplaced += office.isPresent() ? 0 : 1;
    }
    forOfficers.forEach(
        (facts, children) -> deliveries.add(officer(facts, List.copyOf(children), passedOver)));
    if (report.goesToSocialCare()) {
      deliveries.addAll(socialCare());
    }
    return new Plan(
        deliveries.stream().sorted(comparing(delivery -> delivery.unit().toString())).toList(),
        unplaced,
        held(),
        untold(),
        Optional.empty());
  }

  private static Map<OfficeFacts, Set<Integer>> byUnit() {
    return new TreeMap<>(comparing((OfficeFacts facts) -> facts.unit().toString()));
  }

  private static void add(
      Map<OfficeFacts, Set<Integer>> by, OfficeFacts office, List<Integer> children) {
    by.computeIfAbsent(office, _ -> new TreeSet<>()).addAll(children);
  }

  /** Children whose own social care should be told, and is not listed. */
  private int untold() {
    return report.goesToSocialCare()
        ? Math.toIntExact(children.stream().filter(child -> socialCareOf(child).isEmpty()).count())
        : 0;
  }

  private int held() {
    return report.children().size() - children.size();
  }

  private static List<Integer> children(Report report) {
    List<Report.Child> all = report.children();
    return IntStream.range(0, all.size())
        .filter(place -> AgeRules.underAge(report, all.get(place)))
        .boxed()
        .toList();
  }

  private List<Integer> childrenAt(Urn school) {
    return children.stream()
        .filter(child -> report.children().get(child).schools().contains(school))
        .toList();
  }

  /** Children without a school, or with one that is not open. */
  private List<Integer> placeless() {
    return children.stream()
        .filter(child -> {
          List<Urn> named = report.children().get(child).schools();
          return named.isEmpty() || !schools.keySet().containsAll(named);
        })
        .toList();
  }

  private Optional<OfficeFacts> residence(int child) {
    return report
        .children()
        .get(child)
        .residenceLaCode()
        .map(code -> new Unit(Unit.Kind.LA, code))
        .flatMap(unit -> Optional.ofNullable(offices.get(unit)));
  }

  /** F34: everybody who is a party; with a link to staff suspected, every usual reader. */
  private List<PersonId> barred(SchoolFacts facts) {
    return facts.people().stream()
        .filter(person ->
            ConflictRules.party(report, person)
                || (MatchingRules.staffLink(report) && person.isAny(Role.SCHOOL_READERS)))
        .map(Person::id)
        .toList();
  }

  /** Whether no usual reader of a school may see it, able to read just now or not. */
  private boolean conflict(SchoolFacts facts, List<PersonId> barred) {
    List<PersonId> usual =
        facts.people().stream()
            .filter(person -> person.isAny(Role.SCHOOL_READERS))
            .map(Person::id)
            .toList();
    return MatchingRules.staffLink(report) || (!usual.isEmpty() && barred.containsAll(usual));
  }

  private static List<PlannedReader> readers(
      List<Reader> live, Set<Role> roles, List<PersonId> barred) {
    return live.stream()
        .map(Reader::person)
        .filter(person -> person.isAny(roles))
        .filter(person -> !barred.contains(person.id()))
        .map(person -> PlannedReader.of(person, roles))
        .toList();
  }

  private DeliveryPlan school(
      SchoolFacts facts,
      List<Integer> children,
      Set<Role> roles,
      List<PlannedReader> readers,
      List<PersonId> barred) {
    var due = DeadlineRules.deadline(facts.calendar(), report.policeAwareAt(), timing);
    Unit unit = Unit.school(facts.school().urn());
    Instant from = countedFrom(due.deadline(), facts.calendar());
    Instant released = released(from);
    var alerts = AlertRules.alerts(facts.calendar(), released, timing);
    // Where one of the staff may be the party and nobody says who, no alert goes to any of them.
    var contacts =
        facts.people().stream()
            .filter(_ -> !MatchingRules.staffLink(report))
            .filter(person -> person.isAny(Role.SCHOOL_CONTACTS))
            .filter(person -> !barred.contains(person.id()))
            .map(person -> PlannedReader.of(person, Role.SCHOOL_CONTACTS))
            .toList();
    return new DeliveryPlan(
        unit,
        facts.school().localAuthority(),
        force(),
        toBeOpened(unit, due.deadline(), from),
        new PlannedAlert(alerts.at(), alerts.pupilsNotIn(), alerts.why()),
        due.dayEndsAt(),
        rungs(
            unit,
            due.deadline(),
            LadderRules.school(due.deadline(), alerts, released, from, report.grave(), ladder),
            released),
        tooLate(unit, due.deadline()),
        senderCause(),
        profile(Profile.DSL_1).id(),
        children,
        roles,
        readers,
        contacts,
        List.of(),
        barred,
        defects(facts, readers));
  }

  private DeliveryPlan officer(
      OfficeFacts facts, List<Integer> children, List<PersonId> passedOver) {
    var due = DeadlineRules.officeDeadline(facts.days(), report.policeAwareAt(), timing);
    Instant from = countedFrom(due.deadline(), facts.days());
    Instant released = released(from);
    var alerts = AlertRules.alerts(facts.days(), released, timing);
    return office(
        facts.unit(),
        facts.unit(),
        toBeOpened(facts.unit(), due.deadline(), from),
        new PlannedAlert(alerts.at(), false, alerts.why()),
        due.dayEndsAt(),
        rungs(
            facts.unit(), due.deadline(), LadderRules.office(alerts.at(), from, ladder), released),
        tooLate(facts.unit(), due.deadline()),
        profile(Profile.LA_1),
        children,
        Role.OFFICERS,
        facts.officers(),
        passedOver);
  }

  private List<DeliveryPlan> socialCare() {
    var byAuthority = byUnit();
    for (int child : children) {
      socialCareOf(child).ifPresent(facts -> add(byAuthority, facts, List.of(child)));
    }
    return byAuthority.entrySet().stream()
        .map(entry -> socialCare(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /** That of the authority it lives in; only where nobody says which, that of its schools. */
  private Optional<OfficeFacts> socialCareOf(int child) {
    return report.children().get(child).residenceLaCode().isPresent()
        ? residence(child)
        : schoolsAuthority(child);
  }

  private Optional<OfficeFacts> schoolsAuthority(int child) {
    return report.children().get(child).schools().stream()
        .flatMap(urn -> Optional.ofNullable(schools.get(urn)).stream())
        .flatMap(
            facts -> Optional.ofNullable(offices.get(facts.school().localAuthority())).stream())
        .findFirst();
  }

  /** R12: alerted at once, day and night; due an hour after acceptance. */
  private DeliveryPlan socialCare(OfficeFacts facts, List<Integer> children) {
    Instant due = acceptedAt.plus(ladder.socialCareWithin());
    Instant released = released(due);
    return office(
        Unit.socialCare(facts.unit()),
        facts.unit(),
        new Deadline(
            due,
            due,
            "R12",
            "Children's social care is alerted at once, and due %d minutes after acceptance."
                .formatted(ladder.socialCareWithin().toMinutes())),
        new PlannedAlert(released, false, "Children's social care is alerted at any hour."),
        due,
        holding(LadderRules.socialCare(released, due, ladder), released),
        Optional.empty(),
        profile(Profile.CSC_1),
        children,
        Role.SOCIAL_CARE,
        facts.onDuty(),
        List.of());
  }

  private DeliveryPlan office(
      Unit unit,
      Unit authority,
      Deadline deadline,
      PlannedAlert alert,
      Instant dayEndsAt,
      List<Rung> rungs,
      Optional<Late> tooLate,
      Profile profile,
      List<Integer> children,
      Set<Role> roles,
      List<Reader> live,
      List<PersonId> passedOver) {
    var barred = new ArrayList<>(passedOver);
    barred.addAll(ConflictRules.parties(report, live.stream().map(Reader::person).toList()));
    List<PlannedReader> readers = readers(live, roles, barred);
    return new DeliveryPlan(
        unit,
        authority,
        force(),
        deadline,
        alert,
        dayEndsAt,
        rungs,
        tooLate,
        senderCause(),
        profile.id(),
        children,
        roles,
        readers,
        List.of(),
        List.of(),
        barred,
        readers.isEmpty() ? List.of(Defect.NO_LIVE_READER) : List.of());
  }

  private Unit force() {
    return Unit.force(new ForceCode(report.forceCode()));
  }

  private Optional<LateCause> senderCause() {
    return report.lateCause().map(LateCause::valueOf);
  }

  /**
   * R9: until a supervisor releases it, the least that is safe to say, shortly before it is due.
   */
  private Instant released(Instant from) {
    Instant latest = from.minus(ladder.minimumBefore());
    return report.held() && latest.isAfter(now) ? latest : now;
  }

  private Profile profile(Profile whole) {
    return report.held() ? Profile.MIN_1 : whole;
  }

  private Optional<Late> tooLate(Unit unit, Deadline deadline) {
    return LadderRules.tooLate(deadline, acceptedAt) && !judged(unit)
        ? Optional.of(new Late(senderCause().orElse(LateCause.REPORTING_DELAY), acceptedAt))
        : Optional.empty();
  }

  /** What comes too late to somebody told before has a time of its own to be opened by as well. */
  private Deadline toBeOpened(Unit unit, Deadline deadline, Instant from) {
    return LadderRules.tooLate(deadline, acceptedAt) && judged(unit)
        ? deadline.openedBefore(from)
        : deadline;
  }

  private List<Rung> rungs(Unit unit, Deadline deadline, List<Rung> all, Instant released) {
    List<Rung> climbed = tooLate(unit, deadline).isPresent() ? LadderRules.withoutBreach(all) : all;
    return holding(
        breachComing(unit).map(at -> LadderRules.breachAtLatest(climbed, at)).orElse(climbed),
        released);
  }

  private boolean judged(Unit unit) {
    return Optional.ofNullable(before.get(unit))
        .filter(told -> told.climb().late().isPresent() || told.deliveredInTime())
        .isPresent();
  }

  /** When nobody had opened the revision before, the breach that its ladder ends in. */
  private Optional<Instant> breachComing(Unit unit) {
    return Optional.ofNullable(before.get(unit))
        .filter(told -> told.state().unopened())
        .flatMap(told ->
            told.plan().rungs().stream()
                .skip(told.climb().taken())
                .filter(rung -> rung.kind() == Rung.Kind.BREACH)
                .map(Rung::at)
                .findFirst());
  }

  private List<Rung> holding(List<Rung> rungs, Instant released) {
    return report.held() ? LadderRules.held(rungs, released) : rungs;
  }

  /** R10: what came too late is counted from a time of its own. */
  private Instant countedFrom(Deadline deadline, SchoolCalendar days) {
    return LadderRules.tooLate(deadline, acceptedAt)
        ? LadderRules.actBy(
            AlertRules.alerts(days, now, timing).at(),
            DeadlineRules.nextBeforeSchool(days, acceptedAt, timing),
            ladder)
        : deadline.deliverBy();
  }

  private static List<Defect> defects(SchoolFacts facts, List<PlannedReader> readers) {
    var defects = new ArrayList<Defect>();
    if (named(facts, Role.DSL) == 0) {
      defects.add(Defect.NO_DSL);
    }
    if (named(facts, Role.DEPUTY_DSL) < DEPUTIES_MIN) {
      defects.add(Defect.FEWER_THAN_TWO_DEPUTIES);
    }
    if (readers.isEmpty()) {
      defects.add(Defect.NO_LIVE_READER);
    }
    return defects;
  }

  private static long named(SchoolFacts facts, Role role) {
    return facts.people().stream().filter(person -> person.roles().contains(role)).count();
  }

  /** What people are asked the moment a delivery exists: R10, R8's holiday rule, and F34. */
  static List<Task> askedAtOnce(DeliveryPlan owed, Instant now) {
    var asked = new ArrayList<Task>();
    if (owed.tooLate().isPresent()) {
      asked.add(new Task(Task.Kind.LA_LATE, owed.fallback(), now));
      asked.add(new Task(Task.Kind.FORCE_LATE, owed.force(), now));
    }
    if (owed.rungs().stream().anyMatch(rung -> rung.kind() == Rung.Kind.HOLIDAY)) {
      asked.add(new Task(Task.Kind.LA_HOLIDAY, owed.fallback(), now));
    }
    if (!owed.barred().isEmpty()) {
      asked.add(new Task(Task.Kind.LA_PARTY, owed.fallback(), now));
    }
    return asked;
  }

  /** What the force's contact point is asked: children no unit was told of, and what is held. */
  static List<Task> askedOfForce(Plan plan, ForceCode force, Instant now) {
    var asked = new ArrayList<Task>();
    if (plan.unplaced() > 0) {
      asked.add(new Task(Task.Kind.FORCE_SCHOOL_UNKNOWN, Unit.force(force), now));
    }
    if (plan.untold() > 0) {
      asked.add(new Task(Task.Kind.FORCE_AUTHORITY_UNKNOWN, Unit.force(force), now));
    }
    if (plan.deliveries().stream().anyMatch(DeliveryPlan::held)) {
      asked.add(new Task(Task.Kind.FORCE_RELEASE, Unit.force(force), now));
    }
    if (plan.held() > 0) {
      asked.add(new Task(Task.Kind.FORCE_CHILD_HELD, Unit.force(force), now));
    }
    return asked;
  }
}
