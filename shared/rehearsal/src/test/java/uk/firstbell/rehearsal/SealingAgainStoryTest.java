package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uk.firstbell.testkit.fixture.SampleDirectory.reachedBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.enrolment.Agreement;
import uk.firstbell.domain.enrolment.DeviceName;
import uk.firstbell.domain.enrolment.EnrolmentDecision;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Approved;
import uk.firstbell.domain.enrolment.EnrolmentDecision.DecidedOtherwise;
import uk.firstbell.domain.enrolment.EnrolmentDecision.NotThere;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Refused;
import uk.firstbell.domain.enrolment.Wish;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.receipt.ReceiptDecision;
import uk.firstbell.domain.receipt.ReceiptDecision.Erased;
import uk.firstbell.domain.receipt.ReceiptDecision.Fetched;
import uk.firstbell.domain.receipt.ReceiptDecision.Opened;
import uk.firstbell.domain.receipt.ReceiptDecision.ToBeSealedAgain;
import uk.firstbell.domain.receipt.ReceiptDecision.WrongToken;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.SealingAgain;
import uk.firstbell.domain.story.Task;

final class SealingAgainStoryTest {
  private static final Unit SCHOOL = new Unit(Unit.Kind.SCHOOL, "102345");
  private static final String LEAD = "larkfield-dsl";
  private static final String DEPUTY = "larkfield-deputy-1";
  private static final String OTHER_DEPUTY = "larkfield-deputy-2";
  private static final String HEAD = "larkfield-head";
  private static final String FIRST_DEVICE = "2026a";
  private static final Device.Wrapped KEYS =
      new Device.Wrapped(Optional.of("{\"v\":1}"), Optional.of("{\"v\":1}"));

  private final SecureRandom random = new SecureRandom();
  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final SampleDevice device = SampleDevice.fresh(random);

  @AfterEach
  void holds_every_invariant() {
    assertThat(gateway.breaches()).isEmpty();
  }

  @Test
  void seals_what_is_open_again_to_a_reader_who_lost_every_device_once_another_is_approved() {
    DeliveryId id = available();
    byte[] before = fetched(LEAD, id);
    Content.Group read = gateway.opened(before, LEAD);

    loses(LEAD);
    enrols(LEAD, HEAD);

    byte[] after = fetched(LEAD, id);
    assertThat(gateway.opened(after, LEAD, device).group("notice")).isEqualTo(read.group("notice"));
    assertThatThrownBy(() -> gateway.opened(before, LEAD, device))
        .isInstanceOf(IllegalStateException.class);
    assertThat(gateway.receipt().open(admitted(LEAD), id, tokenIn(read)))
        .isEqualTo(new WrongToken());
    OpeningToken token = tokenIn(gateway.opened(after, LEAD, device));
    assertThat(gateway.receipt().open(admitted(LEAD), id, token)).isEqualTo(new Opened(false));
    assertThat(ofCopy(LEAD))
        .containsExactly(
            Happening.COPY_SEALED,
            Happening.COPY_FETCHED,
            Happening.SEALING_AGAIN,
            Happening.COPY_SEALED_AGAIN,
            Happening.COPY_FETCHED,
            Happening.COPY_OPENED);
    assertThat(entry(Happening.SEALING_AGAIN).facts()).containsEntry("reason", "NO_DEVICE_LEFT");
    assertThat(copy(LEAD, id).devices()).contains(List.of(device.id()));
  }

  @Test
  void seals_what_is_open_to_a_further_device_too_and_takes_the_token_of_the_copy_before() {
    DeliveryId id = available();
    byte[] before = fetched(LEAD, id);

    enrols(LEAD, HEAD);

    byte[] after = fetched(LEAD, id);
    assertThat(gateway.opened(after, LEAD, device)).isEqualTo(gateway.opened(after, LEAD));
    assertThat(copy(LEAD, id).devices().orElseThrow())
        .containsExactlyInAnyOrder(FIRST_DEVICE, device.id());
    assertThat(entry(Happening.SEALING_AGAIN).facts()).containsEntry("reason", "FURTHER_DEVICE");
    OpeningToken earlier = tokenIn(gateway.opened(before, LEAD));
    OpeningToken token = tokenIn(gateway.opened(after, LEAD));
    assertThat(gateway.receipt().open(admitted(LEAD), id, earlier)).isEqualTo(new Opened(false));
    assertThat(gateway.receipt().open(admitted(LEAD), id, token)).isEqualTo(new Opened(true));
  }

  @Test
  void seals_nobody_elses_copy_again_and_no_copy_twice() {
    DeliveryId id = available();
    byte[] others = copy(DEPUTY, id).sealed();
    loses(LEAD);
    enrols(LEAD, HEAD);
    byte[] once = copy(LEAD, id).sealed();

    assertThat(approves(HEAD, LEAD)).isEqualTo(new Approved(true, true));
    gateway.settle();
    gateway.receipt().sealAgain(admitted(LEAD), id);
    gateway.settle();

    assertThat(copy(LEAD, id).sealed()).isEqualTo(once);
    assertThat(copy(DEPUTY, id).sealed()).isEqualTo(others);
    assertThat(count(Happening.COPY_SEALED_AGAIN)).isEqualTo(1);
  }

  @Test
  void reads_on_when_somebody_else_has_opened_it_and_the_answer_is_owed_as_before() {
    DeliveryId id = available();
    opens(DEPUTY, id);
    Instant owed = delivery(id).dueAt().orElseThrow();

    loses(LEAD);
    enrols(LEAD, HEAD);

    assertThat(gateway.opened(fetched(LEAD, id), LEAD, device)).isNotNull();
    assertThat(delivery(id).state()).isEqualTo(Delivery.State.OPENED);
    assertThat(delivery(id).dueAt()).contains(owed);
    assertThat(delivery(id).next()).isEmpty();
  }

  @Test
  void keeps_what_was_opened_opened() {
    DeliveryId id = available();
    opens(LEAD, id);
    loses(LEAD);
    enrols(LEAD, HEAD);

    assertThat(copy(LEAD, id).state()).isEqualTo(Copy.State.OPENED);
    assertThat(gateway.receipt().acknowledge(admitted(LEAD), id, ReaderOutcome.SUPPORT_IN_PLACE))
        .isEqualTo(new ReceiptDecision.Acknowledged(false));
  }

  @ParameterizedTest
  @CsvSource({"+447700900123, true", "+447700900999, false"})
  void seals_nothing_again_to_somebody_who_turns_out_to_be_a_party(String phone, boolean party) {
    DeliveryId id = available();
    loses(LEAD);
    isReachedBy(LEAD, party ? adultsPhone() : phone);

    enrols(LEAD, HEAD);

    assertThat(count(Happening.COPY_SEALED_AGAIN)).isEqualTo(party ? 0 : 1);
    assertThat(delivery(id).plan().barred().contains(new PersonId(LEAD))).isEqualTo(party);
    assertThat(gateway.receipt().fetch(admitted(LEAD), id))
        .isInstanceOf(party ? ReceiptDecision.NotThere.class : Fetched.class);
  }

  @Test
  void says_why_what_is_open_is_not_sealed_again_once_its_data_key_is_destroyed() {
    DeliveryId id = available();
    loses(LEAD);
    gateway.story().destroyKey(id.notification());

    enrols(LEAD, HEAD);

    assertThat(count(Happening.COPY_SEALED_AGAIN)).isZero();
    assertThat(entry(Happening.NOT_SEALED_AGAIN).facts()).containsEntry("reason", "ERASED");
  }

  @Test
  void seals_what_is_closed_again_only_with_a_second_person() {
    DeliveryId id = closed();
    loses(LEAD);
    enrols(LEAD, HEAD);
    assertThat(count(Happening.SEALING_AGAIN)).isZero();

    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ToBeSealedAgain(true));
    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ToBeSealedAgain(true));
    gateway.settle();
    assertThat(count(Happening.COPY_SEALED_AGAIN)).isZero();
    assertThat(count(Happening.SEALING_AGAIN_ASKED)).isEqualTo(1);
    for (String nobody : List.of(LEAD, DEPUTY, "oakmere-head")) {
      assertThat(waiting(nobody)).isEmpty();
      assertThat(agrees(nobody, id)).isEqualTo(new NotThere());
    }
    assertThat(waiting(HEAD))
        .singleElement()
        .satisfies(asked -> assertThat(asked.delivery()).isEqualTo(id))
        .satisfies(asked -> assertThat(asked.reader().id().value()).isEqualTo(LEAD));

    assertThat(agrees(HEAD, id)).isEqualTo(new Approved(true, false));
    assertThat(agrees(HEAD, id)).isEqualTo(new Approved(true, true));
    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ToBeSealedAgain(false));
    gateway.settle();

    assertThat(gateway.opened(fetched(LEAD, id), LEAD, device)).isNotNull();
    assertThat(entry(Happening.SEALING_AGAIN).facts())
        .containsEntry("reason", "NO_DEVICE_LEFT")
        .containsEntry("approvedBy", HEAD);
    assertThat(delivery(id).state()).isEqualTo(Delivery.State.ACKNOWLEDGED);
    assertThat(delivery(id).isFinal()).isTrue();
    assertThat(waiting(HEAD)).isEmpty();
  }

  @Test
  void takes_no_for_an_answer_until_the_reader_asks_anew() {
    DeliveryId id = closed();
    loses(LEAD);
    enrols(LEAD, HEAD);
    gateway.receipt().sealAgain(admitted(LEAD), id);

    assertThat(gateway.agreement().refuse(admitted(HEAD), id, new PersonId(LEAD)))
        .isEqualTo(new Refused(false));
    assertThat(gateway.agreement().refuse(admitted(HEAD), id, new PersonId(LEAD)))
        .isEqualTo(new Refused(true));
    assertThat(agrees("wexcombe-officer", id)).isEqualTo(new DecidedOtherwise());
    gateway.settle();
    assertThat(count(Happening.COPY_SEALED_AGAIN)).isZero();

    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ToBeSealedAgain(true));
    assertThat(agrees("wexcombe-officer", id)).isEqualTo(new Approved(true, false));
    gateway.settle();
    assertThat(count(Happening.COPY_SEALED_AGAIN)).isPositive();
  }

  @Test
  void says_that_nobody_can_seal_what_is_closed_again_once_its_data_key_is_destroyed() {
    DeliveryId id = closed();
    loses(LEAD);
    enrols(LEAD, HEAD);
    gateway.receipt().sealAgain(admitted(LEAD), id);
    gateway.story().destroyKey(id.notification());

    agrees(HEAD, id);
    gateway.settle();

    assertThat(count(Happening.SEALING_AGAIN)).isZero();
    assertThat(entry(Happening.NOT_SEALED_AGAIN).facts()).containsEntry("reason", "ERASED");
    assertThat(delivery(id).isFinal()).isTrue();
    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id)).isEqualTo(new Erased());
  }

  @Test
  void closes_what_is_closed_to_a_party_for_good_and_tells_the_authority() {
    DeliveryId id = closed();
    loses(LEAD);
    enrols(LEAD, HEAD);
    gateway.receipt().sealAgain(admitted(LEAD), id);
    isReachedBy(LEAD, adultsPhone());

    agrees(HEAD, id);
    gateway.settle();

    assertThat(count(Happening.COPY_SEALED_AGAIN)).isZero();
    assertThat(delivery(id).plan().barred()).contains(new PersonId(LEAD));
    assertThat(delivery(id).tasks())
        .extracting(Task::kind)
        .filteredOn(Task.Kind.LA_PARTY::equals)
        .hasSize(1);
    assertThat(delivery(id).isFinal()).isTrue();
    assertThat(gateway.receipt().fetch(admitted(LEAD), id))
        .isEqualTo(new ReceiptDecision.NotThere());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void asks_nobody_to_agree_who_is_a_party_themselves(boolean party) {
    isReachedBy(HEAD, party ? adultsPhone() : "+447700900999");
    DeliveryId id = closed();
    loses(LEAD);
    enrols(LEAD, HEAD);
    gateway.receipt().sealAgain(admitted(LEAD), id);

    assertThat(waiting(HEAD)).hasSize(party ? 0 : 1);
    if (party) {
      assertThat(agrees(HEAD, id)).isEqualTo(new NotThere());
      assertThat(waiting("wexcombe-officer")).hasSize(1);
    }
    assertThat(agrees("wexcombe-officer", id)).isEqualTo(new Approved(true, false));
  }

  @Test
  void looks_again_for_a_further_device_of_what_is_opened_though_the_queue_forgot() {
    DeliveryId id = available();
    opens(DEPUTY, id);
    gateway.advanceTo(delivery(id).dueAt().orElseThrow().plus(Duration.ofMinutes(10)));
    assertThat(delivery(id).climb().answerAsked()).isTrue();
    asks(LEAD);
    approves(HEAD, LEAD);
    gateway.story().drainAsked();

    gateway.advanceTo(delivery(id).dueAt().orElseThrow().plus(Duration.ofMinutes(10)));

    assertThat(gateway.opened(fetched(LEAD, id), LEAD, device)).isNotNull();
  }

  @Test
  void owes_the_answer_as_before_though_a_party_was_found_meanwhile() {
    DeliveryId id = available();
    opens(DEPUTY, id);
    Instant owed = delivery(id).dueAt().orElseThrow();
    isReachedBy(LEAD, adultsPhone());

    enrols(LEAD, HEAD);

    assertThat(delivery(id).plan().barred()).contains(new PersonId(LEAD));
    assertThat(delivery(id).dueAt()).contains(owed);
  }

  private void isReachedBy(String id, String phone) {
    Person person = gateway.directory().person(new PersonId(id)).orElseThrow();
    gateway.directory().store(reachedBy(phone, person));
  }

  @Test
  void seals_nothing_closed_again_to_whoever_has_no_device_by_then() {
    DeliveryId id = closed();
    gateway.receipt().sealAgain(admitted(LEAD), id);
    loses(LEAD);
    agrees(HEAD, id);

    gateway.settle();

    assertThat(entry(Happening.NOT_SEALED_AGAIN).facts()).containsEntry("reason", "NOT_ELIGIBLE");
    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ReceiptDecision.NoDevice());
    enrols(LEAD, HEAD);
    gateway.receipt().sealAgain(admitted(LEAD), id);
    agrees(HEAD, id);
    gateway.settle();
    assertThat(count(Happening.COPY_SEALED_AGAIN)).isPositive();
  }

  @Test
  void does_what_was_agreed_to_though_the_queue_forgot_it() {
    DeliveryId id = closed();
    loses(LEAD);
    enrols(LEAD, HEAD);
    gateway.receipt().sealAgain(admitted(LEAD), id);
    agrees(HEAD, id);
    gateway.story().drainAsked();
    assertThat(delivery(id).isFinal()).isFalse();

    gateway.advanceTo(gateway.clock().instant().plus(Duration.ofMinutes(6)));

    assertThat(gateway.opened(fetched(LEAD, id), LEAD, device)).isNotNull();
    assertThat(delivery(id).isFinal()).isTrue();
  }

  @Test
  void carries_a_wish_out_though_a_colleague_opens_the_item_first() {
    DeliveryId id = available();
    wishesForAnotherDevice(id);

    opens(DEPUTY, id);
    gateway.settle();

    assertThat(gateway.opened(fetched(LEAD, id), LEAD, device)).isNotNull();
    assertThat(wishOf(LEAD, id)).contains(SealingAgain.Progress.DONE);
    assertThat(entry(Happening.SEALING_AGAIN_DONE).facts()).containsEntry("reader", LEAD);
    assertThat(delivery(id).dueAt()).contains(answerOwed(id));
  }

  @Test
  void carries_a_wish_out_within_minutes_though_a_colleague_opens_the_item_and_the_queue_forgot() {
    DeliveryId id = available();
    wishesForAnotherDevice(id);
    opens(DEPUTY, id);
    gateway.story().drainAsked();

    gateway.advanceTo(gateway.clock().instant().plus(WorkPolicy.DEFAULT.nudge()));

    assertThat(gateway.opened(fetched(LEAD, id), LEAD, device)).isNotNull();
    assertThat(delivery(id).climb().answerAsked()).isFalse();
    assertThat(delivery(id).dueAt()).contains(answerOwed(id));
  }

  @Test
  void has_a_wish_wait_for_a_second_person_once_a_colleague_answers_first() {
    DeliveryId id = available();
    opens(DEPUTY, id);
    wishesForAnotherDevice(id);

    gateway.receipt().acknowledge(admitted(DEPUTY), id, ReaderOutcome.SUPPORT_IN_PLACE);
    gateway.settle();

    assertThat(count(Happening.COPY_SEALED_AGAIN)).isZero();
    assertThat(entry(Happening.ACKNOWLEDGED).facts()).containsEntry("sealingAgainOvertaken", LEAD);
    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ToBeSealedAgain(true));
    assertThat(waiting(HEAD)).hasSize(1);
    assertThat(agrees(DEPUTY, id)).isEqualTo(new NotThere());
    assertThat(agrees(HEAD, id)).isEqualTo(new Approved(true, false));
    gateway.settle();
    assertThat(gateway.opened(fetched(LEAD, id), LEAD, device)).isNotNull();
  }

  @Test
  void says_that_a_wish_came_to_nothing_as_the_item_was_sent_back_first() {
    DeliveryId id = available();
    opens(DEPUTY, id);
    wishesForAnotherDevice(id);

    gateway.receipt().acknowledge(admitted(DEPUTY), id, ReaderOutcome.WRONG_CHILD);
    gateway.settle();

    assertThat(count(Happening.COPY_SEALED_AGAIN)).isZero();
    assertThat(wishOf(LEAD, id)).contains(SealingAgain.Progress.NOT_ELIGIBLE);
    assertThat(entry(Happening.RETURNED).facts()).containsEntry("sealingAgainOvertaken", LEAD);
  }

  @Test
  void says_why_a_wish_for_what_is_open_comes_to_nothing() {
    DeliveryId id = available();
    wishesForAnotherDevice(id);
    gateway.story().destroyKey(id.notification());

    gateway.settle();

    assertThat(wishOf(LEAD, id)).contains(SealingAgain.Progress.ERASED);
    assertThat(gateway.story().entries())
        .filteredOn(entry -> entry.happening() == Happening.NOT_SEALED_AGAIN)
        .last()
        .satisfies(entry ->
            assertThat(entry.facts())
                .containsEntry("reason", "ERASED")
                .containsEntry("reader", LEAD));
  }

  @Test
  void writes_a_wish_down_once_however_often_it_is_wished() {
    DeliveryId id = available();
    wishesForAnotherDevice(id);

    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ToBeSealedAgain(false));
    assertThat(count(Happening.SEALING_AGAIN_ASKED)).isEqualTo(1);

    gateway.settle();
    gateway.receipt().sealAgain(admitted(LEAD), id);
    assertThat(count(Happening.SEALING_AGAIN_ASKED)).isEqualTo(2);
  }

  /** A device of the lead is certified, which the queue forgets; then they ask. */
  private void wishesForAnotherDevice(DeliveryId id) {
    asks(LEAD);
    approves(HEAD, LEAD);
    gateway.story().drainAsked();
    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ToBeSealedAgain(false));
  }

  private Optional<SealingAgain.Progress> wishOf(String reader, DeliveryId id) {
    return delivery(id).again(new PersonId(reader)).map(SealingAgain::progress);
  }

  @Test
  void asks_for_nothing_of_what_went_back() {
    DeliveryId id = available();
    opens(DEPUTY, id);
    gateway.receipt().acknowledge(admitted(DEPUTY), id, ReaderOutcome.WRONG_CHILD);

    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ReceiptDecision.NotThere());
  }

  @Test
  void finds_the_first_reader_of_a_school_at_once_though_the_next_look_is_far_away() {
    NotificationId accepted = gateway.routed();
    DeliveryId id = gateway.delivery(accepted);
    List.of(LEAD, DEPUTY, OTHER_DEPUTY).forEach(this::revokes);
    gateway.settle();
    assertThat(delivery(id).state()).isEqualTo(Delivery.State.PLANNED);
    gateway.advanceTo(gateway.clock().instant().plus(Duration.ofHours(2)));
    Instant look = delivery(id).dueAt().orElseThrow();
    assertThat(look).isAfter(gateway.clock().instant().plus(Duration.ofHours(8)));

    enrols(LEAD, HEAD);

    assertThat(delivery(id).state()).isEqualTo(Delivery.State.AVAILABLE);
    assertThat(gateway.opened(fetched(LEAD, id), LEAD, device)).isNotNull();
  }

  @Test
  void finds_them_though_the_queue_forgot() {
    DeliveryId id = gateway.delivery(gateway.routed());
    List.of(LEAD, DEPUTY, OTHER_DEPUTY).forEach(this::revokes);
    gateway.settle();
    asks(LEAD);
    approves(HEAD, LEAD);
    gateway.story().drainAsked();

    gateway.advanceTo(gateway.clock().instant().plus(Duration.ofMinutes(1)));

    assertThat(delivery(id).state()).isEqualTo(Delivery.State.AVAILABLE);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST", "REPLACED"})
  void finds_the_first_reader_of_a_case_at_once(Device.Reason reason) {
    Rehearsal night = Rehearsal.of("ocsae-answered");
    NotificationId accepted = night.routed();
    Unit socialCare = new Unit(Unit.Kind.CSC, "999");
    DeliveryId id = new DeliveryId(accepted, socialCare);
    Set<Role> roles = night.story().delivery(id).orElseThrow().row().plan().roles();
    var readers = night.directory().readers(socialCare, roles, night.clock().instant());
    assertThat(readers).isNotEmpty();
    for (var reader : readers) {
      for (ReaderCertificate held : reader.certificates()) {
        var name = new DeviceName(socialCare, reader.person().id(), held.id());
        night.enrolment().revoke(night.admitted("wexcombe-officer"), name, reason);
      }
    }
    night.settle();
    assertThat(night.story().delivery(id).orElseThrow().row().state())
        .isEqualTo(Delivery.State.PLANNED);

    String person = onDuty();
    enrols(night, new DeviceName(socialCare, new PersonId(person), device.id()));
    night.settle();

    assertThat(night.story().copies(id))
        .extracting(copy -> copy.row().reader().value())
        .containsExactly(person);
    assertThat(night.breaches()).isEmpty();
  }

  @Test
  void seals_again_to_whoever_asks_for_it_when_they_are_not_on_duty() {
    Rehearsal night = Rehearsal.of("ocsae-answered");
    Unit socialCare = new Unit(Unit.Kind.CSC, "999");
    DeliveryId id = new DeliveryId(night.available(), socialCare);
    var worker = new PersonId(onDuty());
    night.advanceTo(Instant.parse("2026-10-15T21:00:00Z"));
    enrols(night, new DeviceName(socialCare, worker, device.id()));
    night.settle();
    assertThat(night.story().copy(id, worker).orElseThrow().row().devices().orElseThrow())
        .doesNotContain(device.id());

    assertThat(night.receipt().sealAgain(night.admitted(worker.value()), id))
        .isEqualTo(new ToBeSealedAgain(false));
    night.settle();

    assertThat(night.story().copy(id, worker).orElseThrow().row().devices().orElseThrow())
        .contains(device.id());
    assertThat(night.breaches()).isEmpty();
  }

  /** By their own request and two of the authority. */
  private void enrols(Rehearsal night, DeviceName name) {
    night
        .enrolment()
        .request(
            night.admitted(name.person().value()),
            new Wish(Optional.empty(), device.request(), KEYS));
    for (String one : List.of("wexcombe-officer", "wexcombe-la-duty")) {
      night.enrolment().approve(night.admitted(one), name, codeOf(night, name));
    }
  }

  @Test
  void takes_a_copy_that_does_not_say_so_to_be_sealed_to_the_devices_there_were() {
    DeliveryId id = available();
    Copy known = copy(LEAD, id);
    var silent =
        new Copy(
            id,
            known.reader(),
            known.sealed(),
            Optional.empty(),
            known.openingTokenHash(),
            Optional.empty(),
            known.availableAt(),
            known.state());
    Instant sealed = known.availableAt();
    var there = certified(sealed);
    var later = certified(sealed.plusMillis(1));

    assertThat(silent.sealedTo(there)).isTrue();
    assertThat(silent.sealedTo(later)).isFalse();
  }

  /** When the answer to what was opened just now would be owed, had nobody wished for anything. */
  private Instant answerOwed(DeliveryId id) {
    Delivery opened = delivery(id);
    return AlertRules.answerDue(
        opened.opening().orElseThrow().at(), opened.plan().dayEndsAt(), TimingPolicy.DEFAULT);
  }

  /** One of those whom the case would have been sealed to. */
  private static String onDuty() {
    Rehearsal undisturbed = Rehearsal.of("ocsae-answered");
    var id = new DeliveryId(undisturbed.available(), new Unit(Unit.Kind.CSC, "999"));
    return undisturbed.story().copies(id).getFirst().row().reader().value();
  }

  private static ReaderCertificate certified(Instant from) {
    return new ReaderCertificate(
        new PersonId(LEAD), "another", new byte[] {48, 0}, from, from.plus(Duration.ofDays(1)));
  }

  private DeliveryId available() {
    DeliveryId id = gateway.delivery(gateway.available());
    gateway.settle();
    return id;
  }

  private DeliveryId closed() {
    DeliveryId id = available();
    opens(DEPUTY, id);
    gateway.receipt().acknowledge(admitted(DEPUTY), id, ReaderOutcome.SUPPORT_IN_PLACE);
    return id;
  }

  private void loses(String person) {
    revokes(person);
    gateway.settle();
  }

  private void revokes(String person) {
    var lost = new DeviceName(SCHOOL, new PersonId(person), FIRST_DEVICE);
    gateway.enrolment().revoke(admitted(HEAD), lost, Device.Reason.LOST);
  }

  private void enrols(String person, String approver) {
    asks(person);
    approves(approver, person);
    gateway.settle();
  }

  private void asks(String person) {
    gateway
        .enrolment()
        .request(admitted(person), new Wish(Optional.empty(), device.request(), KEYS));
  }

  private EnrolmentDecision approves(String approver, String person) {
    var name = new DeviceName(SCHOOL, new PersonId(person), device.id());
    return gateway.enrolment().approve(admitted(approver), name, codeOf(gateway, name));
  }

  /** What the device's owner was told, while it waits. */
  private static String codeOf(Rehearsal where, DeviceName name) {
    return where.checkCode(name).orElse("none");
  }

  private EnrolmentDecision agrees(String by, DeliveryId id) {
    return gateway.agreement().approve(admitted(by), id, new PersonId(LEAD));
  }

  private void opens(String person, DeliveryId id) {
    byte[] sealed = fetched(person, id);
    gateway.receipt().open(admitted(person), id, tokenIn(gateway.opened(sealed, person)));
  }

  private byte[] fetched(String person, DeliveryId id) {
    return gateway.receipt().fetch(admitted(person), id) instanceof Fetched(var sealed)
        ? sealed
        : new byte[0];
  }

  private static OpeningToken tokenIn(Content.Group opened) {
    return new OpeningToken(
        opened.group("binding").orElseThrow().text("openingToken").orElseThrow());
  }

  private String adultsPhone() {
    return gateway.scene().publish().body().groups("adults").stream()
        .flatMap(adult -> adult.group("contact").stream())
        .flatMap(contact -> contact.text("phone").stream())
        .findFirst()
        .orElseThrow();
  }

  private Copy copy(String reader, DeliveryId id) {
    return gateway.story().copy(id, new PersonId(reader)).orElseThrow().row();
  }

  private Delivery delivery(DeliveryId id) {
    return gateway.story().delivery(id).orElseThrow().row();
  }

  private List<Agreement.Asked> waiting(String person) {
    return gateway
        .agreement()
        .waiting(admitted(person), Optional.of(SCHOOL), Optional.empty())
        .items();
  }

  private Admitted admitted(String person) {
    return gateway.admitted(person);
  }

  private List<Happening> ofCopy(String reader) {
    return gateway.story().entries().stream()
        .filter(entry -> entry.row().sort().equals("COPY#" + SCHOOL + "#" + reader))
        .map(AuditEntry::happening)
        .toList();
  }

  private AuditEntry entry(Happening happening) {
    return gateway.story().entries().stream()
        .filter(entry -> entry.happening() == happening)
        .findFirst()
        .orElseThrow();
  }

  private long count(Happening happening) {
    return gateway.story().entries().stream()
        .filter(entry -> entry.happening() == happening)
        .count();
  }
}
