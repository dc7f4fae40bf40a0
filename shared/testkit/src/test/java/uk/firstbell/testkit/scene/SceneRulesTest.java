package uk.firstbell.testkit.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.calendar.DeadlineRules;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.disclosure.DisclosureRules;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.intake.IntakeRules;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.ladder.CaseLadder;
import uk.firstbell.domain.matching.ConflictRules;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.wire.directory.BadDirectoryException;
import uk.firstbell.wire.directory.DirectoryFiles;
import uk.firstbell.wire.directory.IssuerEndpoint;

/** Holds the rules to what the scenes say must come of them, before anything is wired together. */
final class SceneRulesTest {
  private static final CaseLadder CASES = new CaseLadder(CasePolicy.DEFAULT, TimingPolicy.DEFAULT);

  private final DirectoryBook book = book();

  static List<Path> events() {
    return SampleBorough.events(SampleBorough.samples());
  }

  @Test
  void finds_scenes_to_hold_the_rules_to() {
    assertThat(events()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void names_what_a_report_lacks_or_all_the_faults_it_is_refused_for(Path event) {
    Scene.Publish publish = Scene.read(event).publish();
    SenderKey key =
        book.senderKeys().stream()
            .filter(one -> one.keyId().equals(publish.keyId()))
            .findFirst()
            .orElseThrow();
    Message report = Message.of(publish.body());

    assertThat(key.validAt(publish.at())).isTrue();
    List<Fault> faults = IntakeRules.faults(report, key, WorkPolicy.DEFAULT, publish.at());
    switch (Outcome.beside(event).intake()) {
      case Outcome.IntakeAnswer.Taken taken -> {
        assertThat(publish.tampered()).isFalse();
        assertThat(faults).isEmpty();
        assertThat(IntakeRules.missing(report, CASES, publish.at())).isEqualTo(taken.missing());
      }
      case Outcome.IntakeAnswer.Refused(int status, var codes) -> {
        assertThat(status).isEqualTo(publish.tampered() ? 401 : 422);
        assertThat(faults)
            .extracting(fault -> new Outcome.Code(fault.pointer(), fault.code()))
            .isEqualTo(codes);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void owes_each_school_its_notice_when_the_outcome_says(Path event) {
    Scene.Publish publish = Scene.read(event).publish();

    for (Outcome.ExpectedDelivery expected : schools(event)) {
      SchoolCalendar calendar = calendar(expected.unit());
      var deadline =
          DeadlineRules.deadline(
                  calendar, new Report(publish.body()).policeAwareAt(), TimingPolicy.DEFAULT)
              .deadline();

      assertThat(deadline.deliverBy()).isEqualTo(expected.deliverBy());
      assertThat(deadline.ruleId()).isEqualTo(expected.ruleId());
      assertThat(AlertRules.alerts(calendar, expected.availableAt(), TimingPolicy.DEFAULT).at())
          .isEqualTo(expected.alertAt());
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void cuts_each_school_exactly_the_notice_of_the_outcome(Path event) {
    var report = new Report(Scene.read(event).publish().body());

    for (Outcome.ExpectedDelivery expected : schools(event)) {
      var own =
          report.children().stream()
              .filter(child -> child.schools().contains(new Urn(expected.unit().code())))
              .map(Report.Child::content)
              .toList();
      Profile profile = report.held() ? Profile.MIN_1 : Profile.DSL_1;
      assertThat(DisclosureRules.notice(report, profile, expected.unit(), own))
          .isEqualTo(expected.notice());
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void seals_to_the_lead_and_deputies_who_are_no_party_and_to_nobody_else(Path event) {
    var report = new Report(Scene.read(event).publish().body());

    for (Outcome.ExpectedDelivery expected : schools(event)) {
      List<PersonId> named =
          book.people().stream()
              .filter(person -> person.organisation().equals(expected.unit()))
              .filter(person ->
                  person.roles().contains(Role.DSL) || person.roles().contains(Role.DEPUTY_DSL))
              .filter(person -> !ConflictRules.party(report, person))
              .map(person -> person.id())
              .toList();

      assertThat(expected.readers()).containsExactlyInAnyOrderElementsOf(named);
    }
  }

  private static List<Outcome.ExpectedDelivery> schools(Path event) {
    return Outcome.beside(event).deliveries().stream()
        .filter(expected -> expected.unit().kind() == Unit.Kind.SCHOOL)
        .toList();
  }

  private SchoolCalendar calendar(Unit school) {
    Unit authority =
        book.schools().stream()
            .filter(one -> Unit.school(one.urn()).equals(school))
            .findFirst()
            .orElseThrow()
            .localAuthority();
    return Stream.of(school, authority)
        .flatMap(unit -> Optional.ofNullable(book.calendars().get(unit)).stream())
        .findFirst()
        .orElseThrow();
  }

  private static DirectoryBook book() {
    try {
      return DirectoryFiles.read(
          SampleBorough.path(),
          Map.of(
              "sample-schools", endpoint("https://schools.example.org"),
              "sample-agencies", endpoint("https://agencies.example.org")));
    } catch (BadDirectoryException refused) {
      throw new AssertionError(refused);
    }
  }

  private static IssuerEndpoint endpoint(String issuer) {
    return new IssuerEndpoint(issuer, URI.create(issuer + "/jwks"));
  }
}
