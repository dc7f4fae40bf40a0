package uk.firstbell.testkit.scene;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseBreach;
import uk.firstbell.domain.story.Contact;
import uk.firstbell.domain.story.Conversation;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Missing;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Task;

final class SceneTest {
  private static final Path EVENT = SampleBorough.event("bank-holiday-friday");
  private static final PersonId OFFICER = new PersonId("wxc-ocsae");
  private static final PersonId NIGHT_WORKER = new PersonId("wexcombe-edt");

  /** What the one task of the outcome is written as. */
  private static final String ASKED =
      "\"tasks\": [{ \"kind\": \"FORCE_PHONE_MISSING\", \"assignee\": \"FORCE-WXC\","
          + " \"since\": \"2026-05-01T21:40:00Z\" }]";

  private static final PersonId DSL = new PersonId("larkfield-dsl");
  private static final PersonId DEPUTY_1 = new PersonId("larkfield-deputy-1");
  private static final PersonId DEPUTY_2 = new PersonId("larkfield-deputy-2");

  @TempDir Path folder;

  @Test
  void reads_what_happens() {
    Scene scene = Scene.read(EVENT);

    assertThat(scene.name()).isEqualTo("bank-holiday-friday");
    assertThat(scene.publish().at()).isEqualTo("2026-05-01T21:40:00Z");
    assertThat(scene.publish().keyId()).isEqualTo("wxc-2026a");
    assertThat(scene.publish().body().text("clientMessageId")).contains("wxc-sample-0001");
    assertThat(scene.then())
        .containsExactly(
            new Scene.Step.Open(Instant.parse("2026-05-05T06:12:00Z"), DSL),
            new Scene.Step.Acknowledge(
                Instant.parse("2026-05-05T06:15:00Z"), DSL, ReaderOutcome.SUPPORT_IN_PLACE),
            new Scene.Step.Audit(
                Instant.parse("2026-05-05T09:00:00Z"), new PersonId("wxc-auditor")));
  }

  @Test
  void sends_the_body_in_its_canonical_form() {
    String sent = new String(Scene.read(EVENT).publish().bytes(), StandardCharsets.UTF_8);

    assertThat(sent)
        .startsWith("{\"adults\":[{\"contact\":{\"phone\":\"+447700900123\",\"safeToCall\":true},")
        .endsWith(
            "\"schemaVersion\":\"1.0.0\",\"sharing\":{\"basis\":\"S49A_DUTY\",\"cscReferral\":\"NOT_REQUIRED\"}}");
  }

  @Test
  void reads_what_must_come_of_it() {
    Outcome outcome = Outcome.beside(EVENT);

    assertThat(outcome.scene()).isEqualTo("bank-holiday-friday");
    assertThat(outcome.intake())
        .isEqualTo(
            new Outcome.IntakeAnswer.Taken(
                202,
                Instant.parse("2026-05-05T07:30:00Z"),
                "R3",
                List.of(new Missing("/adults/1/contact/phone", "NOT_ASKED"))));
    assertThat(outcome.deliveries()).hasSize(1);
    Outcome.ExpectedDelivery delivery = outcome.deliveries().getFirst();
    assertThat(delivery)
        .isEqualTo(
            new Outcome.ExpectedDelivery(
                Unit.parse("SCHOOL-102345"),
                "R3",
                Instant.parse("2026-05-05T07:30:00Z"),
                Instant.parse("2026-05-05T05:45:00Z"),
                false,
                Instant.parse("2026-05-01T21:40:00Z"),
                List.of(DEPUTY_1, DEPUTY_2, DSL),
                Delivery.State.ACKNOWLEDGED,
                Optional.of(ReaderOutcome.SUPPORT_IN_PLACE),
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                delivery.notice()));
    assertThat(delivery.notice().text("urn")).contains("102345");
    assertThat(outcome.alerts())
        .containsExactly(alertTo(DEPUTY_1), alertTo(DEPUTY_2), alertTo(DSL));
    assertThat(outcome.tasks())
        .containsExactly(
            new Task(
                Task.Kind.FORCE_PHONE_MISSING,
                Unit.parse("FORCE-WXC"),
                Instant.parse("2026-05-01T21:40:00Z")));
    assertThat(outcome.casefile()).isEmpty();
    assertThat(outcome.revision()).isEmpty();
  }

  @Test
  void reads_how_a_case_must_stand() {
    Outcome outcome = Outcome.beside(SampleBorough.event("ocsae-confirmed-late"));
    Instant start = Instant.parse("2026-03-28T18:00:00Z");

    Outcome.ExpectedCase casefile = outcome.casefile().orElseThrow();
    assertThat(casefile.state()).isEqualTo(Case.State.IN_REVIEW);
    assertThat(casefile.startedAt()).isEqualTo(start);
    assertThat(casefile.contactDueAt()).isEqualTo(start.plus(Duration.ofHours(24)));
    assertThat(casefile.acknowledgedAt()).contains(Instant.parse("2026-03-28T23:00:00Z"));
    assertThat(casefile.answeredAt()).isEmpty();
    assertThat(casefile.conversations())
        .containsExactly(
            new Conversation(
                "call-1",
                Instant.parse("2026-03-29T17:40:00Z"),
                OFFICER,
                NIGHT_WORKER,
                Instant.parse("2026-03-29T17:50:00Z"),
                Optional.of(Instant.parse("2026-03-29T20:30:00Z"))));
    assertThat(casefile.contact())
        .contains(
            new Contact(
                Contact.How.CONVERSATION,
                Instant.parse("2026-03-29T17:40:00Z"),
                Instant.parse("2026-03-29T20:30:00Z")));
    assertThat(casefile.breach()).isEmpty();
    assertThat(casefile.tasks()).hasSize(7);
    assertThat(
            Outcome.beside(SampleBorough.event("ocsae-acknowledged"))
                .casefile()
                .flatMap(Outcome.ExpectedCase::breach))
        .contains(
            new CaseBreach(
                CaseBreach.Cause.NO_CONTACT,
                Instant.parse("2026-10-25T17:00:00Z"),
                Instant.parse("2026-10-25T17:01:00Z")));
  }

  @Test
  void reads_what_must_come_of_a_revision_beside_what_must_come_of_the_first() {
    Outcome first = Outcome.beside(SampleBorough.event("minimum-safe"));
    Outcome second = first.revision().orElseThrow();

    assertThat(first.parts()).containsExactly(first, second);
    assertThat(first.deliveries())
        .extracting(Outcome.ExpectedDelivery::state)
        .containsExactly(Delivery.State.SUPERSEDED);
    assertThat(second.deliveries())
        .extracting(Outcome.ExpectedDelivery::state)
        .containsExactly(Delivery.State.ACKNOWLEDGED);
    assertThat(second.alerts()).hasSize(3);
    assertThat(second.tasks()).isEmpty();
    assertThat(second.parts()).containsExactly(second);
  }

  @Test
  void names_the_notification_that_a_revision_takes_the_place_of() {
    Scene scene = Scene.read(SampleBorough.event("minimum-safe"));
    var before = new NotificationId("0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11");
    var step = (Scene.Step.PublishRevision) scene.then().get(1);

    String sent = new String(step.bytes(scene.publish(), before), StandardCharsets.UTF_8);

    assertThat(sent)
        .contains("\"revision\":2", "\"supersedes\":\"" + before + "\"", "Duty sergeant")
        .contains("\"clientMessageId\":\"wxc-sample-0122\"");
    assertThat(new String(scene.publish().bytes(), StandardCharsets.UTF_8))
        .doesNotContain("supersedes", "Duty sergeant");
  }

  @Test
  void reads_what_police_and_social_care_say_about_a_case() {
    Scene answered = Scene.read(SampleBorough.event("ocsae-answered"));
    Scene spoken = Scene.read(SampleBorough.event("ocsae-conversation"));
    Instant recorded = Instant.parse("2026-10-17T21:20:00Z");

    var answer = (Scene.Step.AnswerCase) answered.then().get(1);
    assertThat(answer.answer().text("name")).contains("answer-1");
    assertThat(answered.sent()).containsOnlyKeys("", "/then/1");
    assertThat(Canary.of(requireNonNull(answered.sent().get("/then/1"))).fields())
        .containsExactly("/references/0", "/summary");
    var conversation =
        new Scene.Step.RecordConversation(
            recorded, "call-1", Instant.parse("2026-10-17T21:00:00Z"), OFFICER, NIGHT_WORKER);
    assertThat(spoken.then().subList(1, 4))
        .containsExactly(
            conversation,
            new Scene.Step.ConfirmConversation(recorded.plusSeconds(1_200), NIGHT_WORKER, "call-1"),
            new Scene.Step.AcknowledgeCase(recorded.plusSeconds(1_500), NIGHT_WORKER));
    assertThat(new String(conversation.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"heldAt\":\"2026-10-17T21:00:00Z\",\"name\":\"call-1\","
                + "\"police\":\"wxc-ocsae\",\"socialCare\":\"wexcombe-edt\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "does": "CONFIRM_CONVERSATION" | "does": "ACKNOWLEDGE_CASE" | ocsae-conversation.event.json#/then/2: remove the names that are not known here
          "does": "ACKNOWLEDGE_CASE"     | "does": "ANSWER_CASE", "answer": { "word": "yes" } | ocsae-conversation.event.json#/then/3/answer: remove the names that are not known here
          "does": "ACKNOWLEDGE_CASE"     | "does": "ANSWER_CASE" | ocsae-conversation.event.json#/then/3/answer: write an object in braces
          "police": "wxc-ocsae"          | "police": 7 | ocsae-conversation.event.json#/then/1/police: write a person's id
          "police": "wxc-ocsae",         | `` | ocsae-conversation.event.json#/then/1/police: write a person's id
          "heldAt": "2026-10-17T22:00:00+01:00" | "heldAt": "2026-10-17T22:00:00" | ocsae-conversation.event.json#/then/1/heldAt: write a moment with its offset, like 2026-05-01T22:40:00+01:00
          "person": "wexcombe-edt", "does": "ACKNOWLEDGE_CASE" | "does": "PUBLISH_REVISION", "change": {} | ocsae-conversation.event.json#/then/3/change: change something, and not the clientMessageId, revision or supersedes
          "person": "wexcombe-edt", "does": "ACKNOWLEDGE_CASE" | "does": "PUBLISH_REVISION", "change": { "revision": 3 } | ocsae-conversation.event.json#/then/3/change: change something, and not the clientMessageId, revision or supersedes
          "person": "wexcombe-edt", "does": "ACKNOWLEDGE_CASE" | "does": "PUBLISH_REVISION", "change": { "drill": true } }, { "at": "2026-10-17T22:45:00+01:00", "does": "PUBLISH_REVISION", "change": { "drill": true } | ocsae-conversation.event.json#/then: revise a report once
          """)
  void refuses_what_is_no_step_of_a_case_or_a_revision(String from, String to, String message)
      throws IOException {
    Path copy = folder.resolve("ocsae-conversation.event.json");
    String whole = Files.readString(SampleBorough.event("ocsae-conversation"));
    Files.writeString(copy, whole);
    assertThat(Scene.read(copy).then()).hasSize(4);

    Files.writeString(copy, replaced(whole, from, to));

    assertThatThrownBy(() -> Scene.read(copy))
        .isInstanceOf(BadSceneException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "state": "IN_REVIEW"  | "state": "DONE"    | ocsae-conversation.outcome.json#/case/state: write a case's state
          "startedAt":          | "begunAt":         | ocsae-conversation.outcome.json#/case: remove the names that are not known here
          "how": "CONVERSATION" | "how": "BY_POST"   | ocsae-conversation.outcome.json#/case/contact/how: write ANSWER or CONVERSATION
          "contactDueAt":       | "breach": { "cause": "SNOW" }, "contactDueAt": | ocsae-conversation.outcome.json#/case/breach/cause: write a cause of a case's breach
          "socialCare": "wexcombe-edt" | "socialCare": 7 | ocsae-conversation.outcome.json#/case/conversations/0/socialCare: write a person's id
          "tasks": []           | "tasks": [], "revision": { "revision": {} } | ocsae-conversation.outcome.json#/revision: remove the names that are not known here
          """)
  void refuses_what_says_nothing_about_a_case_or_a_revision(String from, String to, String message)
      throws IOException {
    Path copy = folder.resolve("ocsae-conversation.outcome.json");
    Path original =
        SampleBorough.event("ocsae-conversation").resolveSibling(copy.getFileName().toString());
    Files.writeString(copy, Files.readString(original));
    assertThat(Outcome.read(copy)).isEqualTo(Outcome.read(original));

    Files.writeString(copy, replaced(Files.readString(original), from, to));

    assertThatThrownBy(() -> Outcome.read(copy))
        .isInstanceOf(BadSceneException.class)
        .hasMessage(message);
  }

  private static Outcome.ExpectedAlert alertTo(PersonId person) {
    return new Outcome.ExpectedAlert(person, Instant.parse("2026-05-05T05:45:00Z"));
  }

  /** Domain section 7.2, column D: names of adults, addresses and grades stay behind. */
  @Test
  void expects_a_notice_without_what_a_school_may_not_see() {
    Content.Group notice = Outcome.beside(EVENT).deliveries().getFirst().notice();

    assertThat(Canary.of(notice).fields())
        .containsExactly(
            "/children/0/dateOfBirth",
            "/children/0/familyName",
            "/children/0/givenNames",
            "/children/0/knownAs/0",
            "/children/0/voice/words",
            "/contact/phone",
            "/contact/reference",
            "/incident/policeReference",
            "/incident/summary");
    assertThat(notice.groups("adults")).allMatch(adult -> adult.text("familyName").isEmpty());
  }

  @Test
  void reads_tasks() throws IOException {
    Path outcome =
        changedOutcome(
            ASKED,
            "\"tasks\": [{\"kind\": \"CALL_HEAD\", \"assignee\": \"SCHOOL-102345\","
                + " \"since\": \"2026-05-05T07:30:00Z\"}]");

    assertThat(Outcome.read(outcome).tasks())
        .containsExactly(
            new Task(
                Task.Kind.CALL_HEAD,
                Unit.parse("SCHOOL-102345"),
                Instant.parse("2026-05-05T07:30:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "story":                        | "plot":                          | bank-holiday-friday.event.json#: remove the names that are not known here
          "at": "2026-05-05T07:12:00+01:00" | "at": "2026-05-05T07:12:00"    | bank-holiday-friday.event.json#/then/0/at: write a moment with its offset, like 2026-05-01T22:40:00+01:00
          "at": "2026-05-05T07:12:00+01:00" | "at": "2026-05-05T07:15:01+01:00" | bank-holiday-friday.event.json#/then: write what happens in order of time
          "does": "OPEN"                  | "does": "PEEK"                   | bank-holiday-friday.event.json#/then/0/does: write OPEN, ACKNOWLEDGE, AUDIT, PUBLISH_AGAIN, PUBLISH_CHANGED, PUBLISH_REVISION, APPOINT, ACKNOWLEDGE_CASE, ANSWER_CASE, RECORD_CONVERSATION or CONFIRM_CONVERSATION
          "outcome": "SUPPORT_IN_PLACE"   | "outcome": "DONE"                | bank-holiday-friday.event.json#/then/1/outcome: write a reader's outcome
          , "outcome": "SUPPORT_IN_PLACE" | ``                               | bank-holiday-friday.event.json#/then/1/outcome: write a reader's outcome
          "person": "wxc-auditor"         | "person": 7                      | bank-holiday-friday.event.json#/then/2/person: write a person's id
          "then": [                       | "then": {}, "then": [            | bank-holiday-friday.event.json: An object holds the same name more than once; send each name once.
          "does": "OPEN"                  | "does": "PUBLISH_AGAIN"          | bank-holiday-friday.event.json#/then/0: remove the names that are not known here
          "person": "larkfield-dsl", "does": "OPEN" | "does": "PUBLISH_CHANGED", "change": {} | bank-holiday-friday.event.json#/then/0/change: change something, and not the clientMessageId
          "person": "larkfield-dsl", "does": "OPEN" | "does": "PUBLISH_CHANGED", "change": {"clientMessageId": "x"} | bank-holiday-friday.event.json#/then/0/change: change something, and not the clientMessageId
          "does": "OPEN"                  | "does": "APPOINT", "roles": []   | bank-holiday-friday.event.json#/then/0/roles: write a person's roles
          "does": "OPEN"                  | "does": "APPOINT", "roles": ["KING"] | bank-holiday-friday.event.json#/then/0/roles: write a person's roles
          "keyId":                        | "tampered": "yes", "keyId":      | bank-holiday-friday.event.json#/publish/tampered: write true or false
          "then": [                       | "until": "2026-05-05T09:59:59+01:00", "then": [ | bank-holiday-friday.event.json#/until: let a scene end after everything that happens in it
          "scene": "bank-holiday-friday"  | "scene": "bank-holiday"          | bank-holiday-friday.event.json#/scene: name the file after its scene
          """)
  void refuses_an_event_that_is_no_scene(String from, String to, String message)
      throws IOException {
    Path copy = folder.resolve("bank-holiday-friday.event.json");
    String whole = Files.readString(EVENT);
    Files.writeString(copy, whole);
    assertThat(Scene.read(copy)).isEqualTo(Scene.read(EVENT));

    Files.writeString(copy, replaced(whole, from, to));

    assertThatThrownBy(() -> Scene.read(copy))
        .isInstanceOf(BadSceneException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "status": 202           | "status": "202"       | bank-holiday-friday.outcome.json#/intake/status: write a whole number
          "status": 202           | "status": 503         | bank-holiday-friday.outcome.json#/intake/status: write 202, 401, 409 or 422
          "status": 202           | "status": 401         | bank-holiday-friday.outcome.json#/intake: remove the names that are not known here
          "state": "ACKNOWLEDGED" | "state": "ACKNOWLEDGED", "late": "SNOW" | bank-holiday-friday.outcome.json#/deliveries/0/late: write an object in braces
          "state": "ACKNOWLEDGED" | "state": "ACKNOWLEDGED", "breach": { "cause": "SNOW" } | bank-holiday-friday.outcome.json#/deliveries/0/breach/cause: write a cause of lateness
          "state": "ACKNOWLEDGED" | "state": "ACKNOWLEDGED", "tasks": ["call"] | bank-holiday-friday.outcome.json#/deliveries/0/tasks/0: write an object in braces
          "unit": "SCHOOL-102345" | "unit": "102345"      | bank-holiday-friday.outcome.json#/deliveries/0/unit: write a unit like SCHOOL-102345
          "state": "ACKNOWLEDGED" | "state": "Done"       | bank-holiday-friday.outcome.json#/deliveries/0/state: write a delivery's state
          "readers": ["larkfield-deputy-1" | "readers": [1 | bank-holiday-friday.outcome.json#/deliveries/0/readers: write a person's id
          "tasks": [{             | "tasks": {}, "case": [{ | bank-holiday-friday.outcome.json#/tasks: write a list in square brackets
          "tasks": [{             | "tasks": ["call", {   | bank-holiday-friday.outcome.json#/tasks/0: write an object in braces
          """)
  void refuses_an_outcome_that_is_none(String from, String to, String message) throws IOException {
    assertThat(Outcome.read(changedOutcome("", ""))).isEqualTo(Outcome.beside(EVENT));
    Path broken = changedOutcome(from, to);

    assertThatThrownBy(() -> Outcome.read(broken))
        .isInstanceOf(BadSceneException.class)
        .hasMessage(message);
  }

  @Test
  void expects_nothing_of_a_report_that_is_refused() throws IOException {
    String intake = "\"status\": 401, \"codes\": []";
    String whole =
        Files.readString(EVENT.resolveSibling("bank-holiday-friday.outcome.json"))
            .replaceFirst("(?s)\"status\": 202.*?\\]", Matcher.quoteReplacement(intake));
    Path copy = folder.resolve("bank-holiday-friday.outcome.json");
    Files.writeString(copy, whole);
    assertThatThrownBy(() -> Outcome.read(copy))
        .isInstanceOf(BadSceneException.class)
        .hasMessage(
            "bank-holiday-friday.outcome.json#/intake: expect nothing of a report that is refused");

    Files.writeString(
        copy,
        whole.replaceFirst(
            "(?s)\"deliveries\": .*\\]", "\"deliveries\": [], \"alerts\": [], \"tasks\": []"));

    assertThat(Outcome.read(copy).intake())
        .isEqualTo(new Outcome.IntakeAnswer.Refused(401, List.of()));
  }

  @Test
  void reads_what_else_may_happen_and_until_when_it_counts() throws IOException {
    Path copy = folder.resolve("bank-holiday-friday.event.json");
    Instant at = Instant.parse("2026-05-05T06:12:00Z");
    Files.writeString(
        copy,
        replaced(
            replaced(
                Files.readString(EVENT),
                "\"then\": [",
                """
                "until": "2026-05-06T10:00:00+01:00", "then": [
                  { "at": "2026-05-05T07:12:00+01:00", "does": "PUBLISH_AGAIN" },
                  { "at": "2026-05-05T07:12:00+01:00", "does": "PUBLISH_CHANGED", "change": { "drill": true } },
                  { "at": "2026-05-05T07:12:00+01:00", "does": "APPOINT", "person": "larkfield-dsl", "roles": ["HEAD", "DSL"] },
                """),
            "\"keyId\":",
            "\"tampered\": true, \"keyId\":"));

    Scene scene = Scene.read(copy);

    assertThat(scene.until()).isEqualTo("2026-05-06T09:00:00Z");
    assertThat(Scene.read(EVENT).until()).isEqualTo("2026-05-05T09:00:00Z");
    assertThat(scene.publish().tampered()).isTrue();
    assertThat(Scene.read(EVENT).publish().tampered()).isFalse();
    var changed =
        new Scene.Step.PublishChanged(
            at, Content.Group.EMPTY.with("drill", new Content.Truth(true)));
    assertThat(scene.then().subList(0, 3))
        .containsExactly(
            new Scene.Step.PublishAgain(at),
            changed,
            new Scene.Step.Appoint(at, DSL, Set.of(Role.HEAD, Role.DSL)));
    assertThat(new String(changed.bytes(scene.publish()), StandardCharsets.UTF_8))
        .isEqualTo(
            new String(scene.publish().bytes(), StandardCharsets.UTF_8)
                .replace("\"drill\":false", "\"drill\":true"));
  }

  private Path changedOutcome(String from, String to) throws IOException {
    Path copy = folder.resolve("bank-holiday-friday.outcome.json");
    Path original = EVENT.resolveSibling("bank-holiday-friday.outcome.json");
    Files.writeString(copy, replaced(Files.readString(original), from, to));
    return copy;
  }

  private static String replaced(String whole, String from, String to) {
    assertThat(whole).contains(from);
    return whole.replaceFirst(Pattern.quote(from), to);
  }
}
