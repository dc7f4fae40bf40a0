package uk.firstbell.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.model.SampleReports.aChild;
import static uk.firstbell.domain.model.SampleReports.aReport;
import static uk.firstbell.domain.model.SampleReports.text;
import static uk.firstbell.domain.model.SampleReports.with;
import static uk.firstbell.domain.model.SampleReports.withChildren;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.matching.MatchingRules;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.DeliveryPlan.Defect;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedReader;

final class RoutingRulesTest {
  private static final Instant FRIDAY_NIGHT = Instant.parse("2026-05-01T21:40:00Z");
  private static final Urn LARKFIELD = new Urn("102345");
  private static final Urn OAKMERE = new Urn("102346");

  @Test
  void owes_one_delivery_to_each_school_of_the_children() {
    var report = withChildren(aReport(), aChild("c1", "102345", "102346"), aChild("c2", "102345"));

    assertThat(MatchingRules.schools(report)).containsExactly(LARKFIELD, OAKMERE);
    var plan = plan(report, facts(LARKFIELD, 2), facts(OAKMERE, 2));
    assertThat(plan.deliveries())
        .extracting(delivery -> delivery.unit().toString())
        .containsExactly("SCHOOL-102345", "SCHOOL-102346");
    assertThat(plan.childrenForPeople()).isZero();
  }

  @Test
  void fixes_deadline_and_alert_of_the_bank_holiday_weekend() {
    DeliveryPlan owed = plan(aReport(), facts(LARKFIELD, 2)).deliveries().getFirst();

    assertThat(owed.deadline().deliverBy()).isEqualTo(Instant.parse("2026-05-05T07:30:00Z"));
    assertThat(owed.deadline().ruleId()).isEqualTo("R3");
    assertThat(owed.alert().at()).isEqualTo(Instant.parse("2026-05-05T05:45:00Z"));
    assertThat(owed.readers())
        .containsExactly(
            new PlannedReader(new PersonId("deputy-1"), Role.DEPUTY_DSL),
            new PlannedReader(new PersonId("deputy-2"), Role.DEPUTY_DSL),
            new PlannedReader(new PersonId("lead"), Role.DSL));
    assertThat(owed.defects()).isEmpty();
  }

  @Test
  void delivers_where_there_are_fewer_than_two_deputies_and_says_so() {
    assertThat(plan(aReport(), facts(LARKFIELD, 1)).deliveries().getFirst().defects())
        .containsExactly(Defect.FEWER_THAN_TWO_DEPUTIES);
    assertThat(plan(aReport(), facts(LARKFIELD, 2)).deliveries().getFirst().defects()).isEmpty();
  }

  @Test
  void says_that_nobody_named_can_read() {
    var nobody = new SchoolFacts(school(LARKFIELD), calendar(), List.of(), 0, 0, List.of());

    assertThat(plan(aReport(), nobody).deliveries().getFirst().defects())
        .containsExactly(Defect.NO_DSL, Defect.FEWER_THAN_TWO_DEPUTIES, Defect.NO_LIVE_READER);
  }

  @Test
  void leaves_to_people_a_child_without_a_school_and_one_whose_school_is_not_open() {
    var report =
        withChildren(aReport(), aChild("c1", "102345"), aChild("c2"), aChild("c3", "102346"));

    var plan = plan(report, facts(LARKFIELD, 2));

    assertThat(plan.deliveries()).hasSize(1);
    assertThat(plan.childrenForPeople()).isEqualTo(2);
  }

  @Test
  void writes_to_no_school_for_a_grown_child_and_leaves_it_to_people() {
    var grown = with(aReport(), "children/0/dateOfBirth", text("2001-01-01"));

    assertThat(MatchingRules.schools(grown)).isEmpty();
    assertThat(plan(grown).childrenForPeople()).isEqualTo(1);
  }

  @Test
  void writes_to_no_usual_desk_where_a_member_of_staff_may_be_a_party() {
    var suspected = with(aReport(), "safety/staffLinkSuspected", text("YES"));
    var unknown = with(aReport(), "safety/staffLinkSuspected", text("UNKNOWN"));

    assertThat(MatchingRules.schools(suspected)).isEmpty();
    assertThat(plan(suspected).childrenForPeople()).isEqualTo(1);
    assertThat(MatchingRules.schools(unknown)).containsExactly(LARKFIELD);
  }

  @Test
  void gives_equal_plans_equal_hashes_and_others_another() {
    var plan = plan(aReport(), facts(LARKFIELD, 2));

    assertThat(RoutingRules.hash(plan))
        .isEqualTo(RoutingRules.hash(plan(aReport(), facts(LARKFIELD, 2))))
        .isNotEqualTo(RoutingRules.hash(plan(aReport(), facts(LARKFIELD, 1))))
        .isNotEqualTo(RoutingRules.hash(new Plan(plan.deliveries(), 1, 0, 0)));
  }

  private static Plan plan(Report report, SchoolFacts... open) {
    return RoutingRules.plan(
        report,
        Arrays.asList(open),
        TimingPolicy.DEFAULT,
        LadderPolicy.DEFAULT,
        FRIDAY_NIGHT,
        FRIDAY_NIGHT);
  }

  private static SchoolFacts facts(Urn urn, int deputies) {
    var live = new java.util.ArrayList<Reader>();
    for (int i = 1; i <= deputies; i++) {
      live.add(reader("deputy-" + i, urn, Role.DEPUTY_DSL));
    }
    live.add(reader("lead", urn, Role.DSL));
    return new SchoolFacts(school(urn), calendar(), live, 1, deputies, List.of());
  }

  private static School school(Urn urn) {
    return new School(urn, "An invented school", new Unit(Unit.Kind.LA, "999"), 1);
  }

  private static Reader reader(String id, Urn urn, Role role) {
    var person =
        new Person(
            new PersonId(id),
            Unit.school(urn),
            "An Invented Person",
            id + "@school.example",
            Set.of(role),
            Unit.school(urn));
    return new Reader(
        person,
        List.of(new ReaderCertificate(person.id(), "1", new byte[] {1}, Instant.MIN, Instant.MAX)));
  }

  private static SchoolCalendar calendar() {
    return new SchoolCalendar(
        LocalTime.of(8, 50),
        LocalTime.of(15, 15),
        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
        List.of(),
        List.of(),
        Set.of(),
        Set.of(),
        Set.of(LocalDate.parse("2026-05-04")));
  }
}
