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
import uk.firstbell.domain.invariants.Disclosed;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Content.Group;
import uk.firstbell.domain.model.Report;
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
    assertThat(Disclosed.tooMuch(shared, LARKFIELD, notice(shared, LARKFIELD))).isEmpty();
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
  void leaves_nothing_that_the_tables_do_not_allow() {
    var report = withChildren(aReport(), aChild("c1", "102345"), aChild("c2", "102346"));

    assertThat(Disclosed.tooMuch(report, LARKFIELD, notice(report, LARKFIELD))).isEmpty();
    assertThat(Disclosed.tooMuch(report, LARKFIELD, report.content()))
        .contains("another school's child", "a field outside the profile: /publisher");
  }

  private static Group notice(Report report, Urn school) {
    return DisclosureRules.notice(report, Profile.DSL_1, school);
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
