package uk.firstbell.domain.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.model.SampleReports.aChild;
import static uk.firstbell.domain.model.SampleReports.aReport;
import static uk.firstbell.domain.model.SampleReports.group;
import static uk.firstbell.domain.model.SampleReports.text;
import static uk.firstbell.domain.model.SampleReports.with;
import static uk.firstbell.domain.model.SampleReports.withChildren;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.calendar.AgeRules;
import uk.firstbell.domain.invariants.Disclosed;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Content.Group;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

final class DisclosureRulesTest {
  private static final Urn LARKFIELD = new Urn("102345");
  private static final Urn OAKMERE = new Urn("102346");

  @Test
  void tells_a_school_of_its_own_children_only() {
    var report = withChildren(aReport(), aChild("c1", "102345"), aChild("c2", "102346"));

    assertThat(refs(notice(report, LARKFIELD))).containsExactly("c1");
    assertThat(refs(notice(report, OAKMERE))).containsExactly("c2");
  }

  @Test
  void does_not_tell_a_school_where_else_its_child_goes() {
    var report = withChildren(aReport(), aChild("c1", "102345", "102346"));

    var places = notice(report, LARKFIELD).groups("children").getFirst().groups("establishments");

    assertThat(places)
        .extracting(place -> place.text("urn").orElseThrow())
        .containsExactly("102345");
    assertThat(places.getFirst().part("source")).isEmpty();
  }

  @Test
  void leaves_out_whatever_no_profile_names() {
    var report = with(aReport(), "incident/invented", text("something new"));

    var incident = notice(report, LARKFIELD).group("incident").orElseThrow();

    assertThat(incident.part("invented")).isEmpty();
    assertThat(incident.part("riskGrade")).isEmpty();
    assertThat(incident.text("type")).contains("VERBAL");
    assertThat(incident.text("repeat")).contains("YES");
  }

  @Test
  void says_the_role_of_an_adult_and_not_the_name() {
    var adult = notice(aReport(), LARKFIELD).groups("adults").getFirst();

    assertThat(adult.parts()).containsOnlyKeys("role");
  }

  @Test
  void says_the_name_of_a_victim_only_where_the_publisher_says_why() {
    var shared =
        with(aReport(), "adults/0/shareVictimName", group(Map.of("reason", text("she asked"))));
    var perpetrator = with(shared, "adults/0/role", text("ALLEGED_PERPETRATOR"));

    assertThat(notice(shared, LARKFIELD).groups("adults").getFirst().text("givenNames"))
        .contains("Invented");
    assertThat(Disclosed.tooMuch(shared, Unit.school(LARKFIELD), notice(shared, LARKFIELD)))
        .isEmpty();
    assertThat(notice(perpetrator, LARKFIELD).groups("adults").getFirst().parts())
        .containsOnlyKeys("role");
  }

  @Test
  void gives_the_address_only_where_the_publisher_opted_in_and_it_is_not_confidential() {
    var optedIn =
        with(aReport(), "incident/location/shareAddressWithSchool", new Content.Truth(true));
    var confidential = with(optedIn, "incident/location/confidential", new Content.Truth(true));

    assertThat(location(aReport()).parts()).containsOnlyKeys("category", "confidential");
    assertThat(location(optedIn).text("postcode")).contains("ZZ99 1AA");
    assertThat(location(confidential).parts()).containsOnlyKeys("category", "confidential");
  }

  @Test
  void keeps_a_refuge_and_any_confidential_stay_to_itself() {
    var refuge = with(aReport(), "children/0/staying", text("REFUGE"));
    var confidential = with(aReport(), "incident/location/confidential", new Content.Truth(true));

    assertThat(stay(aReport())).isPresent();
    assertThat(stay(refuge)).isEmpty();
    assertThat(stay(confidential)).isEmpty();
  }

  @Test
  void always_says_not_to_contact_parents_and_whether_it_is_a_drill() {
    var notice = notice(aReport(), LARKFIELD);

    assertThat(notice.group("safety").orElseThrow().is("doNotContactParents")).isTrue();
    assertThat(notice.part("drill")).contains(new Content.Truth(false));
    assertThat(notice.whole("revision")).contains(1L);
  }

  @Test
  void says_nothing_of_an_order_that_holds_nothing_for_a_school() {
    var kept = group(Map.of("type", text("DVPO"), "conditions", text("Not to go near.")));
    var bare = group(Map.of("type", text("NMO")));
    var shown = bare.with("schoolConditions", text("Not to collect."));

    var silent = notice(ordered(kept, bare), LARKFIELD);
    var partly = notice(ordered(kept, shown), LARKFIELD);

    assertThat(safety(silent).parts()).containsOnlyKeys("doNotContactParents");
    assertThat(safety(partly).groups("orders"))
        .containsExactly(group(Map.of("schoolConditions", text("Not to collect."))));
  }

  @Test
  void calls_an_empty_part_too_much() {
    var notice = notice(aReport(), LARKFIELD);
    var orders = new Content.Items(List.of(Group.EMPTY));

    assertThat(tooMuch(aReport(), notice.with("safety", safety(notice).with("orders", orders))))
        .containsExactly("an empty part, which tells that more was there: /safety");
    assertThat(tooMuch(aReport(), notice.with("adults", new Content.Items(List.of()))))
        .containsExactly("an empty part, which tells that more was there: /adults");
    assertThat(tooMuch(aReport(), notice)).isEmpty();
  }

  @Test
  void calls_a_child_of_the_school_too_much_who_is_held_for_correction() {
    var both = withChildren(aReport(), aChild("c1", "102345"), aChild("c2", "102345"));
    var held = with(both, "children/1/dateOfBirth", text("2001-01-01"));

    assertThat(tooMuch(held, notice(both, LARKFIELD)))
        .containsExactly("somebody who is held for correction");
    assertThat(tooMuch(both, notice(both, LARKFIELD))).isEmpty();
    assertThat(tooMuch(held, notice(held, LARKFIELD))).isEmpty();
    assertThat(refs(notice(held, LARKFIELD))).containsExactly("c1");
  }

  @Test
  void calls_a_name_too_much_that_is_not_wholly_the_shared_victims() {
    var named = with(aReport(), "adults/0/familyName", text("Quorn"));
    var shared = with(named, "adults/0/shareVictimName", group(Map.of("reason", text("asked"))));
    var notice = notice(shared, LARKFIELD);
    var adult = notice.groups("adults").getFirst();

    assertThat(tooMuch(shared, notice)).isEmpty();
    for (Group other :
        List.of(
            adult.with("givenNames", text("Another")),
            adult.with("familyName", text("Another")),
            adult.with("role", text("CARER")))) {
      assertThat(tooMuch(shared, notice.with("adults", new Content.Items(List.of(other)))))
          .containsExactly("the name of an adult");
    }
  }

  @Test
  void leaves_nothing_that_the_tables_do_not_allow() {
    var report = withChildren(aReport(), aChild("c1", "102345"), aChild("c2", "102346"));

    assertThat(Disclosed.tooMuch(report, Unit.school(LARKFIELD), notice(report, LARKFIELD)))
        .isEmpty();
    assertThat(Disclosed.tooMuch(report, Unit.school(LARKFIELD), report.content()))
        .contains("another unit's child", "a field outside the profile: /publisher");
  }

  private static Group notice(Report report, Urn school) {
    var own =
        report.children().stream()
            .filter(child -> AgeRules.underAge(report, child) && child.schools().contains(school))
            .map(Report.Child::content)
            .toList();
    return DisclosureRules.notice(report, Profile.DSL_1, Unit.school(school), own);
  }

  private static List<String> tooMuch(Report report, Group notice) {
    return Disclosed.tooMuch(report, Unit.school(LARKFIELD), notice);
  }

  private static Report ordered(Group... orders) {
    return with(aReport(), "safety/orders", new Content.Items(List.of(orders)));
  }

  private static Group safety(Group notice) {
    return notice.group("safety").orElseThrow();
  }

  private static Group location(Report report) {
    return notice(report, LARKFIELD)
        .group("incident")
        .orElseThrow()
        .group("location")
        .orElseThrow();
  }

  private static java.util.Optional<String> stay(Report report) {
    return notice(report, LARKFIELD).groups("children").getFirst().text("staying");
  }

  private static List<String> refs(Group notice) {
    return notice.groups("children").stream()
        .map(child -> child.text("ref").orElseThrow())
        .toList();
  }
}
