package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleCase.aCase;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.exchange.Exchange;
import uk.firstbell.domain.exchange.ExchangeDecision;
import uk.firstbell.domain.exchange.ExchangeDecision.Acknowledged;
import uk.firstbell.domain.exchange.ExchangeDecision.Answered;
import uk.firstbell.domain.exchange.ExchangeDecision.Confirmed;
import uk.firstbell.domain.exchange.ExchangeDecision.NotOpenedYet;
import uk.firstbell.domain.exchange.ExchangeDecision.NotThere;
import uk.firstbell.domain.exchange.ExchangeDecision.Recorded;
import uk.firstbell.domain.exchange.ExchangeDecision.Rejected;
import uk.firstbell.domain.exchange.ExchangeDecision.TakenOtherwise;
import uk.firstbell.domain.exchange.Spoken;
import uk.firstbell.domain.intake.Intake;
import uk.firstbell.domain.intake.IntakeDecision;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.receipt.ReceiptDecision;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseBreach;
import uk.firstbell.domain.story.Contact;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Task;
import uk.firstbell.memory.MemoryAlerts;
import uk.firstbell.testkit.fixture.SampleCase;
import uk.firstbell.wire.json.ContentJson;

/** Children identified at an address on the Saturday evening before the clocks go back. */
final class CaseStoryTest {
  private static final Unit SOCIAL_CARE = new Unit(Unit.Kind.CSC, "999");
  private static final Unit FORCE = new Unit(Unit.Kind.FORCE, "WXC");
  private static final PersonId OFFICER = new PersonId("wxc-ocsae");
  private static final PersonId NIGHT_WORKER = new PersonId("wexcombe-edt");

  /** Saturday 24 October 2026, 6pm British Summer Time. */
  private static final Instant START = Instant.parse("2026-10-24T17:00:00Z");

  /** Sunday, 5pm Greenwich Mean Time: 24 elapsed hours. */
  private static final Instant DUE = Instant.parse("2026-10-25T17:00:00Z");

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final Intake intake = gateway.intake();

  @AfterEach
  void holds_every_invariant() {
    assertThat(gateway.breaches()).isEmpty();
  }

  @Test
  void tells_the_night_team_at_once_and_no_school_and_nobody_of_education() {
    NotificationId id = accepted(START.plusSeconds(1_200));

    gateway.advanceTo(START.plusSeconds(1_260));

    assertThat(gateway.alerts().taken())
        .extracting(MemoryAlerts.Mail::address)
        .containsExactly("edt@wexcombe.example");
    assertThat(gateway.story().head(id).orElseThrow().row().plan().orElseThrow().deliveries())
        .extracting(owed -> owed.unit())
        .containsExactly(SOCIAL_CARE);
    assertThat(notice(id, NIGHT_WORKER).parts())
        .containsKeys("case", "address", "children", "subjects", "exchange")
        .doesNotContainKeys("publisher", "clientMessageId");
    assertThat(notice(id, NIGHT_WORKER).group("access").orElseThrow().parts())
        .containsOnlyKeys("embargoUntil");
    assertThat(casefile(id).plan().contactDueAt()).isEqualTo(DUE);
  }

  @Test
  void is_in_contact_once_social_care_answers_and_the_force_can_read_what() {
    NotificationId id = accepted(START);
    gateway.advanceTo(START.plus(Duration.ofHours(3)));
    assertThat(answer(id)).isInstanceOf(NotOpenedYet.class);
    open(id, NIGHT_WORKER);

    assertThat(answer(id)).isEqualTo(new Answered(false));
    assertThat(answer(id)).isEqualTo(new Answered(true));
    assertThat(answer(id, "Known since 2023; a plan is in place."))
        .isInstanceOf(TakenOtherwise.class);
    gateway.settle();

    assertThat(casefile(id).state()).isEqualTo(Case.State.IN_CONTACT);
    assertThat(casefile(id).contact())
        .contains(
            new Contact(
                Contact.How.ANSWER,
                START.plus(Duration.ofHours(3)),
                START.plus(Duration.ofHours(3))));
    assertThat(delivery(id, SOCIAL_CARE).state()).isEqualTo(Delivery.State.ACKNOWLEDGED);
    Content.Group told = notice(id, FORCE, OFFICER);
    assertThat(told.text("summary")).contains("Known since 2024; a plan is in place.");
    assertThat(told.text("at")).contains("2026-10-24T20:00:00Z");
    assertThat(told.text("byRole")).contains("EDT");
    gateway.advanceTo(DUE.plus(Duration.ofHours(1)));
    assertThat(casefile(id).breach()).isEmpty();
  }

  @Test
  void asks_for_a_review_of_the_decision_a_day_after_contact_and_is_done() {
    NotificationId id = accepted(START);
    gateway.advanceTo(START.plus(Duration.ofHours(3)));
    open(id, NIGHT_WORKER);
    answer(id);

    gateway.advanceTo(START.plus(Duration.ofHours(27)).minusMillis(1));
    assertThat(casefile(id).state()).isEqualTo(Case.State.IN_CONTACT);
    gateway.advanceTo(START.plus(Duration.ofHours(27)));

    assertThat(casefile(id).state()).isEqualTo(Case.State.IN_REVIEW);
    assertThat(casefile(id).tasks())
        .filteredOn(task -> task.kind() == Task.Kind.CASE_REVIEW)
        .extracting(Task::assignee)
        .containsExactly(FORCE, SOCIAL_CARE);
  }

  @Test
  void an_acknowledgement_silences_one_call_and_stops_nothing() {
    NotificationId id = accepted(START);
    gateway.advanceTo(START.plus(Duration.ofHours(2)));
    open(id, NIGHT_WORKER);

    assertThat(exchange().acknowledge(gateway.admitted("wexcombe-edt"), id))
        .isEqualTo(new Acknowledged(false));
    assertThat(exchange().acknowledge(gateway.admitted("wexcombe-edt"), id))
        .isEqualTo(new Acknowledged(true));

    // In time would be 24 hours to the second; the next sweep after it is not.
    gateway.advanceTo(DUE);
    assertThat(kinds(id))
        .containsExactly(
            Task.Kind.CASE_SERGEANT,
            Task.Kind.CASE_INSPECTOR,
            Task.Kind.CASE_CHIEF_INSPECTOR,
            Task.Kind.CSC_HEAD_OF_SERVICE);
    assertThat(casefile(id).breach()).isEmpty();
    gateway.advanceTo(DUE.plusSeconds(60));
    assertThat(casefile(id).breach().orElseThrow().cause()).isEqualTo(CaseBreach.Cause.NO_CONTACT);
    assertThat(casefile(id).breach().orElseThrow().asOf()).isEqualTo(DUE);
    gateway.advanceTo(Instant.parse("2026-10-26T09:00:00Z"));
    assertThat(casefile(id).dueAt()).contains(Instant.parse("2026-10-27T09:00:00Z"));
  }

  @Test
  void asks_both_sides_anew_each_morning_after_a_breach_until_there_is_contact() {
    NotificationId id = accepted(START);
    Instant monday = Instant.parse("2026-10-26T09:00:00Z");
    gateway.advanceTo(monday.minusMillis(1));
    assertThat(kinds(id)).doesNotContain(Task.Kind.CASE_STILL_WITHOUT_CONTACT);

    gateway.advanceTo(monday);
    gateway.advanceTo(monday.plusSeconds(3_600));
    assertThat(asked(id, monday)).containsExactly(FORCE, SOCIAL_CARE);

    Instant tuesday = Instant.parse("2026-10-27T09:00:00Z");
    gateway.advanceTo(tuesday);
    assertThat(asked(id, tuesday)).containsExactly(FORCE, SOCIAL_CARE);
    open(id, new PersonId("wexcombe-mash"));
    answer(id, "wexcombe-mash", "Known since 2024; a plan is in place.");
    gateway.advanceTo(Instant.parse("2026-10-28T09:00:00Z"));
    assertThat(kinds(id)).filteredOn(Task.Kind.CASE_STILL_WITHOUT_CONTACT::equals).hasSize(4);
  }

  @Test
  void alerts_whoever_came_on_duty_since_once_when_it_looks_in_the_morning_after_a_breach() {
    NotificationId id = accepted(START);
    Instant monday = Instant.parse("2026-10-26T09:00:00Z");
    gateway.advanceTo(monday.minusMillis(1));
    int before = mails().size();
    assertThat(mails()).containsOnly("edt@wexcombe.example");

    gateway.advanceTo(monday);
    gateway.settle();

    assertThat(mails().subList(before, mails().size())).containsExactly("mash@wexcombe.example");
    assertThat(gateway.story().copy(new DeliveryId(id, SOCIAL_CARE), new PersonId("wexcombe-mash")))
        .isPresent();
    gateway.advanceTo(Instant.parse("2026-10-30T09:00:00Z")); // The hub is on duty each morning.
    assertThat(mails()).hasSize(before + 1);

    gateway.advanceTo(Instant.parse("2026-10-31T09:00:00Z")); // On Saturday it is not.
    assertThat(mails().subList(before + 1, mails().size())).containsExactly("edt@wexcombe.example");
  }

  @Test
  void contact_at_the_very_moment_it_is_due_is_in_time() {
    NotificationId id = accepted(START);
    gateway.advanceTo(START.plus(Duration.ofHours(2)));
    open(id, NIGHT_WORKER);
    gateway.advanceTo(DUE);

    assertThat(answer(id)).isEqualTo(new Answered(false));
    gateway.advanceTo(DUE.plusSeconds(60));

    assertThat(casefile(id).breach()).isEmpty();
  }

  @Test
  void rings_the_duty_team_where_nobody_acknowledged_for_four_hours() {
    NotificationId id = accepted(START);

    gateway.advanceTo(START.plus(Duration.ofHours(4)).minusMillis(1));
    assertThat(kinds(id)).isEmpty();
    gateway.advanceTo(START.plus(Duration.ofHours(4)));

    assertThat(kinds(id)).containsExactly(Task.Kind.CALL_SOCIAL_CARE);
  }

  @Test
  void a_conversation_is_contact_only_once_whom_police_spoke_to_confirms_it() {
    NotificationId id = accepted(START);
    gateway.advanceTo(START.plus(Duration.ofHours(5)));
    Instant held = START.plus(Duration.ofHours(4).plusMinutes(30));

    assertThat(record(id, "call-1", held)).isEqualTo(new Recorded(false));
    assertThat(record(id, "call-1", held)).isEqualTo(new Recorded(true));
    assertThat(record(id, "call-1", held.plusSeconds(1))).isInstanceOf(TakenOtherwise.class);
    assertThat(casefile(id).contact()).isEmpty();
    assertThat(exchange().confirm(gateway.admitted("wexcombe-mash"), id, "call-1"))
        .isInstanceOf(NotThere.class); // It was not she who was spoken to.
    gateway.advanceTo(DUE.plus(Duration.ofHours(4)));

    assertThat(exchange().confirm(gateway.admitted("wexcombe-edt"), id, "call-1"))
        .isEqualTo(new Confirmed(false));
    assertThat(exchange().confirm(gateway.admitted("wexcombe-edt"), id, "call-1"))
        .isEqualTo(new Confirmed(true));

    assertThat(casefile(id).breach()).isEmpty();
    assertThat(casefile(id).contact())
        .contains(new Contact(Contact.How.CONVERSATION, held, DUE.plus(Duration.ofHours(4))));
  }

  @Test
  void a_conversation_nobody_confirmed_four_hours_later_is_a_breach_as_of_when_contact_was_due() {
    NotificationId id = accepted(START);
    gateway.advanceTo(DUE);
    record(id, "call-1", DUE.minusSeconds(60));

    gateway.advanceTo(DUE.plus(Duration.ofHours(4)));
    assertThat(casefile(id).breach()).isEmpty();
    gateway.advanceTo(DUE.plus(Duration.ofHours(4)).plusSeconds(60));

    CaseBreach breach = casefile(id).breach().orElseThrow();
    assertThat(breach.cause()).isEqualTo(CaseBreach.Cause.NOT_CONFIRMED);
    assertThat(breach.asOf()).isEqualTo(DUE);
    exchange().confirm(gateway.admitted("wexcombe-edt"), id, "call-1");
    assertThat(casefile(id).breach()).contains(breach); // For good.
    assertThat(casefile(id).state()).isEqualTo(Case.State.IN_CONTACT);
  }

  @Test
  void a_conversation_recorded_too_late_suspends_nothing() {
    NotificationId id = accepted(START);
    gateway.advanceTo(DUE.plusMillis(1));
    record(id, "call-1", DUE.minusSeconds(60));

    gateway.advanceTo(DUE.plusSeconds(60));

    assertThat(casefile(id).breach()).isPresent();
  }

  @Test
  void and_is_no_way_around_the_breach_where_the_sweep_has_not_come_by() {
    NotificationId id = accepted(START);
    gateway.advanceTo(DUE);
    gateway.clock().set(DUE.plus(Duration.ofHours(3)));

    assertThat(record(id, "call-1", DUE.minusSeconds(60))).isEqualTo(new Recorded(false));
    CaseBreach breach = casefile(id).breach().orElseThrow();
    assertThat(breach.cause()).isEqualTo(CaseBreach.Cause.NO_CONTACT);
    exchange().confirm(gateway.admitted("wexcombe-edt"), id, "call-1");

    assertThat(casefile(id).breach()).contains(breach);
    gateway.advanceTo(DUE.plus(Duration.ofHours(3)));
  }

  @Test
  void what_was_said_before_a_child_was_identified_is_no_contact_for_that_child() {
    NotificationId first = accepted(START);
    gateway.advanceTo(START.plus(Duration.ofHours(6)));
    record(first, "call-1", START.plus(Duration.ofHours(5)));
    gateway.advanceTo(START.plus(Duration.ofHours(10)));
    Instant found = START.plus(Duration.ofHours(9));
    NotificationId second =
        accepted(revised(aCase("case-1", found), first), START.plus(Duration.ofHours(10)));

    assertThat(exchange().confirm(gateway.admitted("wexcombe-edt"), second, "call-1"))
        .isEqualTo(new Confirmed(false));
    assertThat(casefile(second).contact()).isEmpty();
    assertThat(codes(record(second, "call-2", found.minusMillis(1))))
        .containsExactly("BEFORE_THE_CLOCK");
    assertThat(record(second, "call-2", found)).isEqualTo(new Recorded(false));
    exchange().confirm(gateway.admitted("wexcombe-edt"), second, "call-2");

    assertThat(casefile(second).contact().orElseThrow().at()).isEqualTo(found);
    gateway.advanceTo(START.plus(Duration.ofHours(10)));
  }

  @Test
  void contact_by_telephone_leaves_a_notice_open_that_nobody_could_read_yet() {
    gateway.clock().set(START);
    IntakeDecision decision =
        intake.accept(gateway.signed(ContentJson.bytes(aCase("case-1", START))));
    NotificationId id = ((IntakeDecision.Accepted) decision).receipt().notification();
    gateway.routing().route(id);
    assertThat(delivery(id, SOCIAL_CARE).state()).isEqualTo(Delivery.State.PLANNED);
    record(id, "call-1", START);

    exchange().confirm(gateway.admitted("wexcombe-edt"), id, "call-1");

    assertThat(casefile(id).state()).isEqualTo(Case.State.IN_CONTACT);
    assertThat(delivery(id, SOCIAL_CARE).state()).isEqualTo(Delivery.State.PLANNED);
    gateway.settle();
    assertThat(notice(id, NIGHT_WORKER).parts()).containsKey("subjects");
  }

  @Test
  void a_subject_of_the_case_is_spoken_to_at_no_hour_on_duty_or_not() {
    var mash = gateway.directory().person(new PersonId("wexcombe-mash")).orElseThrow();
    int space = mash.name().indexOf(' ');
    Content.Group subject =
        aCase("case-1", START)
            .groups("subjects")
            .getFirst()
            .with("givenNames", new Content.Text(mash.name().substring(0, space)))
            .with("familyName", new Content.Text(mash.name().substring(space + 1)));
    NotificationId id =
        accepted(
            aCase("case-1", START).with("subjects", new Content.Items(List.of(subject))), START);
    gateway.advanceTo(START.plusSeconds(60));
    SenderKey key = gateway.directory().senderKey("wxc-2026a").orElseThrow();

    assertThat(codes(exchange().record(key, id, new Spoken("a", START, OFFICER, mash.id()))))
        .containsExactly("NOT_A_NAMED_PERSON");
    assertThat(exchange().record(key, id, new Spoken("a", START, OFFICER, NIGHT_WORKER)))
        .isEqualTo(new Recorded(false));
  }

  @Test
  void takes_of_the_rungs_that_were_past_only_the_highest_and_at_once() {
    NotificationId id = accepted(START.plus(Duration.ofHours(13)));

    gateway.advanceTo(START.plus(Duration.ofHours(13)).plusSeconds(60));

    assertThat(kinds(id)).containsExactly(Task.Kind.CASE_SERGEANT);
  }

  @Test
  void is_breached_from_its_first_moment_when_it_is_accepted_after_contact_was_due() {
    NotificationId id = accepted(DUE.plusMillis(1));

    assertThat(casefile(id).breach().orElseThrow().cause()).isEqualTo(CaseBreach.Cause.NOT_GIVEN);
    assertThat(kinds(id)).containsExactly(Task.Kind.CASE_BREACH, Task.Kind.CASE_BREACH);

    NotificationId inTime = accepted(aCase("case-2", START.plusMillis(1)), DUE.plusMillis(1));
    gateway.advanceTo(DUE.plusMillis(1)); // The highest rung is taken at once.
    assertThat(casefile(inTime).breach()).isEmpty();
  }

  @Test
  void names_both_people_of_a_conversation_and_each_of_the_right_side() {
    NotificationId id = accepted(START);
    Instant now = START.plus(Duration.ofHours(1));
    gateway.advanceTo(now);
    SenderKey key = gateway.directory().senderKey("wxc-2026a").orElseThrow();

    var wrong = new Spoken("a", START.minusMillis(1), NIGHT_WORKER, OFFICER);
    assertThat(codes(exchange().record(key, id, wrong)))
        .containsExactly("BEFORE_THE_CLOCK", "NOT_A_NAMED_PERSON", "NOT_A_NAMED_PERSON");
    var early = new Spoken("a", now.plusSeconds(301), OFFICER, NIGHT_WORKER);
    assertThat(codes(exchange().record(key, id, early))).containsExactly("IN_THE_FUTURE");
    assertThat(exchange().record(key, id, new Spoken("a", now, OFFICER, NIGHT_WORKER)))
        .isEqualTo(new Recorded(false));
  }

  @Test
  void is_for_the_named_people_alone_where_its_sender_named_some() {
    Content.Group named =
        aCase("case-1", START)
            .with(
                "access",
                SampleCase.content(
                    "{\"embargoUntil\":\"2026-11-24T09:00:00Z\",\"schoolDisclosure\":\"NONE\",\"namedIndividuals\":[\"wexcombe-mash\",\"wxc-ocsae\"]}"));
    NotificationId id = accepted(named, START);
    gateway.advanceTo(START.plusSeconds(60));

    assertThat(gateway.alerts().taken())
        .extracting(MemoryAlerts.Mail::address)
        .containsExactly("mash@wexcombe.example");
    assertThat(gateway.receipt().inbox(gateway.admitted("wexcombe-edt"))).isEmpty();
    open(id, new PersonId("wexcombe-mash"));
    assertThat(exchange().acknowledge(gateway.admitted("wexcombe-mash"), id))
        .isEqualTo(new Acknowledged(false));
  }

  @Test
  void is_closed_through_the_case_and_by_no_outcome_of_a_school() {
    NotificationId id = accepted(START);
    open(id, NIGHT_WORKER);
    var who = gateway.admitted("wexcombe-edt");
    var mine = new DeliveryId(id, SOCIAL_CARE);

    assertThat(gateway.receipt().acknowledge(who, mine, ReaderOutcome.WRONG_SCHOOL))
        .isInstanceOf(ReceiptDecision.OutcomeDoesNotFit.class);
    assertThat(gateway.receipt().acknowledge(who, mine, ReaderOutcome.TAKEN_UP))
        .isInstanceOf(ReceiptDecision.OutcomeDoesNotFit.class);
    assertThat(delivery(id, SOCIAL_CARE).state()).isEqualTo(Delivery.State.OPENED);
  }

  @Test
  void keeps_the_earlier_clock_when_more_children_are_found_before_there_was_contact() {
    NotificationId first = accepted(START);
    gateway.advanceTo(START.plus(Duration.ofHours(10)));
    Content.Group more =
        aCase("case-1", START.plus(Duration.ofHours(9)))
            .with("revision", new Content.Whole(2))
            .with("supersedes", new Content.Text(first.value()));
    NotificationId second = accepted(more, START.plus(Duration.ofHours(10)));
    gateway.advanceTo(START.plus(Duration.ofHours(10)));

    assertThat(casefile(first).state()).isEqualTo(Case.State.SUPERSEDED);
    assertThat(casefile(second).plan().startedAt()).isEqualTo(START);
  }

  @Test
  void starts_a_clock_of_its_own_for_children_found_after_contact() {
    NotificationId first = accepted(START);
    open(first, NIGHT_WORKER);
    answer(first);
    gateway.advanceTo(START.plus(Duration.ofHours(10)));
    Content.Group more =
        aCase("case-1", START.plus(Duration.ofHours(9)))
            .with("revision", new Content.Whole(2))
            .with("supersedes", new Content.Text(first.value()));
    NotificationId second = accepted(more, START.plus(Duration.ofHours(10)));
    gateway.advanceTo(START.plus(Duration.ofHours(10)));

    assertThat(casefile(second).plan().startedAt()).isEqualTo(START.plus(Duration.ofHours(9)));
  }

  @Test
  void contact_that_came_too_late_is_a_breach_from_that_moment_and_for_good() {
    NotificationId id = accepted(START);
    open(id, NIGHT_WORKER);
    gateway.clock().set(DUE.plusMillis(1)); // No sweep has come by.

    assertThat(answer(id)).isEqualTo(new Answered(false));

    assertThat(casefile(id).breach().orElseThrow().cause()).isEqualTo(CaseBreach.Cause.NO_CONTACT);
    assertThat(casefile(id).breach().orElseThrow().asOf()).isEqualTo(DUE);
    assertThat(casefile(id).state()).isEqualTo(Case.State.IN_CONTACT);
    gateway.advanceTo(DUE.plusMillis(1));
  }

  @Test
  void a_late_answer_waits_with_the_breach_for_a_conversation_that_may_still_be_confirmed() {
    NotificationId id = accepted(START);
    open(id, NIGHT_WORKER);
    gateway.advanceTo(DUE.minusSeconds(60));
    record(id, "call-1", DUE.minusSeconds(120));
    gateway.advanceTo(DUE.plus(Duration.ofHours(2)));
    answer(id);
    assertThat(casefile(id).breach()).isEmpty();

    exchange().confirm(gateway.admitted("wexcombe-edt"), id, "call-1");

    assertThat(casefile(id).contact().orElseThrow().at()).isEqualTo(DUE.minusSeconds(120));
    gateway.advanceTo(DUE.plus(Duration.ofHours(5)));
    assertThat(casefile(id).breach()).isEmpty();
  }

  @Test
  void and_breaches_as_of_then_if_nobody_confirms_it() {
    NotificationId id = accepted(START);
    open(id, NIGHT_WORKER);
    gateway.advanceTo(DUE.minusSeconds(60));
    record(id, "call-1", DUE.minusSeconds(120));
    gateway.advanceTo(DUE.plus(Duration.ofHours(2)));
    answer(id);

    gateway.advanceTo(DUE.plus(Duration.ofHours(4)).plusSeconds(60));

    assertThat(casefile(id).breach().orElseThrow().cause())
        .isEqualTo(CaseBreach.Cause.NOT_CONFIRMED);
  }

  @Test
  void carries_contact_over_to_a_revision_that_names_no_child_found_since() {
    NotificationId first = accepted(START);
    gateway.advanceTo(START.plusSeconds(7_200));
    open(first, NIGHT_WORKER);
    answer(first);

    NotificationId second =
        accepted(revised(aCase("case-1", START), first), START.plus(Duration.ofHours(30)));
    gateway.advanceTo(START.plus(Duration.ofHours(31)));

    assertThat(casefile(first).state()).isIn(Case.State.SUPERSEDED);
    assertThat(casefile(second).contact().orElseThrow().at()).isEqualTo(START.plusSeconds(7_200));
    assertThat(casefile(second).breach()).isEmpty();
  }

  @Test
  void carries_a_conversation_over_to_a_revision_and_lets_it_be_confirmed_there() {
    NotificationId first = accepted(START);
    gateway.advanceTo(START.plus(Duration.ofHours(23)));
    record(first, "call-1", START.plus(Duration.ofHours(22)));
    NotificationId second =
        accepted(
            revised(aCase("case-1", START), first),
            START.plus(Duration.ofHours(24)).plusSeconds(30));

    assertThat(casefile(second).breach()).isEmpty();
    assertThat(exchange().confirm(gateway.admitted("wexcombe-edt"), first, "call-1"))
        .isInstanceOf(NotThere.class);
    assertThat(exchange().confirm(gateway.admitted("wexcombe-edt"), second, "call-1"))
        .isEqualTo(new Confirmed(false));
    gateway.advanceTo(START.plus(Duration.ofHours(29)));
    assertThat(casefile(second).breach()).isEmpty();
  }

  @Test
  void does_not_become_a_matter_of_another_type_nor_a_drill_by_a_revision() {
    NotificationId first = accepted(START);
    Content.Group drill =
        revised(aCase("case-1", START), first).with("drill", new Content.Truth(true));

    assertThat(intake.accept(gateway.signed(ContentJson.bytes(drill))))
        .isInstanceOfSatisfying(
            IntakeDecision.Rejected.class,
            rejected ->
                assertThat(rejected.faults()).extracting(Fault::pointer).containsExactly("/drill"));
    accepted(revised(aCase("case-1", START), first), START.plusSeconds(60));
    gateway.advanceTo(START.plusSeconds(60));
  }

  @Test
  void tells_whoever_comes_on_duty_and_reminds_them_until_there_is_contact() {
    Instant monday = Instant.parse("2026-10-26T16:30:00Z");
    NotificationId id = accepted(aCase("case-1", monday), monday);
    gateway.advanceTo(monday.plusSeconds(60));
    assertThat(mails()).containsExactly("mash@wexcombe.example");

    gateway.advanceTo(Instant.parse("2026-10-26T17:00:00Z"));
    assertThat(mails()).containsExactly("mash@wexcombe.example", "edt@wexcombe.example");
    gateway.advanceTo(monday.plus(Duration.ofHours(12)));
    assertThat(mails())
        .containsExactly("mash@wexcombe.example", "edt@wexcombe.example", "edt@wexcombe.example");
    open(id, NIGHT_WORKER);
    exchange().acknowledge(gateway.admitted("wexcombe-edt"), id);
    gateway.advanceTo(Instant.parse("2026-10-27T09:00:00Z"));
    assertThat(mails())
        .endsWith("mash@wexcombe.example"); // Opened, acknowledged, and not answered.
    int before = mails().size();
    open(id, new PersonId("wexcombe-mash"));
    answer(id);
    gateway.advanceTo(monday.plus(Duration.ofHours(30)));
    assertThat(mails().subList(before, mails().size()))
        .containsOnly("online-team@wxc.example"); // The answer, and nobody at social care.
  }

  @Test
  void reminds_the_social_care_of_another_home_until_there_is_contact_and_no_longer() {
    Unit lead = new Unit(Unit.Kind.CSC, "998");
    Person was = gateway.directory().person(new PersonId("wexcombe-mash")).orElseThrow();
    var colleague =
        new Person(
            was.id(),
            lead,
            was.name(),
            was.email(),
            was.phone(),
            was.dateOfBirth(),
            Set.of(Role.EDT),
            lead);
    var devices = gateway.directory().certificates(was.organisation(), was.id(), START);
    gateway
        .directory()
        .store(
            new DirectoryBook(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(colleague),
                devices,
                List.of(),
                List.of()));
    NotificationId id =
        accepted(
            aCase("case-1", START)
                .with("responsibleLaCode", new Content.Text("998"))
                .with("secondaryLas", new Content.Items(List.of(new Content.Text("999")))),
            START);

    Instant reminded = START.plus(Duration.ofHours(12)).plusSeconds(60);
    gateway.advanceTo(reminded);
    assertThat(mails()).filteredOn("edt@wexcombe.example"::equals).hasSize(2);
    SenderKey key = gateway.directory().senderKey("wxc-2026a").orElseThrow();
    assertThat(exchange().record(key, id, new Spoken("call-1", reminded, OFFICER, colleague.id())))
        .isEqualTo(new Recorded(false));
    assertThat(exchange().confirm(gateway.admitted(colleague.id().value()), id, "call-1"))
        .isEqualTo(new Confirmed(false));
    gateway.advanceTo(START.plus(Duration.ofHours(40)));

    assertThat(mails()).filteredOn("edt@wexcombe.example"::equals).hasSize(2);
    assertThat(delivery(id, SOCIAL_CARE).climb().taken())
        .isEqualTo(delivery(id, SOCIAL_CARE).plan().rungs().size());
    assertThat(delivery(id, SOCIAL_CARE).climb().owed()).isEmpty();
  }

  @Test
  void decides_within_the_hour_about_a_child_in_danger_whoever_has_answered() {
    Content.Group risk = aCase("case-1", START).group("risk").orElseThrow();
    NotificationId id =
        accepted(
            aCase("case-1", START).with("risk", risk.with("immediate", new Content.Truth(true))),
            START);
    open(id, NIGHT_WORKER);
    gateway.advanceTo(START.plusSeconds(600));
    answer(id);

    gateway.advanceTo(START.plus(Duration.ofHours(1)));

    assertThat(kinds(id)).containsExactly(Task.Kind.CASE_DECISION, Task.Kind.CASE_DECISION);
  }

  @Test
  void takes_no_answer_that_describes_material() {
    NotificationId id = accepted(START);
    open(id, NIGHT_WORKER);

    assertThat(codes(answer(id, "the video shows"))).containsExactly("DESCRIBES_MATERIAL");
    assertThat(answer(id)).isEqualTo(new Answered(false));
  }

  @Test
  void wants_a_named_person_of_each_side_where_people_are_named() {
    gateway.clock().set(START);
    for (String alone : List.of("wexcombe-mash", "wxc-ocsae", "nobody")) {
      var access =
          SampleCase.content(
              "{\"embargoUntil\":\"2026-11-24T09:00:00Z\",\"schoolDisclosure\":\"NONE\",\"namedIndividuals\":[\"%s\"]}"
                  .formatted(alone));
      assertThat(
              intake.accept(
                  gateway.signed(ContentJson.bytes(aCase("case-1", START).with("access", access)))))
          .isInstanceOf(IntakeDecision.Rejected.class);
    }
  }

  @Test
  void refuses_whatever_points_at_or_describes_material() {
    gateway.clock().set(START);
    Content.Group clock = aCase("case-1", START).group("clock").orElseThrow();
    for (String text :
        List.of(
            "see https://x.example",
            "d41d8cd98f00b204e9800998ecf8427e",
            "IMG_0001.jpg",
            "the video shows")) {
      var bad =
          aCase("case-1", START)
              .with("clock", clock.with("lateReasonText", new Content.Text(text)));
      IntakeDecision decision = intake.accept(gateway.signed(ContentJson.bytes(bad)));
      assertThat(decision)
          .isInstanceOfSatisfying(
              IntakeDecision.Rejected.class,
              rejected ->
                  assertThat(rejected.faults())
                      .extracting(Fault::pointer)
                      .containsExactly("/clock/lateReasonText"));
    }
    accepted(
        aCase("case-1", START)
            .with("clock", clock.with("lateReasonText", new Content.Text("two officers away"))),
        START);
  }

  private List<String> mails() {
    return gateway.alerts().taken().stream().map(MemoryAlerts.Mail::address).toList();
  }

  private static Content.Group revised(Content.Group report, NotificationId before) {
    return report
        .with("revision", new Content.Whole(2))
        .with("supersedes", new Content.Text(before.value()));
  }

  private NotificationId accepted(Instant at) {
    return accepted(aCase("case-1", START), at);
  }

  private NotificationId accepted(Content.Group report, Instant at) {
    gateway.clock().set(at);
    IntakeDecision decision = intake.accept(gateway.signed(ContentJson.bytes(report)));
    assertThat(decision).isInstanceOf(IntakeDecision.Accepted.class);
    gateway.settle();
    return ((IntakeDecision.Accepted) decision).receipt().notification();
  }

  private Exchange exchange() {
    return gateway.exchange();
  }

  private ExchangeDecision record(NotificationId id, String name, Instant held) {
    SenderKey key = gateway.directory().senderKey("wxc-2026a").orElseThrow();
    return exchange().record(key, id, new Spoken(name, held, OFFICER, NIGHT_WORKER));
  }

  private ExchangeDecision answer(NotificationId id) {
    return answer(id, "Known since 2024; a plan is in place.");
  }

  private ExchangeDecision answer(NotificationId id, String summary) {
    return answer(id, "wexcombe-edt", summary);
  }

  private ExchangeDecision answer(NotificationId id, String person, String summary) {
    Content.Group said =
        Content.Group.EMPTY
            .with("known", new Content.Truth(true))
            .with("summary", new Content.Text(summary));
    return exchange()
        .answer(gateway.admitted(person), id, "answer-1", said, ContentJson.bytes(said));
  }

  private void open(NotificationId id, PersonId reader) {
    assertThat(gateway.opens(reader.value(), new DeliveryId(id, SOCIAL_CARE)))
        .isEqualTo(new ReceiptDecision.Opened(false));
  }

  private Content.Group notice(NotificationId id, PersonId reader) {
    return notice(id, SOCIAL_CARE, reader);
  }

  private Content.Group notice(NotificationId id, Unit unit, PersonId reader) {
    byte[] sealed =
        gateway.story().copy(new DeliveryId(id, unit), reader).orElseThrow().row().sealed();
    return gateway.opened(sealed, reader.value()).group("notice").orElseThrow();
  }

  private Case casefile(NotificationId id) {
    return gateway.story().casefile(id).orElseThrow().row();
  }

  private Delivery delivery(NotificationId id, Unit unit) {
    return gateway.story().delivery(new DeliveryId(id, unit)).orElseThrow().row();
  }

  /** Whom the morning's look asked. */
  private List<Unit> asked(NotificationId id, Instant morning) {
    return casefile(id).tasks().stream()
        .filter(task -> task.kind() == Task.Kind.CASE_STILL_WITHOUT_CONTACT)
        .filter(task -> task.since().equals(morning))
        .map(Task::assignee)
        .toList();
  }

  private List<Task.Kind> kinds(NotificationId id) {
    return casefile(id).tasks().stream().map(Task::kind).toList();
  }

  private static List<String> codes(ExchangeDecision decision) {
    return decision instanceof Rejected(var faults)
        ? faults.stream().map(Fault::code).toList()
        : List.of();
  }
}
