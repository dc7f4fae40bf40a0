package uk.firstbell.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.disclosure.DisclosureRules;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.invariants.Disclosed;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedReader;

/** What must hold of every incident, whatever is in it. A failure names its seed. */
final class RoutingPropertiesTest {
  private static final int INCIDENTS = 25_000;

  @ParameterizedTest(name = "from seed {0}")
  @ValueSource(longs = {1, 1_000_001})
  void discloses_to_each_unit_what_is_its_business_and_to_no_party_anything(long firstSeed) {
    var deliveries = new EnumMap<Unit.Kind, Integer>(Unit.Kind.class);
    int confidential = 0;
    int held = 0;
    int barred = 0;
    for (long seed = firstSeed; seed < firstSeed + INCIDENTS; seed++) {
      var incident = new GeneratedIncidents(new SplittableRandom(seed));
      Report report = incident.report();
      Plan plan = plan(incident, report);
      List<String> findings = findings(incident, report, plan);
      if (!findings.isEmpty()) {
        fail("seed " + seed + ": " + findings);
      }
      plan.deliveries().forEach(owed -> deliveries.merge(owed.unit().kind(), 1, Integer::sum));
      confidential += report.incident().confidentialLocation() && !report.held() ? 1 : 0;
      held += report.held() ? 1 : 0;
      barred += plan.deliveries().stream().anyMatch(owed -> !owed.barred().isEmpty()) ? 1 : 0;
    }

    // What was swept did hold the cases that matter.
    assertThat(deliveries.keySet())
        .containsExactlyInAnyOrder(Unit.Kind.SCHOOL, Unit.Kind.LA, Unit.Kind.CSC);
    assertThat(deliveries.values()).allMatch(count -> count > 1_000);
    assertThat(confidential).isGreaterThan(1_000);
    assertThat(held).isGreaterThan(1_000);
    assertThat(barred).isGreaterThan(1_000);
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
          // A school's children go to its authority where everybody at the school is a party.
          .filter(finding ->
              !(owed.unit().kind() == Unit.Kind.LA && finding.equals("another unit's child")))
          .forEach(finding -> findings.add(owed.unit() + " " + finding));
      if (report.incident().confidentialLocation()
          && !(owed.unit().kind() == Unit.Kind.CSC && allLiveIn(report, owed.unit()))
          && notice.toString().contains(GeneratedIncidents.SECRET_PLACE)) {
        findings.add(owed.unit() + " is told a confidential place");
      }
      Stream.concat(owed.readers().stream(), owed.contacts().stream())
          .map(PlannedReader::person)
          .filter(parties::contains)
          .forEach(person -> findings.add(person + " is a party"));
    }
    everyChildOnce(report, plan).ifPresent(findings::add);
    return findings;
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
