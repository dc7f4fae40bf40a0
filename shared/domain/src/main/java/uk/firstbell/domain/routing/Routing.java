package uk.firstbell.domain.routing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.calendar.DutyRules;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.ladder.CaseLadder;
import uk.firstbell.domain.matching.MatchingRules;
import uk.firstbell.domain.model.CaseReport;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.routing.RoutingDecision.AlreadyRouted;
import uk.firstbell.domain.routing.RoutingDecision.Contended;
import uk.firstbell.domain.routing.RoutingDecision.NothingThere;
import uk.firstbell.domain.routing.RoutingDecision.Routed;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CasePlan;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Tasks;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.vault.AcceptedReports;

/** Decides who is owed what, once, and makes the deliveries that decision names. */
public final class Routing {
  private static final Actor ROUTING = Actor.gateway("routing");

  private final Story story;
  private final AcceptedReports reports;
  private final Directory directory;
  private final TimingPolicy timing;
  private final LadderPolicy ladder;
  private final CaseLadder cases;
  private final WorkPolicy work;
  private final InstantSource time;

  public Routing(
      Story story,
      AcceptedReports reports,
      Directory directory,
      TimingPolicy timing,
      LadderPolicy ladder,
      CasePolicy cases,
      WorkPolicy work,
      InstantSource time) {
    this.story = story;
    this.reports = reports;
    this.directory = directory;
    this.timing = timing;
    this.ladder = ladder;
    this.cases = new CaseLadder(cases, timing);
    this.work = work;
    this.time = time;
  }

  /** Routes one report, from wherever an earlier attempt left it. */
  public RoutingDecision route(NotificationId id) {
    Instant now = time.instant();
    Optional<Stored<Head>> found = story.head(id);
    if (found.isEmpty()) {
      return new NothingThere();
    }
    return switch (found.get().row().state()) {
      case ACCEPTED -> freezePlan(found.get(), now);
      case PLANNED -> carryOut(found.get(), now);
      case ROUTED, ROUTED_IN_PART, SUPERSEDED -> new AlreadyRouted();
    };
  }

  /** What a revision takes the place of is routed first, so that there is something to end. */
  private RoutingDecision freezePlan(Stored<Head> head, Instant now) {
    Optional<NotificationId> before = head.row().supersedes();
    if (before.isPresent() && route(before.get()) instanceof Contended) {
      return new Contended();
    }
    Plan plan = plan(head.row(), now);
    var deed =
        Deed.of(ROUTING, Action.COMBINED, Happening.PLAN_FROZEN)
            .with("planHash", PlanHash.of(plan))
            .with("deliveries", plan.deliveries().size())
            .with("childrenForPeople", plan.childrenForPeople());
    Head planned = head.row().planned(plan, now.plus(work.unroutedRetry()));
    return switch (story.write(now, List.of(new Change.Replace(head, planned, deed)))) {
      case Written.Done() ->
          story
              .head(planned.notification())
              .map(stored -> carryOut(stored, now))
              .orElseGet(NothingThere::new);
      case Written.Beaten _ -> new Contended();
    };
  }

  private Plan plan(Head head, Instant now) {
    return switch (reports.message(head.notification())) {
      case Report report -> plan(report, head, now);
      case CaseReport report -> plan(report, head, now);
    };
  }

  private Plan plan(CaseReport report, Head head, Instant now) {
    boolean hub = DutyRules.hubOnDuty(directory.officeDays(), now, timing);
    var codes =
        Stream.concat(Stream.of(report.responsibleLaCode()), report.secondaryLaCodes().stream());
    List<PersonId> named = report.namedIndividuals();
    List<CaseRoutingRules.CaseFacts> socialCare =
        codes
            .map(code -> new Unit(Unit.Kind.CSC, code))
            .map(unit ->
                new CaseRoutingRules.CaseFacts(
                    unit,
                    directory.localAuthority(unit.code()).isPresent(),
                    directory.people(unit, Role.SOCIAL_CARE),
                    directory
                        .readers(unit, named.isEmpty() ? Role.onDuty(hub) : Role.SOCIAL_CARE, now)
                        .stream()
                        .filter(reader -> named.isEmpty() || named.contains(reader.person().id()))
                        .toList()))
            .toList();
    Optional<Case> before = head.supersedes().flatMap(story::casefile).map(Stored::row);
    Instant dueAtLatest = cases.contactDueAt(report.childrenIdentifiedAt());
    List<Instant> changes = DutyRules.changes(directory.officeDays(), now, dueAtLatest, timing);
    return new CaseRoutingRules(report, socialCare, cases, head.receivedAt(), before, changes, now)
        .plan();
  }

  private Plan plan(Report report, Head head, Instant now) {
    List<SchoolFacts> open =
        MatchingRules.schools(report).stream()
            .flatMap(urn -> directory.school(urn).filter(School::open).stream())
            .map(school -> facts(school, now))
            .toList();
    List<OfficeFacts> offices =
        RoutingRules.authorities(report, open).stream()
            .flatMap(unit -> directory.localAuthority(unit.code()).stream())
            .map(authority -> facts(authority.unit(), now))
            .toList();
    return new RoutingRules(
            report, open, offices, timing, ladder, head.receivedAt(), before(head), now)
        .plan();
  }

  /** What each unit was sent by the revision before. */
  private Map<Unit, Delivery> before(Head head) {
    return head.supersedes().stream()
        .flatMap(this::standing)
        .map(Stored::row)
        .collect(Collectors.toMap(told -> told.delivery().unit(), told -> told));
  }

  private Stream<Stored<Delivery>> standing(NotificationId notification) {
    return story.head(notification).map(Stored::row).flatMap(Head::plan).stream()
        .flatMap(plan -> plan.deliveries().stream())
        .flatMap(owed -> story.delivery(new DeliveryId(notification, owed.unit())).stream());
  }

  private SchoolFacts facts(School school, Instant now) {
    Unit unit = Unit.school(school.urn());
    return new SchoolFacts(
        school,
        directory.calendar(school.urn()),
        directory.readers(unit, Role.SCHOOL_STAFF, now),
        directory.people(unit, Role.SCHOOL_STAFF));
  }

  private OfficeFacts facts(Unit authority, Instant now) {
    SchoolCalendar days = directory.officeDays();
    return new OfficeFacts(
        authority,
        days,
        directory.readers(authority, Role.OFFICERS, now),
        directory.readers(
            Unit.socialCare(authority), Role.onDuty(DutyRules.hubOnDuty(days, now, timing)), now));
  }

  private RoutingDecision carryOut(Stored<Head> head, Instant now) {
    Plan plan =
        head.row().plan().orElseThrow(() -> new IllegalStateException("a planned head has a plan"));
    for (DeliveryPlan owed : plan.deliveries()) {
      var id = new DeliveryId(head.row().notification(), owed.unit());
      List<Task> asked = RoutingRules.askedAtOnce(owed, now);
      var delivery = Delivery.planned(id, owed, asked, now.plus(work.nudge()));
      // Beaten means that an earlier attempt made it, which is as good.
      story.write(now, List.of(new Change.Create(delivery, deed(owed, asked))));
    }
    boolean started = plan.casefile().map(clock -> start(head.row(), clock, now)).orElse(true);
    Set<Unit> held =
        plan.deliveries().stream()
            .filter(DeliveryPlan::held)
            .map(DeliveryPlan::unit)
            .collect(Collectors.toSet());
    boolean ended =
        started
            && head.row()
                .supersedes()
                .map(before -> end(before, head.row(), held, now))
                .orElse(true);
    return ended ? finish(head, plan, now) : new Contended();
  }

  /**
   * Starts the clock of a case; a breach it begins with is told at once. The clock of the revision
   * before ends in the same moment, so that nothing said to it can be lost in between.
   */
  private boolean start(Head head, CasePlan clock, Instant now) {
    NotificationId id = head.notification();
    if (story.casefile(id).isPresent()) {
      return true; // An earlier attempt started it.
    }
    boolean late = clock.breach().isPresent();
    List<Task> asked = late ? CaseLadder.askedOfBreach(clock, now) : List.of();
    Case fresh = Case.open(id, clock, asked, now);
    Deed opened =
        Deed.of(
                ROUTING,
                late ? Action.BREACHED : Action.COMBINED,
                late ? Happening.CASE_BREACHED : Happening.CASE_OPENED)
            .with("startedAt", clock.startedAt())
            .with("contactDueAt", clock.contactDueAt())
            .with("ladder", joined(clock.rungs(), Object::toString));
    Deed deed = clock.breach().map(breach -> opened.with("cause", breach.cause())).orElse(opened);
    Optional<Stored<Case>> before =
        head.supersedes()
            .flatMap(story::casefile)
            .filter(stored -> stored.row().state() != Case.State.SUPERSEDED);
    Case begun = before.map(stored -> fresh.carrying(stored.row())).orElse(fresh);
    var changes = new ArrayList<Change>();
    changes.add(
        new Change.Create(begun.lookedAt(cases.look(begun, now)), Tasks.stated(deed, asked)));
    before.ifPresent(stored ->
        changes.add(new Change.Replace(stored, stored.row().superseded(), superseded(head))));
    return story.write(now, changes) instanceof Written.Done;
  }

  private static Deed superseded(Head by) {
    return Deed.of(ROUTING, Action.ALTERED, Happening.SUPERSEDED).with("by", by.notification());
  }

  /**
   * Once every delivery of a revision exists, those it takes the place of are ended, of all before
   * it. What a unit was told already stands as long as its successor is itself held.
   */
  private boolean end(NotificationId before, Head by, Set<Unit> held, Instant now) {
    Deed deed = superseded(by);
    var open =
        standing(before)
            .filter(stored -> !stored.row().state().isFinal())
            .filter(stored ->
                stored.row().plan().held() || !held.contains(stored.row().delivery().unit()))
            .toList();
    for (Stored<Delivery> stored : open) {
      Delivery row = stored.row();
      if (beaten(new Change.Replace(stored, row.superseded(), row.stating(deed)), now)) {
        return false;
      }
    }
    Optional<Stored<Head>> earlier = story.head(before);
    boolean earlierEnded =
        earlier
            .filter(stored -> !stored.row().state().isFinal())
            .map(
                stored -> !beaten(new Change.Replace(stored, stored.row().superseded(), deed), now))
            .orElse(true);
    return earlierEnded
        && earlier
            .flatMap(stored -> stored.row().supersedes())
            .map(first -> end(first, by, held, now))
            .orElse(true);
  }

  private boolean beaten(Change change, Instant now) {
    return story.write(now, List.of(change)) instanceof Written.Beaten;
  }

  private RoutingDecision finish(Stored<Head> head, Plan plan, Instant now) {
    List<Task> asked = RoutingRules.askedOfForce(plan, head.row().force(), now);
    Change change;
    if (asked.isEmpty()) {
      change =
          new Change.Replace(
              head, head.row().routed(), Deed.of(ROUTING, Action.ALTERED, Happening.ROUTED));
    } else {
      change =
          new Change.Replace(
              head,
              head.row().routedInPart(asked, AlertRules.nextDailyTask(now, timing)),
              Tasks.stated(
                  Deed.of(ROUTING, Action.ESCALATED, Happening.ROUTED_IN_PART)
                      .with("childrenForPeople", plan.childrenForPeople()),
                  asked));
    }
    return switch (story.write(now, List.of(change))) {
      case Written.Done() -> new Routed(plan.deliveries().size(), plan.childrenForPeople());
      case Written.Beaten _ -> new Contended();
    };
  }

  private static Deed deed(DeliveryPlan owed, List<Task> asked) {
    Deed planned =
        owed.tooLate()
            .map(late ->
                Deed.of(ROUTING, Action.BREACHED, Happening.LATE_AT_ACCEPTANCE)
                    .with("late", late.cause())
                    .with("avoidable", late.cause().avoidable())
                    .with("acceptedAt", late.at()))
            .orElseGet(() -> Deed.of(ROUTING, Action.COMBINED, Happening.DELIVERY_PLANNED));
    return Tasks.stated(planned, asked)
        .with("deliverBy", owed.deadline().deliverBy())
        .with("openBy", owed.deadline().openBy())
        .with("rule", owed.deadline().ruleId())
        .with("why", owed.deadline().explanation())
        .with("alertAt", owed.alert().at())
        .with("alertWhy", owed.alert().why())
        .with("ladder", joined(owed.rungs(), Object::toString))
        .with("profile", owed.profile())
        .with("readers", joined(owed.readers(), reader -> reader.person().value()))
        .with("barred", owed.barred().size())
        .with("defects", joined(owed.defects(), Enum::name));
  }

  private static <T> String joined(List<T> list, Function<T, String> word) {
    return list.stream().map(word).collect(Collectors.joining(" "));
  }
}
