package uk.firstbell.domain.routing;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.ladder.CaseLadder;
import uk.firstbell.domain.matching.ConflictRules;
import uk.firstbell.domain.model.CaseReport;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseBreach;
import uk.firstbell.domain.story.CasePlan;
import uk.firstbell.domain.story.CaseRung;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.DeliveryPlan.Defect;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedAlert;
import uk.firstbell.domain.story.PlannedReader;
import uk.firstbell.domain.story.Rung;

/**
 * Who is told of a case, and when there is to be contact (domain sections 7.3 and 8.7): the social
 * care of the responsible authority, which answers, and that of others where the children have
 * homes too. Nobody of education, and no school: the family may not be warned. Pure.
 */
final class CaseRoutingRules {
  /** The rungs at which somebody of the force takes it up, and social care is reminded. */
  private static final Set<CaseRung.Kind> TAKEN_UP =
      Set.of(CaseRung.Kind.SERGEANT, CaseRung.Kind.INSPECTOR, CaseRung.Kind.CHIEF_INSPECTOR);

  private final CaseReport report;
  private final List<CaseFacts> socialCare;
  private final CaseLadder ladder;
  private final Instant acceptedAt;
  private final Optional<Case> before;
  private final List<Instant> dutyChanges;
  private final Instant now;

  /**
   * The rules for one case.
   *
   * @param socialCare what the directory knows of each social care, the responsible one first
   * @param before the case of the revision before
   * @param dutyChanges when others come on duty at social care, until contact is due
   * @param now when the copies can be available
   */
  CaseRoutingRules(
      CaseReport report,
      List<CaseFacts> socialCare,
      CaseLadder ladder,
      Instant acceptedAt,
      Optional<Case> before,
      List<Instant> dutyChanges,
      Instant now) {
    this.report = report;
    this.socialCare = List.copyOf(socialCare);
    this.ladder = ladder;
    this.acceptedAt = acceptedAt;
    this.before = before;
    this.dutyChanges = List.copyOf(dutyChanges);
    this.now = now;
  }

  /**
   * What the directory knew of one social care.
   *
   * @param people all of it, on duty or not: a party is no reader at any hour
   * @param live whoever can read it now: those on duty, or those the sender named
   */
  record CaseFacts(Unit unit, boolean listed, List<Person> people, List<Reader> live) {}

  Plan plan() {
    CasePlan clock = clock();
    return new Plan(
        socialCare.stream()
            .map(facts -> delivery(facts, clock))
            .sorted(comparing(delivery -> delivery.unit().toString()))
            .toList(),
        0,
        0,
        Math.toIntExact(socialCare.stream().filter(facts -> !facts.listed()).count()),
        Optional.of(clock));
  }

  /**
   * Children found after contact start a clock of their own. As long as there was none, the earlier
   * start stands for all: nobody gains time by sending again, and whether that time was kept is for
   * the clock to find, not for acceptance.
   */
  private CasePlan clock() {
    Optional<Case> open = before.filter(earlier -> earlier.contact().isEmpty());
    Instant startedAt =
        Stream.concat(
                Stream.of(report.childrenIdentifiedAt()),
                open.stream().map(earlier -> earlier.plan().startedAt()))
            .min(Instant::compareTo)
            .orElseThrow();
    CasePlan fresh =
        ladder.plan(
            socialCare.getFirst().unit(),
            force(),
            report.childrenIdentifiedAt(),
            startedAt,
            acceptedAt,
            report.immediateRisk(),
            report.lateReason().map(CaseBreach.Cause::valueOf).orElse(CaseBreach.Cause.NOT_GIVEN));
    boolean anew =
        before
            .flatMap(Case::contact)
            .filter(made -> report.childrenIdentifiedAt().isAfter(made.at()))
            .isPresent();
    return before.isEmpty()
        ? fresh
        : new CasePlan(
            fresh.lead(),
            fresh.force(),
            fresh.identifiedAt(),
            fresh.startedAt(),
            fresh.contactDueAt(),
            fresh.confirmBy(),
            anew
                ? fresh.rungs()
                : fresh.rungs().stream().filter(rung -> rung.at().isAfter(acceptedAt)).toList(),
            anew ? fresh.breach() : Optional.empty());
  }

  private DeliveryPlan delivery(CaseFacts facts, CasePlan clock) {
    List<PersonId> barred = ConflictRules.parties(report, facts.people());
    List<PlannedReader> readers =
        facts.live().stream()
            .map(Reader::person)
            .filter(person -> !barred.contains(person.id()))
            .map(person -> PlannedReader.of(person, Role.SOCIAL_CARE))
            .toList();
    return new DeliveryPlan(
        facts.unit(),
        force(),
        force(),
        CaseLadder.deadline(clock.contactDueAt()),
        new PlannedAlert(now, false, "Children's social care is alerted at any hour."),
        clock.contactDueAt(),
        rungs(clock),
        Optional.empty(),
        Optional.empty(),
        Profile.CASE_1.id(),
        IntStream.range(0, report.childParts().size()).boxed().toList(),
        Role.SOCIAL_CARE,
        readers,
        List.of(),
        report.namedIndividuals(),
        barred,
        readers.isEmpty() ? List.of(Defect.NO_LIVE_READER) : List.of());
  }

  /**
   * Whoever is on duty is alerted at once, again whenever a person is asked to take the case up,
   * and whenever others come on duty.
   */
  private List<Rung> rungs(CasePlan clock) {
    Stream<Instant> asked =
        clock.rungs().stream().filter(rung -> TAKEN_UP.contains(rung.kind())).map(CaseRung::at);
    Stream<Instant> onDuty =
        report.namedIndividuals().isEmpty() ? dutyChanges.stream() : Stream.of();
    return Stream.concat(
            Stream.of(new Rung(Rung.Kind.RELEASE, now)),
            Stream.concat(asked, onDuty)
                .filter(at -> at.isAfter(now))
                .sorted()
                .distinct()
                .map(at -> new Rung(Rung.Kind.REMINDER, at)))
        .toList();
  }

  private Unit force() {
    return Unit.force(new ForceCode(report.forceCode()));
  }
}
