package uk.firstbell.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.model.SampleReports.aReport;
import static uk.firstbell.domain.model.SampleReports.text;
import static uk.firstbell.domain.model.SampleReports.with;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;

final class ConflictRulesTest {
  private static final Unit SCHOOL = new Unit(Unit.Kind.SCHOOL, "102345");

  @ParameterizedTest(name = "{0} {1} is {2}: {3}")
  @CsvSource({
    "Elizabeth, Tarnbrook, Elizabeth Tarnbrook, true",
    "Elizabeth, Tarnbrook, Lizzie Tarnbrook, true",
    "Beth, Tarnbrook, Elizabeth Tarnbrook, true",
    "Elizabeth, Tarnbrook, elizabeth TARNBROOK, true",
    "Zoë, Ångström, Zoe Angstrom, true",
    "Mary Elizabeth, Tarnbrook, Liz Tarnbrook, true",
    "Elizabeth, Tarnbrook-Vale, Elizabeth Vale, true",
    "Elizabeth, Tarnbrook, Elizabeth Tarnbrook-Vale, true",
    "Elizabeth, Tarnbrook, E. Tarnbrook, true",
    "Elizabeth, Tarnbrook, R. Tarnbrook, false",
    "Elizabeth, Tarnbrook, Elizabeth Tarn, false",
    "Elizabeth, Tarnbrook, Robert Tarnbrook, false",
    "Elizabeth, Tarnbrook, Elizabeth Vale, false"
  })
  void knows_a_party_by_name_and_its_variants(
      String given, String family, String person, boolean party) {
    assertThat(ConflictRules.party(adult(given, family), person(person))).isEqualTo(party);
  }

  @Test
  void knows_a_party_by_a_name_they_also_go_by() {
    Report report =
        with(
            adult("Marigold", "Tarnbrook"),
            "adults/0/knownAs",
            new Content.Items(List.of(text("Goldie"))));

    assertThat(ConflictRules.party(report, person("Goldie Tarnbrook"))).isTrue();
    assertThat(ConflictRules.party(report, person("Silvie Tarnbrook"))).isFalse();
  }

  @Test
  void knows_a_party_of_another_given_name_by_family_name_and_date_of_birth() {
    Report report = with(adult("Ann", "Tarnbrook"), "adults/0/dateOfBirth", text("1980-01-31"));

    assertThat(ConflictRules.party(report, born("Xenia Tarnbrook", "1980-01-31"))).isTrue();
    assertThat(ConflictRules.party(report, born("Xenia Tarnbrook", "1980-02-01"))).isFalse();
    assertThat(ConflictRules.party(report, born("Xenia Vale", "1980-01-31"))).isFalse();
    assertThat(ConflictRules.party(report, born("Ann Vale", "1980-01-31"))).isTrue();
    assertThat(ConflictRules.party(report, born("Ann Vale", "1980-02-01"))).isFalse();
  }

  @Test
  void knows_a_party_by_a_whole_other_name() {
    Report report =
        with(
            adult("Marigold", "Tarnbrook"),
            "adults/0/knownAs",
            new Content.Items(List.of(text("Sarah Vale"))));

    assertThat(ConflictRules.party(report, person("Sarah Vale"))).isTrue();
    assertThat(ConflictRules.party(report, person("Sarah Dale"))).isFalse();
  }

  @Test
  void knows_a_party_by_a_telephone_number_whatever_the_name() {
    Report report =
        with(
            adult("Ann", "Tarnbrook"),
            "adults/0/contact",
            Content.Group.EMPTY.with("phone", text("+447700900101")));

    assertThat(ConflictRules.party(report, phoned("+447700900101"))).isTrue();
    assertThat(ConflictRules.party(report, phoned("+447700900102"))).isFalse();
  }

  @Test
  void takes_nobody_for_an_adult_of_whom_nothing_is_known() {
    assertThat(ConflictRules.party(adult("UNKNOWN", "UNKNOWN"), person("Unknown Unknown")))
        .isFalse();
  }

  private static Report adult(String given, String family) {
    return with(
        with(aReport(), "adults/0/givenNames", text(given)), "adults/0/familyName", text(family));
  }

  private static Person person(String name) {
    return person(name, Optional.empty(), Optional.empty());
  }

  private static Person born(String name, String date) {
    return person(name, Optional.empty(), Optional.of(LocalDate.parse(date)));
  }

  private static Person phoned(String phone) {
    return person("Somebody Else", Optional.of(phone), Optional.empty());
  }

  private static Person person(String name, Optional<String> phone, Optional<LocalDate> born) {
    return new Person(
        new PersonId("somebody"),
        SCHOOL,
        name,
        "somebody@school.example",
        phone,
        born,
        Set.of(Role.DSL),
        SCHOOL);
  }
}
