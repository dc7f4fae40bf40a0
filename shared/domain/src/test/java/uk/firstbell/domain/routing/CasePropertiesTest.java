package uk.firstbell.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.disclosure.DisclosureRules;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.ladder.CaseLadder;
import uk.firstbell.domain.model.CaseReport;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.CasePlan;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedReader;

/** What must hold of every case, whatever is in it. A failure names its seed. */
final class CasePropertiesTest {
  private static final int CASES = 10_000;
  private static final CaseLadder LADDER = new CaseLadder(CasePolicy.DEFAULT, TimingPolicy.DEFAULT);

  /** What the properties look at, that must have been swept. */
  private enum Swept {
    LATE,
    NAMED,
    OTHER_HOMES,
    PARTY,
    UNLISTED
  }

  @Test
  void tells_social_care_alone_and_no_party_and_nothing_operational() {
    var swept = new EnumMap<Swept, Integer>(Swept.class);
    for (long seed = 1; seed <= CASES; seed++) {
      var generated = new GeneratedCases(seed);
      Plan plan = plan(generated);
      List<String> findings = findings(generated, plan, CasePropertiesTest::notice);
      if (!findings.isEmpty()) {
        fail("seed " + seed + ": " + findings);
      }
      count(generated, plan).forEach(what -> swept.merge(what, 1, Integer::sum));
    }

    assertThat(swept.keySet()).containsExactlyInAnyOrder(Swept.values());
    assertThat(swept.values()).allMatch(count -> count > 500);
  }

  @Test
  void would_find_a_party_or_somebody_who_is_not_named_among_the_readers() {
    assertThat(found((generated, owed) -> readBy(owed, generated.parties())))
        .anyMatch(finding -> finding.endsWith("is a party"));
    assertThat(found((generated, owed) -> readBy(owed, generated.people(owed.unit().code()))))
        .anyMatch(finding -> finding.endsWith("is not one of those named"));
  }

  @Test
  void would_find_a_school_among_those_who_are_told() {
    Unit school = new Unit(Unit.Kind.SCHOOL, "102345");

    assertThat(found((_, owed) -> to(owed, school)))
        .anyMatch(finding -> finding.contains("SCHOOL"));
  }

  @Test
  void would_find_anything_operational_in_a_notice() {
    assertThat(
            cases()
                .flatMap(generated ->
                    findings(generated, plan(generated), (report, _) -> report.content()).stream()))
        .anyMatch(finding -> finding.endsWith("is told what is operational"));
  }

  private static Stream<GeneratedCases> cases() {
    return LongStream.rangeClosed(1, 100).mapToObj(GeneratedCases::new);
  }

  /** What is found wrong of plans that no rule would make. */
  private static Stream<String> found(
      BiFunction<GeneratedCases, DeliveryPlan, DeliveryPlan> wrongly) {
    return cases()
        .flatMap(generated -> {
          Plan plan = plan(generated);
          var wrong =
              new Plan(
                  plan.deliveries().stream().map(owed -> wrongly.apply(generated, owed)).toList(),
                  plan.unplaced(),
                  plan.held(),
                  plan.untold(),
                  plan.casefile());
          return findings(generated, wrong, CasePropertiesTest::notice).stream();
        });
  }

  private static DeliveryPlan readBy(DeliveryPlan owed, List<Person> people) {
    return owed.withReaders(
        people.stream()
            .filter(person -> person.organisation().equals(owed.unit()))
            .map(person -> PlannedReader.of(person, Role.SOCIAL_CARE))
            .toList());
  }

  private static DeliveryPlan to(DeliveryPlan owed, Unit unit) {
    return new DeliveryPlan(
        unit,
        owed.fallback(),
        owed.force(),
        owed.deadline(),
        owed.alert(),
        owed.dayEndsAt(),
        owed.rungs(),
        owed.tooLate(),
        owed.senderCause(),
        owed.profile(),
        owed.children(),
        owed.roles(),
        owed.readers(),
        owed.contacts(),
        owed.named(),
        owed.barred(),
        owed.defects());
  }

  /** As routing puts the directory before the rules, on a Saturday evening. */
  private static Plan plan(GeneratedCases generated) {
    CaseReport report = generated.report();
    List<PersonId> named = report.namedIndividuals();
    var socialCare =
        Stream.concat(Stream.of(report.responsibleLaCode()), report.secondaryLaCodes().stream())
            .map(code ->
                new CaseRoutingRules.CaseFacts(
                    new Unit(Unit.Kind.CSC, code),
                    generated.lists(code),
                    generated.people(code),
                    generated.people(code).stream()
                        .filter(person ->
                            named.isEmpty()
                                ? person.roles().contains(Role.EDT)
                                : named.contains(person.id()))
                        .map(Chance::reader)
                        .toList()))
            .toList();
    return new CaseRoutingRules(
            report,
            socialCare,
            LADDER,
            GeneratedCases.ACCEPTED,
            Optional.empty(),
            List.of(GeneratedCases.ACCEPTED.plus(Duration.ofHours(15))),
            GeneratedCases.ACCEPTED)
        .plan();
  }

  private static Content.Group notice(CaseReport report, DeliveryPlan owed) {
    return DisclosureRules.notice(
        report,
        Profile.of(owed.profile()),
        owed.unit(),
        owed.children().stream().map(report.childParts()::get).toList());
  }

  private static List<String> findings(
      GeneratedCases generated,
      Plan plan,
      BiFunction<CaseReport, DeliveryPlan, Content.Group> notices) {
    CaseReport report = generated.report();
    var findings = new ArrayList<String>();
    Set<String> owedTo = new TreeSet<>(report.secondaryLaCodes());
    owedTo.add(report.responsibleLaCode());
    List<String> told =
        plan.deliveries().stream().map(owed -> owed.unit().toString()).sorted().toList();
    if (!told.equals(owedTo.stream().map(code -> "CSC-" + code).toList())) {
      findings.add("told are " + told);
    }
    List<PersonId> parties = generated.parties().stream().map(Person::id).toList();
    for (DeliveryPlan owed : plan.deliveries()) {
      if (owed.fallback().kind() != Unit.Kind.FORCE) {
        findings.add(owed.fallback() + " is asked in its place");
      }
      if (notices.apply(report, owed).toString().contains(GeneratedCases.OPERATIONAL)) {
        findings.add(owed.unit() + " is told what is operational");
      }
      for (PlannedReader reader : owed.readers()) {
        if (parties.contains(reader.person())) {
          findings.add(reader.person() + " is a party");
        }
        if (!report.namedIndividuals().isEmpty()
            && !report.namedIndividuals().contains(reader.person())) {
          findings.add(reader.person() + " is not one of those named");
        }
      }
    }
    clock(report, plan.casefile().orElseThrow()).ifPresent(findings::add);
    return findings;
  }

  private static Optional<String> clock(CaseReport report, CasePlan clock) {
    var due = report.childrenIdentifiedAt().plus(Duration.ofHours(24));
    boolean late = GeneratedCases.ACCEPTED.isAfter(due);
    return clock.contactDueAt().equals(due)
            && clock.lead().equals(new Unit(Unit.Kind.CSC, report.responsibleLaCode()))
            && clock.breach().isPresent() == late
        ? Optional.empty()
        : Optional.of("a clock that is not 24 hours from the children's identification");
  }

  private static List<Swept> count(GeneratedCases generated, Plan plan) {
    var swept = new ArrayList<Swept>();
    if (plan.casefile().orElseThrow().breach().isPresent()) {
      swept.add(Swept.LATE);
    }
    if (!generated.report().namedIndividuals().isEmpty()) {
      swept.add(Swept.NAMED);
    }
    if (plan.deliveries().size() > 1) {
      swept.add(Swept.OTHER_HOMES);
    }
    if (plan.deliveries().stream().anyMatch(owed -> !owed.barred().isEmpty())) {
      swept.add(Swept.PARTY);
    }
    if (plan.untold() > 0) {
      swept.add(Swept.UNLISTED);
    }
    return swept;
  }
}
