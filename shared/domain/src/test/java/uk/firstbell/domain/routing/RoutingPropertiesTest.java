package uk.firstbell.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static uk.firstbell.domain.model.SampleReports.text;
import static uk.firstbell.domain.model.SampleReports.with;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.disclosure.DisclosureRules;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.intake.IntakeRules;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.invariants.Disclosed;
import uk.firstbell.domain.matching.ConflictRules;
import uk.firstbell.domain.matching.MatchingRules;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedReader;

/** What must hold of every incident, whatever is in it. A failure names its seed. */
final class RoutingPropertiesTest {
  private static final int INCIDENTS = 25_000;
  private static final SenderKey KEY =
      new SenderKey(
          "wxc-1",
          new ForceCode("WXC"),
          SenderKey.Algorithm.ED25519,
          new byte[] {1},
          Set.of("Encompass Desk"),
          Set.of("DA_ENCOMPASS"),
          Instant.MIN,
          Instant.MAX);

  @ParameterizedTest(name = "from seed {0}")
  @ValueSource(longs = {1, 1_000_001})
  void discloses_to_each_unit_what_is_its_business_and_to_no_party_anything(long firstSeed) {
    var deliveries = new EnumMap<Unit.Kind, Integer>(Unit.Kind.class);
    var barred = new EnumMap<Unit.Kind, Integer>(Unit.Kind.class);
    int confidential = 0;
    int refused = 0;
    int held = 0;
    for (long seed = firstSeed; seed < firstSeed + INCIDENTS; seed++) {
      var incident = new GeneratedIncidents(seed);
      Report report = incident.report();
      boolean secret = report.incident().confidentialLocation();
      if (secret && refused(report) != incident.tellsThePlace()) {
        fail("seed " + seed + ": intake mistakes whether a text says where the family is");
      }
      if (secret && incident.tellsThePlace()) {
        refused++;
        continue;
      }
      Plan plan = plan(incident, report);
      List<String> findings = findings(incident, report, plan);
      if (!findings.isEmpty()) {
        fail("seed " + seed + ": " + findings);
      }
      for (DeliveryPlan owed : plan.deliveries()) {
        deliveries.merge(owed.unit().kind(), 1, Integer::sum);
        barred.merge(owed.unit().kind(), owed.barred().isEmpty() ? 0 : 1, Integer::sum);
      }
      confidential += secret && !report.held() ? 1 : 0;
      held += report.held() ? 1 : 0;
    }

    // What was swept did hold the cases that matter.
    assertThat(deliveries.keySet())
        .containsExactlyInAnyOrder(Unit.Kind.SCHOOL, Unit.Kind.LA, Unit.Kind.CSC);
    assertThat(deliveries.values()).allMatch(count -> count > 1_000);
    assertThat(barred.values()).allMatch(count -> count > 1_000);
    assertThat(confidential).isGreaterThan(1_000);
    assertThat(refused).isGreaterThan(1_000);
    assertThat(held).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHOOL", "LA", "CSC"})
  void would_find_a_party_among_the_readers(Unit.Kind kind) {
    assertThat(
            found((incident, owed) ->
                owed.unit().kind() == kind ? readBy(owed, incident.parties()) : owed))
        .anyMatch(finding -> finding.endsWith("is a party"));
  }

  @Test
  void would_find_a_child_among_an_officers_whom_a_school_is_told_of_or_who_lives_elsewhere() {
    assertThat(
            found((incident, owed) ->
                owed.unit().kind() == Unit.Kind.LA ? aboutAll(incident.report(), owed) : owed))
        .anyMatch(finding -> finding.endsWith("is no business of an officer there"));
  }

  @Test
  void would_find_a_secret_place_in_a_text_that_intake_had_let_through() {
    assertThat(
            incidents()
                .filter(incident -> !incident.report().held())
                .filter(incident -> incident.report().incident().confidentialLocation())
                .flatMap(incident -> {
                  Report told =
                      with(incident.report(), "incident/summary", text("Was at 2 Secretplace."));
                  return findings(incident, told, plan(incident, told)).stream();
                }))
        .anyMatch(finding -> finding.matches("SCHOOL-.* is told a confidential place"));
  }

  private static Stream<GeneratedIncidents> incidents() {
    return LongStream.rangeClosed(1, 200).mapToObj(GeneratedIncidents::new);
  }

  /** What is found wrong of plans that no rule would make. */
  private static Stream<String> found(
      BiFunction<GeneratedIncidents, DeliveryPlan, DeliveryPlan> wrongly) {
    return incidents()
        .flatMap(incident -> {
          Plan plan = plan(incident, incident.report());
          var wrong =
              new Plan(
                  plan.deliveries().stream().map(owed -> wrongly.apply(incident, owed)).toList(),
                  plan.unplaced(),
                  plan.held(),
                  plan.untold(),
                  plan.casefile());
          return findings(incident, incident.report(), wrong).stream();
        });
  }

  private static DeliveryPlan readBy(DeliveryPlan owed, List<Person> people) {
    return owed.withReaders(
        people.stream()
            .filter(person -> person.organisation().equals(owed.unit()))
            .map(person -> PlannedReader.of(person, person.roles()))
            .toList());
  }

  private static DeliveryPlan aboutAll(Report report, DeliveryPlan owed) {
    return new DeliveryPlan(
        owed.unit(),
        owed.fallback(),
        owed.force(),
        owed.deadline(),
        owed.alert(),
        owed.dayEndsAt(),
        owed.rungs(),
        owed.tooLate(),
        owed.senderCause(),
        owed.profile(),
        IntStream.range(0, report.children().size()).boxed().toList(),
        owed.roles(),
        owed.readers(),
        owed.contacts(),
        owed.named(),
        owed.barred(),
        owed.defects());
  }

  private static boolean refused(Report report) {
    return IntakeRules.faults(report, KEY, WorkPolicy.DEFAULT, GeneratedIncidents.ACCEPTED).stream()
        .anyMatch(fault -> fault.code().equals("TEXT_CARRIES_CONFIDENTIAL_ADDRESS"));
  }

  private static Plan plan(GeneratedIncidents incident, Report report) {
    return new RoutingRules(
            report,
            incident.schools(),
            incident.offices(),
            TimingPolicy.DEFAULT,
            LadderPolicy.DEFAULT,
            GeneratedIncidents.ACCEPTED,
            Map.of(),
            GeneratedIncidents.ACCEPTED)
        .plan();
  }

  private static List<String> findings(GeneratedIncidents incident, Report report, Plan plan) {
    var findings = new ArrayList<String>();
    List<PersonId> parties = incident.parties().stream().map(Person::id).toList();
    for (DeliveryPlan owed : plan.deliveries()) {
      Content.Group notice =
          DisclosureRules.notice(
              report,
              Profile.of(owed.profile()),
              owed.unit(),
              owed.children().stream().map(report.childParts()::get).toList());
      Disclosed.tooMuch(report, owed.unit(), notice).stream()
          // Which children are an officer's business is asked below, of the directory as well.
          .filter(finding ->
              !(owed.unit().kind() == Unit.Kind.LA && finding.equals("another unit's child")))
          .forEach(finding -> findings.add(owed.unit() + " " + finding));
      if (report.incident().confidentialLocation()
          && !(owed.unit().kind() == Unit.Kind.CSC && allLiveIn(report, owed.unit()))
          && tellsThePlace(notice)) {
        findings.add(owed.unit() + " is told a confidential place");
      }
      if (owed.unit().kind() == Unit.Kind.LA) {
        owed.children().stream()
            .filter(child -> !officersBusiness(incident, report, child, owed.unit()))
            .forEach(
                child -> findings.add("child " + child + " is no business of an officer there"));
      }
      Stream.concat(owed.readers().stream(), owed.contacts().stream())
          .map(PlannedReader::person)
          .filter(parties::contains)
          .forEach(person -> findings.add(person + " is a party"));
    }
    everyChildOnce(report, plan).ifPresent(findings::add);
    return findings;
  }

  private static boolean tellsThePlace(Content.Group notice) {
    String all = notice.toString().toLowerCase(Locale.ROOT);
    return GeneratedIncidents.SECRET_PLACES.stream().anyMatch(all::contains);
  }

  /**
   * A child that lives there without an open school to go to, or whose school there has nobody who
   * may read (F34).
   */
  private static boolean officersBusiness(
      GeneratedIncidents incident, Report report, int child, Unit authority) {
    Report.Child who = report.children().get(child);
    List<Urn> open = incident.schools().stream().map(facts -> facts.school().urn()).toList();
    boolean without = who.schools().isEmpty() || !open.containsAll(who.schools());
    boolean livesThere = who.residenceLaCode().equals(Optional.of(authority.code()));
    return (without && livesThere)
        || incident.schools().stream()
            .filter(facts -> facts.school().localAuthority().equals(authority))
            .filter(facts -> who.schools().contains(facts.school().urn()))
            .anyMatch(facts -> nobodyMayRead(report, facts));
  }

  private static boolean nobodyMayRead(Report report, SchoolFacts facts) {
    return facts.people().stream()
        .filter(person -> person.isAny(Role.SCHOOL_READERS) || person.isAny(Role.SCHOOL_HEAD))
        .allMatch(person ->
            ConflictRules.party(report, person)
                || (MatchingRules.staffLink(report) && person.isAny(Role.SCHOOL_READERS)));
  }

  private static boolean allLiveIn(Report report, Unit unit) {
    return report.children().stream()
        .allMatch(child -> child.residenceLaCode().equals(Optional.of(unit.code())));
  }

  /** Nobody is forgotten: a child is in a delivery, or counted for people to see to. */
  private static Optional<String> everyChildOnce(Report report, Plan plan) {
    var placed = new HashSet<Integer>();
    plan.deliveries().stream()
        .filter(owed -> owed.unit().kind() != Unit.Kind.CSC)
        .forEach(owed -> placed.addAll(owed.children()));
    int forgotten = report.children().size() - placed.size() - plan.unplaced() - plan.held();
    return forgotten > 0 ? Optional.of(forgotten + " children forgotten") : Optional.empty();
  }
}
