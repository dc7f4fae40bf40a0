package uk.firstbell.domain.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static uk.firstbell.domain.model.SampleReports.aChild;
import static uk.firstbell.domain.model.SampleReports.aReport;
import static uk.firstbell.domain.model.SampleReports.group;
import static uk.firstbell.domain.model.SampleReports.text;
import static uk.firstbell.domain.model.SampleReports.with;
import static uk.firstbell.domain.model.SampleReports.withChildren;
import static uk.firstbell.domain.model.SampleReports.without;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Missing;

final class IntakeRulesTest {
  private static final Instant NOW = Instant.parse("2026-05-01T21:40:00Z");
  private static final SenderKey KEY =
      new SenderKey(
          "wxc-1",
          new ForceCode("WXC"),
          SenderKey.Algorithm.ED25519,
          new byte[0],
          Set.of("Encompass Desk"),
          Set.of("DA_ENCOMPASS"),
          Instant.MIN,
          Instant.MAX);

  @Test
  void finds_nothing_wrong_with_a_plain_report() {
    assertThat(faults(aReport())).isEmpty();
  }

  @ParameterizedTest(name = "{0} = {1}: {3}")
  @CsvSource({
    "publisher/forceCode,     OTH,                       /publisher/forceCode,    NOT_YOURS_TO_SPEAK_FOR",
    "publisher/unit,          Another Desk,              /publisher/unit,         NOT_YOURS_TO_SPEAK_FOR",
    "messageType,             MISSING,                   /messageType,            NOT_YOURS_TO_SPEAK_FOR",
    "clientMessageId,         x-syn00026,                /clientMessageId,        MESSAGE_ID_CARRIES_REFERENCE",
    "createdAt,               2026-05-01T22:45:01+01:00, /createdAt,              IN_THE_FUTURE",
    "incident/policeAwareAt,  2026-05-01T22:39:59+01:00, /incident/policeAwareAt, DIFFERS_FROM_ENVELOPE",
    "incident/occurredFrom,   2026-05-01T22:40:01+01:00, /incident/occurredFrom,  IN_THE_FUTURE",
    "incident/occurredTo,     2026-05-01T22:04:59+01:00, /incident/occurredTo,    BEFORE_START",
    "incident/riskGrade,      HIGH,                      /sharing/cscReferral,    REFERRAL_NEEDED",
    "incident/rag,            RED,                       /sharing/cscReferral,    REFERRAL_NEEDED",
    "sharing/exceptionCode,   X1,                        /sharing/exceptionCode,  EXCEPTION_UNKNOWN",
    "children/0/dateOfBirth,  2008-05-01,                /children,               NOT_A_CHILD",
    "children/0/dateOfBirth,  2026-05-02,                /children,               NOT_A_CHILD",
  })
  void refuses_one_thing_at_its_place(String path, String value, String pointer, String code) {
    assertThat(faults(with(aReport(), path, text(value))))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple(pointer, code));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "createdAt,              2026-05-01T22:45:00+01:00",
    "incident/occurredFrom,  2026-05-01T22:40:00+01:00",
    "incident/occurredTo,    2026-05-01T22:05:00+01:00",
    "clientMessageId,        x-syn0002",
    "incident/rag,           AMBER",
    "children/0/dateOfBirth, 2008-05-02",
    "children/0/dateOfBirth, 2026-05-01",
  })
  void takes_what_is_just_inside_each_limit(String path, String value) {
    assertThat(faults(with(aReport(), path, text(value)))).isEmpty();
  }

  @Test
  void wants_a_reason_for_what_police_knew_more_than_thirty_days_ago() {
    var old = knownAt("2026-04-01T21:39:59Z");
    var justInside = knownAt("2026-04-01T21:40:00Z");

    assertThat(faults(old)).extracting(Fault::code).containsExactly("BACKLOG_REASON_NEEDED");
    assertThat(faults(with(old, "backlogReason", text("found in a review")))).isEmpty();
    assertThat(faults(justInside)).isEmpty();
  }

  private static Report knownAt(String instant) {
    var report = with(aReport(), "policeAwareAt", text(instant));
    report = with(report, "incident/policeAwareAt", text(instant));
    return with(report, "incident/occurredFrom", text("2026-03-01T00:00:00Z"));
  }

  @Test
  void wants_a_reason_for_what_went_on_for_more_than_three_days() {
    var from = with(aReport(), "incident/occurredFrom", text("2026-04-01T00:00:00Z"));
    var tooLong = with(from, "incident/occurredTo", text("2026-04-04T00:00:01Z"));

    assertThat(faults(tooLong)).extracting(Fault::code).containsExactly("DURATION_REASON_NEEDED");
    assertThat(faults(with(tooLong, "incident/durationReason", text("a holiday")))).isEmpty();
    assertThat(faults(with(from, "incident/occurredTo", text("2026-04-04T00:00:00Z")))).isEmpty();
  }

  /** Columns: what may not be said, the finding, and the nearest thing that may be. */
  @ParameterizedTest(name = "a summary with {1}")
  @CsvSource({
    "'Ring her on 07700 900123 today please.',        TEXT_CARRIES_PHONE,  'Ring her on 07700 today please.'",
    "'Ring her on (020) 7946 0123 today please.',     TEXT_CARRIES_PHONE,  'Ring her on (020) today please.'",
    "'Ring her on (01632) 960 123 today please.',     TEXT_CARRIES_PHONE,  'Ring her on (01632) 960 today.'",
    "'Ring her on +44 20 7946 0123 today please.',    TEXT_CARRIES_PHONE,  'Ring her on +44 20 today please.'",
    "'Ring her on +44 (0)20 7946 0123 please.',       TEXT_CARRIES_PHONE,  'Ring her on +44 (0)20 please now.'",
    "'Write to someone@example.org about the child.', TEXT_CARRIES_EMAIL,  'Write to someone @ the school, please.'",
    "'Her number is QQ 12 34 56 C in the file.',      TEXT_CARRIES_NI_NUMBER, 'Her number is QQ 12 34 C in the file.'",
    "'NHS 943 476 5919 was noted at the scene.',      TEXT_CARRIES_NHS_NUMBER, 'NHS 943 476 was noted at the scene.'",
    "'The pupil number is R201100018042 they say.',   TEXT_CARRIES_UPN,    'The pupil number is R2011000180 they say.'",
    "'The pupil number is r20110001804b they say.',   TEXT_CARRIES_UPN,    'The pupil number is r2011000180b they say.'",
    "'See https://example.org for the rest of it.',   TEXT_CARRIES_LINK,   'See https for the rest of it, please.'",
    "'Intel suggests that it has happened before.',   TEXT_SPEAKS_OF_INTELLIGENCE, 'An intelligent child says it happened.'",
    "'The officers gave a score of fourteen here.',   TEXT_CARRIES_SCORE,  'The officers gave an underscore here.'",
    "'The mother scored high when she was asked.',    TEXT_CARRIES_SCORE,  'The child had scored a goal that very day.'",
    "'Risk was put by DASH: 14 on the night.',        TEXT_CARRIES_SCORE,  'Risk was asked by DASH on the night.'",
    "'Risk was put by DARA at 9 on the night.',       TEXT_CARRIES_SCORE,  'He made a dash of 14 metres that night.'",
  })
  void refuses_a_summary_that_carries_what_a_school_may_not_read(
      String summary, String code, String repaired) {
    assertThat(faults(with(aReport(), "incident/summary", text(summary))))
        .extracting(Fault::code)
        .contains(code);
    assertThat(faults(with(aReport(), "incident/summary", text(repaired)))).isEmpty();
  }

  @Test
  void refuses_a_postcode_in_a_summary_only_where_the_location_is_confidential() {
    var told =
        with(aReport(), "incident/summary", text("Officers went to ZZ99 1AA and found nobody in."));

    assertThat(faults(told)).isEmpty();
    assertThat(faults(with(told, "incident/location/confidential", new Content.Truth(true))))
        .extracting(Fault::code)
        .containsExactly("TEXT_CARRIES_CONFIDENTIAL_ADDRESS");
  }

  /** Every other text that a school or an officer reads in the sender's own words. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "adults/0/relationshipLabel",
        "children/0/whereInPremises",
        "children/0/commsNeeds",
        "children/0/voice/words",
        "safety/collection/conditionsText",
        "safety/orders/0/schoolConditions",
      })
  void refuses_in_every_text_what_a_school_may_not_read(String path) {
    var secret =
        with(
            withChildren(
                withTexts(aReport()),
                withTexts(aChild("c1", "102345")),
                withTexts(aChild("c2", "102346"))),
            "incident/location",
            group(
                Map.of(
                    "category", text("DWELLING"),
                    "confidential", new Content.Truth(true),
                    "addressLines",
                        new Content.Items(List.of(text("14 Hidden Lane"), text("Flat 2"))))));
    assertThat(faults(secret)).isEmpty();

    assertThat(faults(with(secret, path, text("by the 14 hidden lane gate"))))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/" + path, "TEXT_CARRIES_CONFIDENTIAL_ADDRESS"));
    assertThat(faults(with(secret, path, text("near ZZ99 1AA"))))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/" + path, "TEXT_CARRIES_CONFIDENTIAL_ADDRESS"));
    assertThat(faults(with(secret, path, text("call 07700 900123"))))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/" + path, "TEXT_CARRIES_PHONE"));
    assertThat(faults(with(secret, path, text("with Samplec2"))))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/" + path, "TEXT_NAMES_A_CHILD_OF_ANOTHER_SCHOOL"));
    assertThat(faults(with(secret, path, text("by the garden gate of flat 2")))).isEmpty();
  }

  @Test
  void refuses_a_secret_place_where_a_collection_names_somebody_and_lets_the_name_stand() {
    var secret =
        with(withTexts(aReport()), "incident/location/confidential", new Content.Truth(true));
    String who = "safety/collection/who";

    assertThat(faults(with(secret, who, text("the man at ZZ99 1AA"))))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/" + who, "TEXT_CARRIES_CONFIDENTIAL_ADDRESS"));
    assertThat(faults(with(secret, who, text("Samplec1 the elder")))).isEmpty();
  }

  @Test
  void lets_what_a_child_said_name_that_child_and_those_of_the_same_school() {
    var together =
        withChildren(
            aReport(), withTexts(aChild("c1", "102345")), withTexts(aChild("c2", "102345")));

    assertThat(faults(with(together, "children/0/voice/words", text("Samplec1 and Samplec2 hid."))))
        .isEmpty();
  }

  private static Report withTexts(Report report) {
    return new Report(
        report
            .content()
            .with(
                "safety",
                report
                    .content()
                    .group("safety")
                    .orElseThrow()
                    .with("collection", group(Map.of("conditionsText", text("none"))))
                    .with(
                        "orders",
                        new Content.Items(
                            List.of(group(Map.of("schoolConditions", text("none"))))))));
  }

  private static Report.Child withTexts(Report.Child child) {
    return new Report.Child(child.content().with("voice", group(Map.of("words", text("nothing")))));
  }

  @Test
  void refuses_a_childs_name_in_a_summary_that_another_school_will_read() {
    var named =
        with(aReport(), "incident/summary", text("Officers spoke to Samplec1 in the hallway."));

    assertThat(faults(named)).isEmpty();
    assertThat(faults(withChildren(named, aChild("c1", "102345"), aChild("c2", "102345"))))
        .isEmpty();
    assertThat(faults(withChildren(named, aChild("c1", "102345"), aChild("c2", "102346"))))
        .extracting(Fault::code)
        .containsExactly("TEXT_NAMES_A_CHILD_OF_ANOTHER_SCHOOL");
  }

  /** Columns: the child's names, another it goes by, what calls it so, and what does not. */
  @ParameterizedTest(name = "{0}, known as {1}: {2}")
  @CsvSource({
    "Zoë,       Sunny,     'Officers spoke to Zoë in the hallway.',     'Officers spoke to Zoëlle in the hallway.'",
    "Élodie,    Sunny,     'Officers spoke to élodie there.',           'Officers spoke to Mélodie there.'",
    "Amber Zoë, Sunny,     'Upstairs was Zoë, asleep in a bed.',        'Upstairs was a zoetrope, on a bed.'",
    "Amber,     Sunny,     'Upstairs was Sunny, asleep in a bed.',      'Upstairs was a sunnyside egg, on a bed.'",
    "Amber,     Star Lily, 'Upstairs was Star Lily, asleep in a bed.',  'Upstairs was a star, and a lily on a bed.'",
    "Amber,     Sunny,     'It was Amber''s coat that was torn.',       'It was a chamber that was torn apart.'",
    "UNKNOWN,   Sunny,     'It was sunny''s coat that was torn.',       'The cause of the argument is unknown.'",
  })
  void knows_a_childs_name_by_whichever_letters_it_begins_and_ends(
      String given, String knownAs, String named, String unnamed) {
    var report = withChildren(aReport(), aChild("c1", "102345"), aChild("c2", "102346"));
    report = with(report, "children/0/givenNames", text(given));
    report = with(report, "children/0/knownAs", new Content.Items(List.of(text(knownAs))));

    assertThat(faults(with(report, "incident/summary", text(named))))
        .extracting(Fault::code)
        .containsExactly("TEXT_NAMES_A_CHILD_OF_ANOTHER_SCHOOL");
    assertThat(faults(with(report, "incident/summary", text(unnamed)))).isEmpty();
  }

  @Test
  void wants_a_place_for_every_child_or_the_authority_that_will_find_one() {
    var lost = without(aChild("c2"), "residenceLaCode");

    assertThat(faults(withChildren(aReport(), aChild("c1", "102345"), lost)))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/children/1/establishments", "PLACE_NEEDED"));
    assertThat(faults(withChildren(aReport(), aChild("c1", "102345"), aChild("c2")))).isEmpty();
    assertThat(
            faults(
                withChildren(
                    aReport(),
                    aChild("c1", "102345"),
                    without(aChild("c2", "102345"), "residenceLaCode"))))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "sharing/cscReferral, MADE",
    "sharing/cscReferral, PENDING",
    "incident/riskGrade,  HIGH",
    "incident/rag,        RED",
  })
  void wants_the_authority_where_a_child_lives_once_social_care_is_told(String path, String value) {
    assertResidenceWanted(with(aReport(), path, text(value)));
  }

  @Test
  void wants_the_authority_where_a_child_lives_when_there_is_danger_at_this_moment() {
    assertResidenceWanted(with(aReport(), "safety/immediateRisk", new Content.Truth(true)));
  }

  private static void assertResidenceWanted(Report told) {
    var here = aChild("c1", "102345");

    assertThat(faults(withChildren(told, here, without(aChild("c2"), "residenceLaCode"))))
        .extracting(Fault::pointer, Fault::code)
        .contains(tuple("/children/1/residenceLaCode", "RESIDENCE_LA_NEEDED"))
        .doesNotContain(tuple("/children/1/establishments", "PLACE_NEEDED"));
    assertThat(faults(withChildren(told, here, aChild("c2", "102345"))))
        .extracting(Fault::code)
        .doesNotContain("RESIDENCE_LA_NEEDED");
    assertThat(faults(withChildren(aReport(), without(aChild("c1", "102345"), "residenceLaCode"))))
        .isEmpty();
  }

  @Test
  void refuses_two_children_under_one_ref() {
    assertThat(faults(withChildren(aReport(), aChild("c1", "102345"), aChild("c1", "102345"))))
        .extracting(Fault::pointer)
        .containsExactly("/children/1/ref");
  }

  @Test
  void names_every_fault_at_once_in_the_order_of_their_places() {
    var report = with(aReport(), "publisher/forceCode", text("OTH"));
    report = with(report, "createdAt", text("2026-05-01T23:40:00+01:00"));
    report = with(report, "incident/riskGrade", text("HIGH"));

    assertThat(faults(report))
        .extracting(Fault::pointer)
        .containsExactly("/createdAt", "/publisher/forceCode", "/sharing/cscReferral");
  }

  @Test
  void lists_a_missing_phone_with_the_senders_reason_or_as_not_asked() {
    var refused =
        with(
            aReport(),
            "adults/0/contact",
            group(Map.of("phoneMissingReason", text("UNSAFE_TO_HOLD"))));
    var silent = with(aReport(), "adults/0/contact", Content.Group.EMPTY);

    assertThat(IntakeRules.missing(aReport())).isEmpty();
    assertThat(IntakeRules.missing(refused))
        .containsExactly(new Missing("/adults/0/contact/phone", "UNSAFE_TO_HOLD"));
    assertThat(IntakeRules.missing(silent))
        .containsExactly(new Missing("/adults/0/contact/phone", "NOT_ASKED"));
  }

  @Test
  void holds_one_grown_child_for_correction_and_lets_the_others_go_on() {
    var grown =
        with(
            withChildren(aReport(), aChild("c1", "102345"), aChild("c2", "102345")),
            "children/1/dateOfBirth",
            text("2001-01-01"));

    assertThat(faults(grown)).isEmpty();
    assertThat(IntakeRules.missing(grown))
        .containsExactly(new Missing("/children/1/dateOfBirth", "HELD_FOR_CORRECTION"));
  }

  private static List<Fault> faults(Report report) {
    return IntakeRules.faults(report, KEY, WorkPolicy.DEFAULT, NOW);
  }
}
