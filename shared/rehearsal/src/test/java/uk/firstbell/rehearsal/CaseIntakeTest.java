package uk.firstbell.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleCase.aCase;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.intake.IntakeDecision;
import uk.firstbell.domain.intake.IntakeDecision.Accepted;
import uk.firstbell.domain.intake.IntakeDecision.Rejected;
import uk.firstbell.domain.story.Missing;
import uk.firstbell.wire.json.ContentJson;

/** What a case must say before it is taken (domain section 7.3), and what it may leave out. */
final class CaseIntakeTest {
  private static final Instant START = Instant.parse("2026-10-24T17:00:00Z");

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final String whole = new String(ContentJson.bytes(aCase("case-1", START)), UTF_8);

  @BeforeEach
  void it_is_evening() {
    gateway.clock().set(START);
  }

  /** Columns: what is changed into what, what is wrong then and where, and the least that helps. */
  @ParameterizedTest(name = "{1} is {3} at {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ,"uprn":"100099990001" | `` | /address/uprn | REQUIRED | ,"uprn":"1"
          "uprn":"100099990001" | "uprn":"1000999900010" | /address/uprn | PATTERN | "uprn":"100099990001"
          "lines":["1 Sample Row"], | `` | /address/lines | REQUIRED | "lines":["1"],
          "lines":["1 Sample Row"] | "lines":[] | /address/lines | MIN_ITEMS | "lines":["1"]
          "mode":"MESSAGE" | "mode":"POST" | /contact/mode | ENUM | "mode":"TELEPHONE"
          "mode":"MESSAGE", | `` | /contact/mode | REQUIRED | "mode":"IN_PERSON",
          "csc":{"team":"EDT"}, | `` | /contact/csc | REQUIRED | "csc":{"team":"MASH"},
          "csc":{"team":"EDT"} | "csc":{} | /contact/csc/team | REQUIRED | "csc":{"team":"ALLOCATED_WORKER"}
          "csc":{"team":"EDT"} | "csc":{"team":"EDT","recipientIds":[]} | /contact/csc/recipientIds | FORBIDDEN_SERVER_FIELD | "csc":{"team":"EDT"}
          "attemptedAt":[], | `` | /contact/attemptedAt | REQUIRED | "attemptedAt":["2026-10-24T18:00:00+01:00"],
          "attemptedAt":[] | "attemptedAt":["2026-10-24T17:05:00.001Z"] | /contact/attemptedAt/0 | IN_THE_FUTURE | "attemptedAt":["2026-10-24T17:05:00Z"]
          "spokenTo":false | "spokenTo":true | /contact/attemptedAt | ATTEMPT_NEEDED | "spokenTo":false
          "spokenTo":false | "spokenTo":"no" | /contact/spokenTo | TYPE | "spokenTo":false
          "embargoUntil":"2026-11-24T09:00:00Z", | `` | /access/embargoUntil | REQUIRED | "embargoUntil":"2026-10-24T09:00:00Z",
          "schoolDisclosure":"NONE" | "schoolDisclosure":"FULL" | /access/schoolDisclosure | CONST | "schoolDisclosure":"NONE"
          "givenNames":"Juniper", | `` | /children/0/givenNames | REQUIRED | "givenNames":"UNKNOWN",
          "familyName":"Sampleton","givenNames":"Juniper" | "familyName":"UNKNOWN","givenNames":"Juniper" | /childrenCountEstimated | COUNT_NEEDED | "familyName":"S","givenNames":"UNKNOWN"
          "dateOfBirth":"2015-03-02", | `` | /children/0/dateOfBirth | AGE_NEEDED | "ageBand":"UNKNOWN",
          "dateOfBirth":"2015-03-02", | "unborn":false, | /children/0/dateOfBirth | AGE_NEEDED | "unborn":true,
          ,"socialCare":{"status":"UNKNOWN"} | `` | /children/0/socialCare | REQUIRED | ,"socialCare":{"status":"OPEN"}
          "otherChildrenAccess":"UNKNOWN", | `` | /subjects/0/otherChildrenAccess | REQUIRED | "otherChildrenAccess":"YES",
          "positionOfTrust":{"flag":false} | "positionOfTrust":{"flag":true} | /subjects/0/positionOfTrust/sector | SECTOR_NEEDED | "positionOfTrust":{"flag":true,"sector":"CARE"}
          "positionOfTrust":{"flag":false} | "positionOfTrust":{} | /subjects/0/positionOfTrust/flag | REQUIRED | "positionOfTrust":{"flag":false}
          "givenNames":"Corwin", | `` | /subjects/0/givenNames | NAME_NEEDED | "givenNames":"C",
          "riskTool":"KIRAT" | "riskTool":"KIRAT","uploadWindow":{"from":"2026-10-01T00:00:00Z","to":"2026-09-30T23:59:59.999Z"} | /case/uploadWindow/to | BEFORE_FROM | "riskTool":"KIRAT","uploadWindow":{"from":"2026-10-01T00:00:00Z","to":"2026-10-01T01:00:00+01:00"}
          """)
  void refuses_one_thing_at_its_place_and_takes_the_least_that_mends_it(
      String from, String to, String pointer, String code, String repaired) {
    assertThat(faults(changed(from, to))).containsExactly(pointer + " " + code);

    assertThat(faults(changed(from, repaired))).isEmpty();
  }

  @Test
  void wants_a_ref_of_its_own_for_each_child() {
    String child =
        "{\"ref\":\"%s\",\"givenNames\":\"UNKNOWN\",\"familyName\":\"Sampleton\",\"ageBand\":\"1_TO_4\","
            + "\"relationshipToSubject\":\"UNKNOWN\",\"residence\":\"LIVES\",\"basis\":\"OBSERVED\","
            + "\"socialCare\":{\"status\":\"UNKNOWN\"}},";
    String children = "\"children\":[";

    assertThat(faults(changed(children, children + child.formatted("c1"))))
        .containsExactly("/children/1/ref DUPLICATE_REF");
    assertThat(faults(changed(children, children + child.formatted("c2")))).isEmpty();
  }

  @Test
  void wants_a_child_even_if_nothing_is_known_of_one() {
    int from = whole.indexOf("{\"basis\"");
    String child = whole.substring(from, whole.indexOf("]", from));

    assertThat(faults(changed(child, ""))).containsExactly("/children MIN_ITEMS");

    String unknown =
        child.replace("Juniper", "UNKNOWN").replace("\"Sampleton", "\"UNKNOWN")
            + "],\"childrenCountEstimated\":2,\"secondaryLas\":[";
    assertThat(accepted(changed(child, unknown)).receipt().missing())
        .containsExactly(new Missing("/children/0/familyName", "UNKNOWN"));
  }

  @Test
  void asks_for_the_date_of_birth_of_a_named_subject_and_refuses_nothing() {
    assertThat(accepted(changed("\"dateOfBirth\":\"1984-06-01\",", "")).receipt().missing())
        .containsExactly(new Missing("/subjects/0/dateOfBirth", "NOT_GIVEN"));
  }

  @Test
  void records_that_no_school_may_be_told_of_somebody_whom_schools_trust() {
    String trusted = "\"positionOfTrust\":{\"flag\":true,\"sector\":\"%s\"}";
    String nobody = "\"positionOfTrust\":{\"flag\":false}";

    assertThat(disclosure(changed(nobody, trusted.formatted("EDUCATION"))))
        .containsExactly("BLOCKED_PENDING_LADO");
    assertThat(disclosure(changed("case-1", "case-2").replace(nobody, trusted.formatted("FAITH"))))
        .isEmpty();
  }

  private List<String> disclosure(String message) {
    var id = accepted(message).receipt().notification();
    return gateway.story().trail(id).orElseThrow().entries().stream()
        .filter(entry -> entry.happening() == Happening.REPORT_ACCEPTED)
        .flatMap(entry -> entry.facts().entrySet().stream())
        .filter(fact -> fact.getKey().equals("schoolDisclosure"))
        .map(fact -> fact.getValue())
        .toList();
  }

  private String changed(String from, String to) {
    assertThat(whole).containsOnlyOnce(from);
    return whole.replace(from, to);
  }

  private Accepted accepted(String message) {
    IntakeDecision decision = decided(message);
    assertThat(decision).isInstanceOf(Accepted.class);
    return (Accepted) decision;
  }

  private List<String> faults(String message) {
    return decided(message) instanceof Rejected(var faults)
        ? faults.stream().map(fault -> fault.pointer() + " " + fault.code()).toList()
        : List.of();
  }

  private IntakeDecision decided(String message) {
    return gateway.intake().accept(gateway.signed(message.getBytes(UTF_8)));
  }
}
