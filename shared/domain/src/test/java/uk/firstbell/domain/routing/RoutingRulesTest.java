package uk.firstbell.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static uk.firstbell.domain.model.SampleReports.aChild;
import static uk.firstbell.domain.model.SampleReports.aReport;
import static uk.firstbell.domain.model.SampleReports.text;
import static uk.firstbell.domain.model.SampleReports.with;
import static uk.firstbell.domain.model.SampleReports.withChildren;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.matching.MatchingRules;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.DeliveryPlan.Defect;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedReader;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Task;

final class RoutingRulesTest {
  private static final Instant FRIDAY_NIGHT = Instant.parse("2026-05-01T21:40:00Z");
  private static final Urn LARKFIELD = new Urn("102345");
  private static final Urn OAKMERE = new Urn("102346");
  private static final Unit AUTHORITY = new Unit(Unit.Kind.LA, "999");

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
    var nobody = new SchoolFacts(school(LARKFIELD), calendar(), List.of(), List.of());

    assertThat(plan(aReport(), nobody).deliveries().getFirst().defects())
        .containsExactly(Defect.NO_DSL, Defect.FEWER_THAN_TWO_DEPUTIES, Defect.NO_LIVE_READER);
  }

  @Test
  void owes_to_the_officer_of_its_authority_a_child_whom_no_open_school_teaches() {
    var children =
        withChildren(aReport(), aChild("c1", "102345"), aChild("c2"), aChild("c3", "102346"));
    var report =
        with(
            with(children, "children/1/residenceLaCode", text("999")),
            "children/2/residenceLaCode",
            text("999"));

    var plan = plan(report, facts(LARKFIELD, 2));

    assertThat(plan.deliveries())
        .extracting(owed -> owed.unit().toString(), DeliveryPlan::profile, DeliveryPlan::children)
        .containsExactly(
            tuple("LA-999", "LA/1", List.of(1, 2)), tuple("SCHOOL-102345", "DSL/1", List.of(0)));
    var officer = plan.deliveries().getFirst();
    assertThat(officer.readers())
        .containsExactly(new PlannedReader(new PersonId("officer"), Role.LA_OFFICER));
    assertThat(officer.deadline().deliverBy()).isEqualTo(Instant.parse("2026-05-05T07:30:00Z"));
    assertThat(officer.rungs())
        .extracting(Object::toString)
        .containsExactly(
            "RELEASE@2026-05-05T05:45:00Z",
            "REMINDER@2026-05-05T06:30:00Z",
            "UNOPENED@2026-05-05T07:30:00Z",
            "LEADS@2026-05-05T08:30:00Z",
            "BREACH@2026-05-05T11:00:00Z");
    assertThat(plan.childrenForPeople()).isZero();
  }

  @Test
  void leaves_to_people_a_child_whose_authority_nobody_knows() {
    var children = withChildren(aReport(), aChild("c1", "102345"), aChild("c2"));
    var elsewhere = with(children, "children/1/residenceLaCode", text("998"));
    var known = with(children, "children/1/residenceLaCode", text("999"));

    assertThat(plan(elsewhere, facts(LARKFIELD, 2)).unplaced()).isEqualTo(1);
    assertThat(plan(known, facts(LARKFIELD, 2)).unplaced()).isZero();
  }

  @Test
  void writes_to_nobody_about_somebody_grown_and_leaves_it_to_people() {
    var grown = with(aReport(), "children/0/dateOfBirth", text("2001-01-01"));

    assertThat(plan(grown).deliveries()).isEmpty();
    assertThat(plan(grown).held()).isEqualTo(1);
  }

  @Test
  void tells_social_care_only_where_it_must_be_told_at_once_and_by_the_hour() {
    var referred = with(aReport(), "sharing/cscReferral", text("MADE"));
    var grave = with(aReport(), "safety/immediateRisk", new Content.Truth(true));

    assertThat(plan(aReport(), facts(LARKFIELD, 2)).deliveries()).hasSize(1);
    for (Report told : List.of(referred, grave)) {
      var owed = plan(told, facts(LARKFIELD, 2)).deliveries().getFirst();
      assertThat(owed.unit()).isEqualTo(new Unit(Unit.Kind.CSC, "999"));
      assertThat(owed.profile()).isEqualTo("CSC/1");
      assertThat(owed.readers())
          .containsExactly(new PlannedReader(new PersonId("night"), Role.EDT));
      assertThat(owed.alert().at()).isEqualTo(FRIDAY_NIGHT);
      assertThat(owed.rungs())
          .extracting(Object::toString)
          .containsExactly(
              "RELEASE@2026-05-01T21:40:00Z",
              "UNOPENED@2026-05-01T22:40:00Z",
              "LEADS@2026-05-01T23:40:00Z",
              "BREACH@2026-05-02T02:10:00Z");
    }
  }

  @Test
  void passes_over_a_reader_who_is_a_party_and_tells_the_authority() {
    var party = named(aReport(), "Invented", "Lead");

    var owed = plan(party, facts(LARKFIELD, 2)).deliveries().getFirst();

    assertThat(owed.readers())
        .extracting(PlannedReader::person)
        .containsExactly(new PersonId("deputy-1"), new PersonId("deputy-2"));
    assertThat(owed.barred()).containsExactly(new PersonId("lead"));
    assertThat(RoutingRules.askedAtOnce(owed, FRIDAY_NIGHT))
        .containsExactly(new Task(Task.Kind.LA_PARTY, AUTHORITY, FRIDAY_NIGHT));
    assertThat(
            plan(named(aReport(), "Other", "Lead"), facts(LARKFIELD, 2))
                .deliveries()
                .getFirst()
                .barred())
        .isEmpty();
  }

  @Test
  void leaves_it_to_the_head_where_a_member_of_staff_may_be_a_party() {
    var suspected = with(aReport(), "safety/staffLinkSuspected", text("YES"));
    var unknown = with(aReport(), "safety/staffLinkSuspected", text("UNKNOWN"));

    var facts = facts(LARKFIELD, 2);
    var people = new ArrayList<>(facts.people());
    people.add(reader("on-call", Unit.school(LARKFIELD), Role.ON_CALL).person());
    var withOnCall = new SchoolFacts(facts.school(), facts.calendar(), facts.live(), people);

    var owed = plan(suspected, withOnCall).deliveries().getFirst();

    assertThat(owed.readers())
        .containsExactly(new PlannedReader(new PersonId("the-head"), Role.HEAD));
    assertThat(owed.roles()).isEqualTo(Role.SCHOOL_HEAD);
    assertThat(owed.contacts()).isEmpty(); // It may be the one who is on call.
    assertThat(plan(unknown, withOnCall).deliveries().getFirst().contacts())
        .extracting(PlannedReader::role)
        .containsExactly(Role.ON_CALL);
    assertThat(plan(unknown, facts(LARKFIELD, 2)).deliveries().getFirst().readers()).hasSize(3);
  }

  @Test
  void leaves_it_to_the_authority_where_the_head_is_a_party_as_well() {
    var all = with(named(aReport(), "Invented", "Head"), "safety/staffLinkSuspected", text("YES"));

    var plan = plan(all, facts(LARKFIELD, 2));

    assertThat(plan.deliveries())
        .extracting(owed -> owed.unit().toString(), DeliveryPlan::children)
        .containsExactly(tuple("LA-999", List.of(0)));
  }

  @Test
  void records_what_came_at_its_deadline_as_breached_and_counts_its_rungs_from_a_time_of_its_own() {
    // Known on Friday night, due Tuesday 8:30am; filed then, or a moment before.
    Instant due = Instant.parse("2026-05-05T07:30:00Z");

    var late = planAccepted(due).deliveries().getFirst();
    var inTime = planAccepted(due.minusMillis(1)).deliveries().getFirst();

    assertThat(late.tooLate()).contains(new Late(LateCause.REPORTING_DELAY, due));
    assertThat(late.rungs())
        .extracting(Object::toString)
        .containsExactly(
            "RELEASE@2026-05-05T07:30:00Z",
            "UNOPENED@2026-05-05T08:30:00Z",
            "SWITCHBOARD@2026-05-05T09:00:00Z",
            "LEADS@2026-05-05T09:30:00Z");
    assertThat(RoutingRules.askedAtOnce(late, due))
        .extracting(Task::kind)
        .containsExactly(Task.Kind.LA_LATE, Task.Kind.FORCE_LATE);
    assertThat(inTime.tooLate()).isEmpty();
    assertThat(inTime.rungs()).extracting(Rung::kind).contains(Rung.Kind.BREACH);
  }

  /** The report with its first adult so called. */
  private static Report named(Report report, String given, String family) {
    return with(
        with(report, "adults/0/givenNames", text(given)), "adults/0/familyName", text(family));
  }

  private static Plan plan(Report report, SchoolFacts... open) {
    return new RoutingRules(
            report,
            Arrays.asList(open),
            List.of(office()),
            TimingPolicy.DEFAULT,
            LadderPolicy.DEFAULT,
            FRIDAY_NIGHT,
            Map.of(),
            FRIDAY_NIGHT)
        .plan();
  }

  private static Plan planAccepted(Instant moment) {
    return new RoutingRules(
            aReport(),
            List.of(facts(LARKFIELD, 2)),
            List.of(office()),
            TimingPolicy.DEFAULT,
            LadderPolicy.DEFAULT,
            moment,
            Map.of(),
            moment)
        .plan();
  }

  /** The authority of both schools, with one officer and one in the night team. */
  private static OfficeFacts office() {
    return new OfficeFacts(
        AUTHORITY,
        calendar(),
        List.of(reader("officer", AUTHORITY, Role.LA_OFFICER)),
        List.of(reader("night", Unit.socialCare(AUTHORITY), Role.EDT)));
  }

  private static SchoolFacts facts(Urn urn, int deputies) {
    var live = new ArrayList<Reader>();
    for (int i = 1; i <= deputies; i++) {
      live.add(reader("deputy-" + i, Unit.school(urn), Role.DEPUTY_DSL));
    }
    live.add(reader("lead", Unit.school(urn), Role.DSL));
    live.add(reader("the-head", Unit.school(urn), Role.HEAD));
    return new SchoolFacts(
        school(urn), calendar(), live, live.stream().map(Reader::person).toList());
  }

  private static School school(Urn urn) {
    return new School(urn, "An invented school", new Unit(Unit.Kind.LA, "999"), 1);
  }

  private static Reader reader(String id, Unit unit, Role role) {
    var person =
        new Person(
            new PersonId(id),
            unit,
            "Invented " + id,
            id + "@school.example",
            Optional.empty(),
            Optional.empty(),
            Set.of(role),
            unit);
    return new Reader(
        person,
        List.of(new ReaderCertificate(person.id(), "1", new byte[] {1}, Instant.MIN, Instant.MAX)));
  }

  private static SchoolCalendar calendar() {
    return SchoolCalendar.weekDays(Set.of(LocalDate.parse("2026-05-04")));
  }
}
