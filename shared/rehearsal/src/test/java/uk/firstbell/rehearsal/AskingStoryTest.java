package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleDirectory.movedTo;
import static uk.firstbell.testkit.fixture.SampleDirectory.reachedBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.dispatch.DispatchDecision.Alerted;
import uk.firstbell.domain.dispatch.DispatchDecision.NothingToDo;
import uk.firstbell.domain.enrolment.Agreement;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.receipt.ReceiptDecision.ToBeSealedAgain;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.SealingAgain.Progress;
import uk.firstbell.memory.MemoryAlerts;

/** Whoever can agree that a finished notice is sealed again hears that there is something to. */
final class AskingStoryTest {
  private static final Unit SCHOOL = new Unit(Unit.Kind.SCHOOL, "102345");
  private static final String LEAD = "larkfield-dsl";
  private static final String DEPUTY = "larkfield-deputy-1";
  private static final String HEAD = "larkfield-head";
  private static final List<String> AUTHORITY = List.of("wexcombe-officer", "wexcombe-la-duty");
  private static final String SUBJECT = "Something waits for you to agree";

  /** The night is a Friday's before a bank holiday: people may be disturbed on the Tuesday. */
  private static final Instant WINDOW = Instant.parse("2026-05-05T05:45:00Z");

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");

  @AfterEach
  void holds_every_invariant() {
    assertThat(gateway.breaches()).isEmpty();
  }

  @Test
  void tells_the_head_once_when_they_may_be_disturbed_and_nobody_else() {
    DeliveryId id = closed();
    asks(id);
    gateway.advanceTo(WINDOW.minusMillis(1));
    assertThat(mails()).isEmpty();
    assertThat(progress(id)).contains(Progress.ASKED);

    gateway.advanceTo(WINDOW);

    assertThat(mails()).containsExactly(mailTo(HEAD));
    assertThat(progress(id)).contains(Progress.WAITS);
    assertThat(delivery(id).isFinal()).isTrue();
    assertThat(entry(Happening.AGREEMENT_ASKED_FOR).facts())
        .containsEntry("reader", LEAD)
        .containsEntry("sent", "1");
    assertThat(waiting(HEAD)).hasSize(1);
    asks(id);
    gateway.advanceTo(WINDOW.plus(Duration.ofDays(3)));
    assertThat(mails()).hasSize(1);
  }

  @Test
  void says_the_same_to_everybody_and_nothing_of_anybody() {
    isParty(HEAD);
    DeliveryId id = closed();
    asks(id);

    gateway.advanceTo(WINDOW);

    assertThat(gateway.alerts().taken())
        .hasSizeGreaterThan(1)
        .extracting(MemoryAlerts.Mail::alert)
        .containsOnly(gateway.alerts().taken().getFirst().alert());
    var said = gateway.alerts().taken().getFirst().alert();
    assertThat(said.subject() + said.text())
        .doesNotContain(LEAD, SCHOOL.code(), "Larkfield", "child", id.notification().toString());
  }

  @Test
  void sends_once_however_often_it_is_asked_to() {
    DeliveryId id = closed();
    gateway.clock().set(WINDOW);
    asksOnly(id);

    assertThat(gateway.dispatch().act(id)).isEqualTo(new Alerted(1, 0, 0));
    assertThat(gateway.dispatch().act(id)).isEqualTo(new NothingToDo());

    assertThat(mails()).containsExactly(mailTo(HEAD));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sends_again_and_says_so_when_the_mail_service_was_out(boolean taken) {
    DeliveryId id = closed();
    gateway.clock().set(WINDOW);
    if (taken) {
      gateway.alerts().failNextAfterTaking();
    } else {
      gateway.alerts().failNextBeforeTaking();
    }
    asks(id);
    assertThat(progress(id)).contains(Progress.ASKED);

    gateway.advanceTo(WINDOW.plus(Duration.ofMinutes(10)));

    assertThat(mails()).hasSize(taken ? 2 : 1);
    assertThat(progress(id)).contains(Progress.WAITS);
    assertThat(entry(Happening.ALERT_SENT).facts()).containsEntry("possiblyRepeated", "true");
  }

  @Test
  void tells_the_authority_where_the_head_is_a_party_and_not_the_head() {
    isParty(HEAD);
    DeliveryId id = closed();
    asks(id);

    gateway.advanceTo(WINDOW);

    assertThat(mails()).containsExactlyInAnyOrderElementsOf(authority());
  }

  /** Half term is from Saturday 23 to Sunday 31 May, and Monday is a bank holiday. */
  @Test
  void tells_the_authority_in_the_holidays_rather_than_the_head_after_them() {
    DeliveryId id = closed();
    gateway.advanceTo(Instant.parse("2026-05-22T21:00:00Z"));
    asks(id);

    gateway.advanceTo(Instant.parse("2026-05-26T12:00:00Z"));

    assertThat(mails()).containsExactlyInAnyOrderElementsOf(authority());
    assertThat(progress(id)).contains(Progress.WAITS);
  }

  @Test
  void tells_the_authority_where_no_mail_reaches_the_head() {
    gateway.alerts().refuse(address(HEAD));
    DeliveryId id = closed();
    asks(id);

    gateway.advanceTo(WINDOW);

    assertThat(mails()).containsExactlyInAnyOrderElementsOf(authority());
    assertThat(entry(Happening.AGREEMENT_ASKED_FOR).facts())
        .containsEntry("sent", "2")
        .containsEntry("refused", "1");
  }

  @Test
  void says_that_nobody_could_be_told_and_lets_it_wait_all_the_same() {
    gateway.alerts().refuse(address(HEAD));
    AUTHORITY.forEach(person -> gateway.alerts().refuse(address(person)));
    DeliveryId id = closed();
    asks(id);

    gateway.advanceTo(WINDOW);

    assertThat(mails()).isEmpty();
    assertThat(entry(Happening.NOBODY_TOLD).facts())
        .containsEntry("reader", LEAD)
        .containsEntry("refused", "3");
    assertThat(progress(id)).contains(Progress.WAITS);
    assertThat(waiting(HEAD)).hasSize(1);
  }

  @Test
  void troubles_nobody_with_what_was_decided_before_they_could_be_told() {
    DeliveryId id = closed();
    asks(id);
    gateway.agreement().approve(admitted(HEAD), id, new PersonId(LEAD));

    gateway.advanceTo(WINDOW.plus(Duration.ofDays(1)));

    assertThat(mails()).isEmpty();
    assertThat(progress(id)).contains(Progress.DONE);
  }

  @Test
  void tells_of_a_wish_that_a_colleague_s_answer_overtook() {
    DeliveryId id = opened();
    gateway.clock().set(WINDOW);
    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ToBeSealedAgain(false));
    gateway.receipt().acknowledge(admitted(DEPUTY), id, ReaderOutcome.SUPPORT_IN_PLACE);

    gateway.settle();

    assertThat(mails()).containsExactly(mailTo(HEAD));
  }

  @Test
  void tells_though_the_queue_forgot() {
    DeliveryId id = closed();
    gateway.clock().set(WINDOW);
    asksOnly(id);
    gateway.story().drainAsked();

    gateway.advanceTo(WINDOW.plus(Duration.ofMinutes(5)));

    assertThat(mails()).containsExactly(mailTo(HEAD));
  }

  @Test
  void says_that_a_wish_came_to_nothing_whose_reader_left_before_anybody_was_told() {
    DeliveryId id = closed();
    asksOnly(id);
    Person lead = person(LEAD);
    gateway.directory().store(movedTo(new Unit(Unit.Kind.SCHOOL, "102346"), lead));

    gateway.settle();

    assertThat(progress(id)).contains(Progress.NOT_ELIGIBLE);
    assertThat(entry(Happening.NOT_SEALED_AGAIN).facts()).containsEntry("reader", LEAD);
    assertThat(delivery(id).isFinal()).isTrue();
  }

  private DeliveryId opened() {
    DeliveryId id = gateway.delivery(gateway.available());
    gateway.settle();
    gateway.opens(DEPUTY, id);
    return id;
  }

  private DeliveryId closed() {
    DeliveryId id = opened();
    gateway.receipt().acknowledge(admitted(DEPUTY), id, ReaderOutcome.SUPPORT_IN_PLACE);
    return id;
  }

  private void asks(DeliveryId id) {
    asksOnly(id);
    gateway.settle();
  }

  private void asksOnly(DeliveryId id) {
    assertThat(gateway.receipt().sealAgain(admitted(LEAD), id))
        .isEqualTo(new ToBeSealedAgain(true));
  }

  private void isParty(String id) {
    Person was = person(id);
    String phone =
        gateway.scene().publish().body().groups("adults").stream()
            .flatMap(adult -> adult.group("contact").stream())
            .flatMap(contact -> contact.text("phone").stream())
            .findFirst()
            .orElseThrow();
    gateway.directory().store(reachedBy(phone, was));
  }

  private Optional<Progress> progress(DeliveryId id) {
    return delivery(id).again(new PersonId(LEAD)).map(wish -> wish.progress());
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

  private Person person(String id) {
    return gateway.directory().person(new PersonId(id)).orElseThrow();
  }

  private String address(String person) {
    return person(person).email();
  }

  private String mailTo(String person) {
    return address(person) + ": " + SUBJECT;
  }

  private List<String> authority() {
    return AUTHORITY.stream().map(this::mailTo).toList();
  }

  private List<String> mails() {
    return gateway.alerts().taken().stream()
        .map(mail -> mail.address() + ": " + mail.alert().subject())
        .toList();
  }

  private AuditEntry entry(Happening happening) {
    return gateway.story().entries().stream()
        .filter(entry -> entry.happening() == happening)
        .findFirst()
        .orElseThrow();
  }
}
