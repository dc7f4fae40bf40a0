package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleDirectory.aPerson;
import static uk.firstbell.testkit.fixture.SampleDirectory.onlyPeople;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.admission.Caller;
import uk.firstbell.domain.admission.Newcomer;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.enrolment.DeviceName;
import uk.firstbell.domain.enrolment.EnrolmentDecision;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Approved;
import uk.firstbell.domain.enrolment.EnrolmentDecision.BoundOtherwise;
import uk.firstbell.domain.enrolment.EnrolmentDecision.DecidedOtherwise;
import uk.firstbell.domain.enrolment.EnrolmentDecision.NotRenewable;
import uk.firstbell.domain.enrolment.EnrolmentDecision.NotThere;
import uk.firstbell.domain.enrolment.EnrolmentDecision.PasskeyKept;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Refused;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Rejected;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Renewed;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Requested;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Revoked;
import uk.firstbell.domain.enrolment.EnrolmentDecision.TooManyDevices;
import uk.firstbell.domain.enrolment.EnrolmentDecision.TooManyWaiting;
import uk.firstbell.domain.enrolment.EnrolmentDecision.TooManyWrongCodes;
import uk.firstbell.domain.enrolment.Standing;
import uk.firstbell.domain.enrolment.Wish;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Device;

final class EnrolmentStoryTest {
  private static final Unit SCHOOL = new Unit(Unit.Kind.SCHOOL, "102345");
  private static final String ISSUER = "https://schools.example";
  private static final String LEAD = "larkfield-dsl";
  private static final String HEAD = "larkfield-head";
  private static final String OFFICER = "wexcombe-officer";
  private static final PersonId NEW_DEPUTY = new PersonId("larkfield-deputy-3");
  private static final Newcomer SOMEBODY = new Newcomer(SignIn.name(ISSUER, "subject-new"), SCHOOL);
  private static final Device.Wrapped KEYS =
      new Device.Wrapped(Optional.of("{\"v\":1}"), Optional.of("{\"v\":1}"));

  private final SecureRandom random = new SecureRandom();
  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final SampleDevice device = SampleDevice.fresh(random);

  EnrolmentStoryTest() {
    gateway
        .directory()
        .store(onlyPeople(List.of(aPerson(NEW_DEPUTY.value(), SCHOOL, Role.DEPUTY_DSL))));
  }

  @Test
  void makes_a_newcomer_a_reader_who_is_known_by_their_sign_in_once_the_head_approves() {
    Standing before = gateway.enrolment().standing(SOMEBODY);
    assertThat(before.person()).isEmpty();
    assertThat(before.organisationName()).isPresent();
    assertThat(before.candidates()).extracting(person -> person.id()).containsExactly(NEW_DEPUTY);

    assertThat(asks(SOMEBODY, NEW_DEPUTY, device)).isInstanceOf(Requested.class);
    assertThat(reads(NEW_DEPUTY)).isEmpty();
    assertThat(gateway.enrolment().approvals(gateway.admitted(HEAD)))
        .singleElement()
        .satisfies(waiting -> assertThat(waiting.owner().id()).isEqualTo(NEW_DEPUTY))
        .satisfies(waiting -> assertThat(waiting.needed()).isEqualTo(1));

    assertThat(approves(HEAD, NEW_DEPUTY, device)).isEqualTo(new Approved(true, false));
    assertThat(approves(HEAD, NEW_DEPUTY, device)).isEqualTo(new Approved(true, true));

    assertThat(gateway.directory().signedIn(ISSUER, "subject-new").person().orElseThrow().id())
        .isEqualTo(NEW_DEPUTY);
    assertThat(reads(NEW_DEPUTY)).containsExactly(device.id());
    assertThat(gateway.enrolment().approvals(gateway.admitted(HEAD))).isEmpty();
    assertThat(gateway.enrolment().standing(SOMEBODY).candidates()).isEmpty();
    assertThat(entries())
        .containsExactly(
            "DEVICE_REQUESTED", "SIGN_IN_BOUND", "SIGN_IN_BOUND", "DEVICE_CERTIFIED", "END_NOTED");
  }

  @Test
  void says_nothing_personal_in_the_trail_of_a_device() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);

    assertThat(gateway.story().entries()).isNotEmpty();
    assertThat(gateway.story().entries().toString())
        .doesNotContain("subject-new", "Person larkfield", "@", ISSUER);
  }

  @Test
  void takes_the_same_key_for_the_same_device() {
    EnrolmentDecision first = asks(SOMEBODY, NEW_DEPUTY, device);
    EnrolmentDecision second = asks(SOMEBODY, NEW_DEPUTY, device);

    assertThat(first).isInstanceOfSatisfying(Requested.class, r -> assertThat(r.again()).isFalse());
    assertThat(second).isInstanceOfSatisfying(Requested.class, r -> assertThat(r.again()).isTrue());
    assertThat(entries()).containsExactly("DEVICE_REQUESTED");
  }

  @Test
  void tells_nobody_else_what_came_of_a_request_they_copied() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    var other = new Newcomer(SignIn.name(ISSUER, "subject-other"), SCHOOL);

    assertThat(asks(other, NEW_DEPUTY, device)).isEqualTo(new BoundOtherwise());
    assertThat(gateway.enrolment().standing(other).devices()).isEmpty();
    assertThat(gateway.enrolment().standing(SOMEBODY).devices()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"larkfield-dsl", "oakmere-dsl", "nobody"})
  void refuses_a_newcomer_who_says_they_are_somebody_else(String person) {
    assertThat(codes(asks(SOMEBODY, new PersonId(person), device)))
        .containsExactly("/person NOT_A_CANDIDATE");
    assertThat(asks(SOMEBODY, NEW_DEPUTY, device)).isInstanceOf(Requested.class);
  }

  @Test
  void refuses_a_key_the_sender_does_not_hold() {
    var forged =
        new Wish(Optional.of(NEW_DEPUTY), device.request(SampleDevice.fresh(random).key()), KEYS);
    var junk = new Wish(Optional.of(NEW_DEPUTY), new byte[] {48, 0}, KEYS);

    assertThat(codes(gateway.enrolment().request(SOMEBODY, forged)))
        .containsExactly("/request SIGNATURE_WRONG");
    assertThat(codes(gateway.enrolment().request(SOMEBODY, junk)))
        .containsExactly("/request NOT_A_REQUEST");
    assertThat(asks(SOMEBODY, NEW_DEPUTY, device)).isInstanceOf(Requested.class);
  }

  @Test
  void refuses_another_code_than_the_devices_and_writes_that_down() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    String code = codeOf(NEW_DEPUTY, device);
    String wrong = wrongFor(code);

    assertThat(
            codes(
                gateway
                    .enrolment()
                    .approve(gateway.admitted(HEAD), name(NEW_DEPUTY, device), wrong)))
        .containsExactly("/code WRONG_CODE");
    assertThat(entries()).containsExactly("DEVICE_REQUESTED", "CHECK_CODE_WRONG");

    String spaced = code.substring(0, 3) + " " + code.substring(3);
    assertThat(
            gateway.enrolment().approve(gateway.admitted(HEAD), name(NEW_DEPUTY, device), spaced))
        .isEqualTo(new Approved(true, false));
  }

  @ParameterizedTest
  @CsvSource({
    "larkfield-dsl, larkfield-head, true",
    "larkfield-dsl, wexcombe-officer, true",
    "larkfield-dsl, wexcombe-la-duty, true",
    "larkfield-dsl, larkfield-deputy-1, false",
    "larkfield-dsl, oakmere-head, false",
    "larkfield-dsl, wexcombe-mash, false",
    "larkfield-dsl, wxc-contact, false",
    "larkfield-head, larkfield-head, false",
    "larkfield-head, wexcombe-officer, true",
    "larkfield-head, larkfield-dsl, false",
    "wexcombe-mash, wexcombe-mash, false",
    "wexcombe-mash, wexcombe-edt, false",
    "wexcombe-mash, wexcombe-officer, true",
    "wexcombe-officer, wexcombe-officer, false",
    "wexcombe-officer, wexcombe-la-duty, true",
    "wxc-ocsae, wxc-contact, true",
    "wxc-ocsae, wxc-auditor, false",
    "wxc-contact, wxc-contact, false"
  })
  void lets_only_whoever_answers_for_somebody_approve(String owner, String by, boolean may) {
    asks(gateway.admitted(owner), device);

    EnrolmentDecision decision = approves(by, new PersonId(owner), device);

    assertThat(decision).isInstanceOf(may ? Approved.class : NotThere.class);
    assertThat(gateway.enrolment().approvals(gateway.admitted(by))).isEmpty();
    assertThat(gateway.enrolment().refuse(gateway.admitted(by), name(new PersonId(owner), device)))
        .isNotInstanceOf(may ? NotThere.class : Refused.class);
  }

  @Test
  void takes_two_different_people_for_an_authoritys_own() {
    PersonId owner = new PersonId("wexcombe-mash");
    asks(gateway.admitted("wexcombe-mash"), device);

    assertThat(approves(OFFICER, owner, device)).isEqualTo(new Approved(false, false));
    assertThat(approves(OFFICER, owner, device)).isEqualTo(new Approved(false, true));
    assertThat(reads(owner)).doesNotContain(device.id());
    assertThat(gateway.enrolment().approvals(gateway.admitted("wexcombe-la-duty")))
        .singleElement()
        .satisfies(waiting -> assertThat(waiting.device().approvals()).hasSize(1));

    assertThat(approves("wexcombe-la-duty", owner, device)).isEqualTo(new Approved(true, false));
    assertThat(reads(owner)).contains(device.id());
  }

  @Test
  void binds_a_person_to_one_sign_in_though_two_asked() {
    var impostor = new Newcomer(SignIn.name(ISSUER, "subject-impostor"), SCHOOL);
    SampleDevice theirs = SampleDevice.fresh(random);
    asks(impostor, NEW_DEPUTY, theirs);
    asks(SOMEBODY, NEW_DEPUTY, device);

    assertThat(approves(HEAD, NEW_DEPUTY, device)).isEqualTo(new Approved(true, false));
    assertThat(approves(HEAD, NEW_DEPUTY, theirs)).isEqualTo(new BoundOtherwise());

    assertThat(gateway.directory().signedIn(ISSUER, "subject-impostor").person()).isEmpty();
    assertThat(reads(NEW_DEPUTY)).containsExactly(device.id());
  }

  @Test
  void refuses_for_good() {
    asks(SOMEBODY, NEW_DEPUTY, device);

    assertThat(refuses(HEAD)).isEqualTo(new Refused(false));
    assertThat(refuses(HEAD)).isEqualTo(new Refused(true));

    assertThat(approves(HEAD, NEW_DEPUTY, device)).isEqualTo(new DecidedOtherwise());
    assertThat(asks(SOMEBODY, NEW_DEPUTY, device)).isEqualTo(new DecidedOtherwise());
    assertThat(asks(SOMEBODY, NEW_DEPUTY, SampleDevice.fresh(random)))
        .isInstanceOf(Requested.class);
  }

  @Test
  void lets_a_request_lapse_that_nobody_decided_and_be_made_again() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    Instant lapses = gateway.clock().instant().plus(Duration.ofDays(14));

    gateway.clock().set(lapses.minusMillis(1));
    assertThat(gateway.enrolment().approvals(gateway.admitted(HEAD))).hasSize(1);
    gateway.clock().set(lapses);
    assertThat(gateway.enrolment().approvals(gateway.admitted(HEAD))).isEmpty();
    assertThat(approves(HEAD, NEW_DEPUTY, device)).isEqualTo(new DecidedOtherwise());

    assertThat(asks(SOMEBODY, NEW_DEPUTY, device))
        .isInstanceOfSatisfying(Requested.class, r -> assertThat(r.again()).isFalse());
    assertThat(approves(HEAD, NEW_DEPUTY, device)).isEqualTo(new Approved(true, false));
  }

  @ParameterizedTest
  @CsvSource({
    "larkfield-dsl, true",
    "larkfield-head, true",
    "wexcombe-la-duty, true",
    "larkfield-deputy-1, false",
    "oakmere-head, false"
  })
  void withdraws_a_device_at_once_for_its_owner_and_for_whoever_answers_for_them(
      String by, boolean may) {
    PersonId owner = new PersonId(LEAD);
    assertThat(reads(owner)).containsExactly("2026a");

    EnrolmentDecision decision =
        gateway
            .enrolment()
            .revoke(
                gateway.admitted(by), new DeviceName(SCHOOL, owner, "2026a"), Device.Reason.LOST);

    assertThat(decision).isEqualTo(may ? new Revoked(false) : new NotThere());
    assertThat(reads(owner)).isEqualTo(may ? List.of() : List.of("2026a"));
  }

  @Test
  void renews_near_the_end_with_the_old_certificate_kept() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);
    var owner = gateway.admitted(NEW_DEPUTY.value());
    Instant end = gateway.enrolment().standing(owner).devices().getFirst().notAfter().orElseThrow();

    gateway.clock().set(end.minus(Duration.ofDays(30)).minusMillis(1));
    assertThat(gateway.enrolment().renew(owner, device.id())).isEqualTo(new NotRenewable());
    gateway.clock().set(end.minus(Duration.ofDays(30)));
    assertThat(gateway.enrolment().renew(owner, device.id()))
        .isInstanceOfSatisfying(
            Renewed.class, renewed -> assertThat(renewed.device().certificates()).hasSize(2));
    assertThat(gateway.enrolment().renew(owner, device.id())).isEqualTo(new NotRenewable());

    gateway.clock().set(end);
    assertThat(reads(NEW_DEPUTY)).containsExactly(device.id());
  }

  @Test
  void renews_nothing_that_has_ended() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);
    var owner = gateway.admitted(NEW_DEPUTY.value());
    Instant end = gateway.enrolment().standing(owner).devices().getFirst().notAfter().orElseThrow();

    gateway.clock().set(end);
    assertThat(gateway.enrolment().renew(owner, device.id())).isEqualTo(new NotRenewable());
    assertThat(reads(NEW_DEPUTY)).isEmpty();
    gateway.clock().set(end.minusMillis(1));
    assertThat(gateway.enrolment().renew(owner, device.id())).isInstanceOf(Renewed.class);
  }

  @Test
  void keeps_the_key_as_another_passkey_wraps_it_while_the_device_is_active() {
    var owner = gateway.admitted(LEAD);
    asks(owner, device);
    assertThat(gateway.enrolment().keepPasskey(owner, device.id(), "{\"v\":2}"))
        .isEqualTo(new NotThere());
    approves(HEAD, new PersonId(LEAD), device);

    assertThat(gateway.enrolment().keepPasskey(owner, device.id(), "{\"v\":2}"))
        .isEqualTo(new PasskeyKept());

    assertThat(gateway.enrolment().standing(owner).devices())
        .filteredOn(held -> held.device().equals(device.id()))
        .singleElement()
        .satisfies(held ->
            assertThat(held.wrapped())
                .isEqualTo(new Device.Wrapped(Optional.of("{\"v\":2}"), Optional.of("{\"v\":1}"))));
    assertThat(gateway.enrolment().keepPasskey(gateway.admitted(HEAD), device.id(), "{\"v\":3}"))
        .isEqualTo(new NotThere());
  }

  @Test
  void gives_a_person_five_active_devices_and_no_sixth() {
    var owner = gateway.admitted(LEAD);
    for (int more = 1; more < 5; more++) {
      SampleDevice next = SampleDevice.fresh(random);
      asks(owner, next);
      assertThat(approves(HEAD, new PersonId(LEAD), next)).isEqualTo(new Approved(true, false));
    }

    assertThat(asks(owner, device)).isEqualTo(new TooManyDevices());
    gateway
        .enrolment()
        .revoke(owner, new DeviceName(SCHOOL, new PersonId(LEAD), "2026a"), Device.Reason.REPLACED);
    assertThat(asks(owner, device)).isInstanceOf(Requested.class);
  }

  @Test
  void lets_twenty_requests_of_an_organisation_wait_and_no_more() {
    IntStream.range(0, 20)
        .forEach(one ->
            assertThat(asks(somebody(one / 2), NEW_DEPUTY, SampleDevice.fresh(random)))
                .isInstanceOf(Requested.class));

    assertThat(asks(SOMEBODY, NEW_DEPUTY, device)).isEqualTo(new TooManyWaiting());
    var one = gateway.enrolment().approvals(gateway.admitted(HEAD)).getFirst().device();
    gateway
        .enrolment()
        .refuse(gateway.admitted(HEAD), new DeviceName(SCHOOL, NEW_DEPUTY, one.device()));
    assertThat(asks(SOMEBODY, NEW_DEPUTY, device)).isInstanceOf(Requested.class);
  }

  @Test
  void lets_two_requests_of_one_sign_in_wait_and_no_third() {
    asks(SOMEBODY, NEW_DEPUTY, SampleDevice.fresh(random));
    asks(SOMEBODY, NEW_DEPUTY, SampleDevice.fresh(random));

    assertThat(asks(SOMEBODY, NEW_DEPUTY, device)).isEqualTo(new TooManyWaiting());
    assertThat(asks(somebody(1), NEW_DEPUTY, device)).isInstanceOf(Requested.class);
  }

  @Test
  void lets_two_requests_of_one_person_wait_and_no_third() {
    var owner = gateway.admitted(LEAD);
    asks(owner, SampleDevice.fresh(random));
    asks(owner, SampleDevice.fresh(random));

    assertThat(asks(owner, device)).isEqualTo(new TooManyWaiting());
    assertThat(asks(gateway.admitted(HEAD), device)).isInstanceOf(Requested.class);
  }

  @Test
  void refuses_a_device_for_which_five_wrong_codes_were_said() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    String code = codeOf(NEW_DEPUTY, device);
    DeviceName named = name(NEW_DEPUTY, device);
    for (int tries = 0; tries < 4; tries++) {
      assertThat(codes(gateway.enrolment().approve(gateway.admitted(HEAD), named, wrongFor(code))))
          .containsExactly("/code WRONG_CODE");
    }

    assertThat(gateway.enrolment().approve(gateway.admitted(HEAD), named, wrongFor(code)))
        .isEqualTo(new TooManyWrongCodes());
    assertThat(entries()).filteredOn("CHECK_CODE_WRONG"::equals).hasSize(4);
    assertThat(entries()).endsWith("DEVICE_REFUSED");
    assertThat(gateway.enrolment().approve(gateway.admitted(HEAD), named, code))
        .isEqualTo(new DecidedOtherwise());

    SampleDevice other = SampleDevice.fresh(random);
    asks(SOMEBODY, NEW_DEPUTY, other);
    assertThat(approves(HEAD, NEW_DEPUTY, other)).isEqualTo(new Approved(true, false));
  }

  @Test
  void shows_the_check_code_to_whoever_asked_and_to_no_approver() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    SampleDevice theirs = SampleDevice.fresh(random);
    asks(somebody(1), NEW_DEPUTY, theirs);

    assertThat(gateway.enrolment().standing(SOMEBODY).devices())
        .singleElement()
        .satisfies(own ->
            assertThat(own.check().map(Device.Check::code)).contains(codeOf(NEW_DEPUTY, device)));
    approves(HEAD, NEW_DEPUTY, device);
    assertThat(gateway.enrolment().standing(gateway.admitted(NEW_DEPUTY.value())).devices())
        .as("what another sign-in asked for in her name is not hers to see")
        .extracting(Device::device)
        .containsExactly(device.id());
  }

  @Test
  void ends_the_sign_in_and_every_device_of_whoever_left() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);
    var owner = gateway.admitted(NEW_DEPUTY.value());
    SampleDevice phone = SampleDevice.fresh(random);
    SampleDevice tablet = SampleDevice.fresh(random);
    asks(owner, phone);
    approves(HEAD, NEW_DEPUTY, phone);
    asks(owner, tablet);

    EnrolmentDecision decision =
        gateway
            .enrolment()
            .revoke(gateway.admitted(HEAD), name(NEW_DEPUTY, phone), Device.Reason.LEFT);

    assertThat(decision).isEqualTo(new Revoked(false));
    assertThat(reads(NEW_DEPUTY)).isEmpty();
    assertThat(approves(HEAD, NEW_DEPUTY, tablet))
        .as("what they still wait for takes two people from now on")
        .isEqualTo(new Approved(false, false));
    assertThat(gateway.directory().signedIn(ISSUER, "subject-new").person()).isEmpty();
    assertThat(entries()).filteredOn("SIGN_IN_ENDED"::equals).hasSize(2);
    assertThat(entries()).filteredOn("DEVICE_REVOKED"::equals).hasSize(2);
    assertThat(
            gateway
                .enrolment()
                .revoke(gateway.admitted(HEAD), name(NEW_DEPUTY, phone), Device.Reason.LEFT))
        .isEqualTo(new Revoked(true));
  }

  @Test
  void keeps_the_sign_in_and_the_other_devices_of_whoever_only_lost_one() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);
    SampleDevice phone = SampleDevice.fresh(random);
    asks(gateway.admitted(NEW_DEPUTY.value()), phone);
    approves(HEAD, NEW_DEPUTY, phone);

    gateway.enrolment().revoke(gateway.admitted(HEAD), name(NEW_DEPUTY, phone), Device.Reason.LOST);

    assertThat(reads(NEW_DEPUTY)).containsExactly(device.id());
    assertThat(gateway.directory().signedIn(ISSUER, "subject-new").person()).isPresent();
  }

  @Test
  void ends_the_sessions_of_whoever_lost_a_device_in_the_same_transaction_and_once() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);
    var owner = gateway.admitted(NEW_DEPUTY.value());
    Instant reported = gateway.clock().instant();
    assertThat(signedOut()).isEmpty();

    gateway.beforeWrites(1, () -> assertThat(signedOut()).isEmpty());
    assertThat(gateway.enrolment().revoke(owner, name(NEW_DEPUTY, device), Device.Reason.LOST))
        .isEqualTo(new Revoked(false));
    assertThat(signedOut()).contains(reported);
    assertThat(entries()).endsWith("DEVICE_REVOKED", "END_DROPPED", "SESSIONS_ENDED");

    gateway.clock().set(reported.plusSeconds(60));
    assertThat(gateway.enrolment().revoke(owner, name(NEW_DEPUTY, device), Device.Reason.LOST))
        .isEqualTo(new Revoked(true));
    assertThat(signedOut()).contains(reported);
  }

  @Test
  void ends_sessions_once_when_a_device_that_was_put_aside_turns_out_to_be_lost() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);
    var owner = gateway.admitted(NEW_DEPUTY.value());
    gateway.enrolment().revoke(owner, name(NEW_DEPUTY, device), Device.Reason.REPLACED);
    assertThat(signedOut()).isEmpty();
    Instant reported = gateway.clock().instant();

    assertThat(gateway.enrolment().revoke(owner, name(NEW_DEPUTY, device), Device.Reason.LOST))
        .isEqualTo(new Revoked(false));
    assertThat(signedOut()).contains(reported);

    gateway.clock().set(reported.plusSeconds(60));
    assertThat(gateway.enrolment().revoke(owner, name(NEW_DEPUTY, device), Device.Reason.LOST))
        .isEqualTo(new Revoked(true));
    assertThat(signedOut()).contains(reported);
  }

  @ParameterizedTest
  @CsvSource({"LOST, true", "LEFT, true", "WRONG, true", "REPLACED, false"})
  void ends_sessions_for_every_reason_but_that_a_device_was_replaced(
      Device.Reason reason, boolean ends) {
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);

    gateway.enrolment().revoke(gateway.admitted(HEAD), name(NEW_DEPUTY, device), reason);

    assertThat(signedOut().isPresent()).isEqualTo(ends);
  }

  @Test
  void ends_nobodys_sessions_for_a_device_that_a_stranger_asked_for_in_their_name() {
    SampleDevice theirs = SampleDevice.fresh(random);
    asks(somebody(1), NEW_DEPUTY, theirs);
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);

    gateway
        .enrolment()
        .revoke(gateway.admitted(HEAD), name(NEW_DEPUTY, theirs), Device.Reason.LOST);

    assertThat(signedOut()).isEmpty();
    assertThat(entries()).endsWith("DEVICE_REVOKED");
  }

  @Test
  void keeps_tokens_of_before_an_end_refused_when_the_sign_in_is_bound_again() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);
    Instant left = gateway.clock().instant();
    ends(HEAD, NEW_DEPUTY);
    gateway.clock().set(left.plus(Duration.ofDays(1)));
    SampleDevice again = SampleDevice.fresh(random);
    asks(SOMEBODY, NEW_DEPUTY, again);
    approves(HEAD, NEW_DEPUTY, again);
    approves(OFFICER, NEW_DEPUTY, again);

    assertThat(gateway.directory().signedIn(ISSUER, "subject-new").person()).isPresent();
    assertThat(signedOut()).contains(left);
  }

  private Optional<Instant> signedOut() {
    return gateway.directory().signedIn(ISSUER, "subject-new").signedOut();
  }

  @Test
  void lets_a_person_who_was_bound_wrongly_be_bound_again_once_two_people_approve() {
    asks(somebody(1), NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);
    gateway
        .enrolment()
        .revoke(gateway.admitted(HEAD), name(NEW_DEPUTY, device), Device.Reason.WRONG);

    SampleDevice hers = SampleDevice.fresh(random);
    assertThat(asks(SOMEBODY, NEW_DEPUTY, hers)).isInstanceOf(Requested.class);
    assertThat(approves(HEAD, NEW_DEPUTY, hers))
        .as("one person alone could put another in the place of whoever they took it from")
        .isEqualTo(new Approved(false, false));
    assertThat(approves(OFFICER, NEW_DEPUTY, hers)).isEqualTo(new Approved(true, false));

    assertThat(gateway.directory().signedIn(ISSUER, "subject-new").person().orElseThrow().id())
        .isEqualTo(NEW_DEPUTY);
    assertThat(gateway.directory().signedIn(ISSUER, "subject-1").person()).isEmpty();
    assertThat(reads(NEW_DEPUTY)).containsExactly(hers.id());
  }

  @Test
  void takes_two_people_for_somebody_else_who_signs_in_as_whoever_left_did() {
    PersonId other = new PersonId("larkfield-deputy-4");
    gateway.directory().store(onlyPeople(List.of(aPerson(other.value(), SCHOOL, Role.DEPUTY_DSL))));
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);
    ends(HEAD, NEW_DEPUTY);

    SampleDevice theirs = SampleDevice.fresh(random);
    asks(SOMEBODY, other, theirs);

    assertThat(approves(HEAD, other, theirs)).isEqualTo(new Approved(false, false));
  }

  @ParameterizedTest
  @CsvSource({
    "larkfield-head, larkfield-on-call, true",
    "wexcombe-officer, larkfield-head, true",
    "oakmere-head, larkfield-on-call, false",
    "larkfield-dsl, larkfield-on-call, false",
    "larkfield-head, larkfield-head, false"
  })
  void ends_the_access_of_somebody_who_has_no_device_for_whoever_answers_for_them(
      String by, String person, boolean may) {
    PersonId leaver = new PersonId(person);

    assertThat(ends(by, leaver)).isEqualTo(may ? new Revoked(false) : new NotThere());
    assertThat(gateway.directory().boundPerson(leaver).orElseThrow().row().holds()).isEqualTo(!may);
    assertThat(ends(by, leaver)).isEqualTo(may ? new Revoked(true) : new NotThere());
  }

  @Test
  void certifies_nothing_for_whoever_leaves_in_the_same_moment() {
    var owner = gateway.admitted(LEAD);
    asks(owner, device);
    gateway.beforeWrites(1, () -> ends(OFFICER, new PersonId(LEAD)));

    assertThat(approves(HEAD, new PersonId(LEAD), device)).isEqualTo(new Approved(false, false));

    assertThat(reads(new PersonId(LEAD))).isEmpty();
    assertThat(entries()).doesNotContain("DEVICE_CERTIFIED");
  }

  @Test
  void certifies_nothing_that_whoever_was_bound_wrongly_asked_for_in_the_persons_name() {
    asks(somebody(1), NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);
    SampleDevice theirs = SampleDevice.fresh(random);
    asks(gateway.admitted(NEW_DEPUTY.value()), theirs);
    ends(HEAD, NEW_DEPUTY);
    SampleDevice hers = SampleDevice.fresh(random);
    asks(SOMEBODY, NEW_DEPUTY, hers);
    approves(HEAD, NEW_DEPUTY, hers);
    approves(OFFICER, NEW_DEPUTY, hers);

    assertThat(approves(HEAD, NEW_DEPUTY, theirs)).isEqualTo(new BoundOtherwise());
    assertThat(reads(NEW_DEPUTY)).containsExactly(hers.id());
  }

  @Test
  void does_not_count_an_approval_of_somebody_whose_access_ended() {
    PersonId owner = new PersonId("wexcombe-mash");
    asks(gateway.admitted("wexcombe-mash"), device);
    approves(OFFICER, owner, device);
    ends("wexcombe-la-duty", new PersonId(OFFICER));

    assertThat(approves("wexcombe-la-duty", owner, device)).isEqualTo(new Approved(false, false));
  }

  @Test
  void lists_whoever_can_sign_in_to_whoever_may_end_that() {
    assertThat(gateway.enrolment().people(gateway.admitted(HEAD), Optional.empty()))
        .extracting(person -> person.id().value())
        .contains("larkfield-on-call", LEAD)
        .doesNotContain(HEAD, NEW_DEPUTY.value());
    assertThat(gateway.enrolment().people(gateway.admitted(LEAD), Optional.empty())).isEmpty();
  }

  private EnrolmentDecision ends(String by, PersonId person) {
    Unit organisation = gateway.directory().person(person).orElseThrow().organisation();
    return gateway.enrolment().end(gateway.admitted(by), organisation, person, Device.Reason.LEFT);
  }

  @Test
  void ends_nobodys_sign_in_for_what_a_stranger_asked_for_in_their_name() {
    SampleDevice theirs = SampleDevice.fresh(random);
    asks(somebody(1), NEW_DEPUTY, theirs);
    asks(SOMEBODY, NEW_DEPUTY, device);
    approves(HEAD, NEW_DEPUTY, device);

    gateway
        .enrolment()
        .revoke(gateway.admitted(HEAD), name(NEW_DEPUTY, theirs), Device.Reason.WRONG);

    assertThat(reads(NEW_DEPUTY)).containsExactly(device.id());
    assertThat(gateway.directory().signedIn(ISSUER, "subject-new").person()).isPresent();
  }

  @Test
  void does_not_count_an_approval_of_somebody_who_answers_for_the_owner_no_longer() {
    PersonId owner = new PersonId("wexcombe-mash");
    asks(gateway.admitted("wexcombe-mash"), device);
    approves(OFFICER, owner, device);
    gateway.directory().store(onlyPeople(List.of(aPerson(OFFICER, SCHOOL, Role.DSL))));

    assertThat(approves("wexcombe-la-duty", owner, device)).isEqualTo(new Approved(false, false));
    assertThat(reads(owner)).doesNotContain(device.id());
  }

  @Test
  void shows_an_authority_the_devices_of_a_school_of_its_own_and_nobody_elses() {
    var officer = gateway.admitted(OFFICER);

    assertThat(held(officer, Optional.of(SCHOOL))).contains(LEAD, HEAD);
    assertThat(held(officer, Optional.empty())).contains("wexcombe-mash").doesNotContain(OFFICER);
    assertThat(held(gateway.admitted("oakmere-head"), Optional.of(SCHOOL))).isEmpty();
    assertThat(held(gateway.admitted(HEAD), Optional.empty())).contains(LEAD).doesNotContain(HEAD);
  }

  private List<String> held(Admitted who, Optional<Unit> organisation) {
    return gateway.enrolment().devices(who, organisation).stream()
        .map(one -> one.owner().id().value())
        .toList();
  }

  private static Newcomer somebody(int number) {
    return new Newcomer(SignIn.name(ISSUER, "subject-" + number), SCHOOL);
  }

  @Test
  void approves_once_though_another_writer_came_between() {
    asks(SOMEBODY, NEW_DEPUTY, device);
    gateway.beforeWrites(1, () -> approves(OFFICER, NEW_DEPUTY, device));

    assertThat(approves(HEAD, NEW_DEPUTY, device)).isEqualTo(new DecidedOtherwise());

    assertThat(entries()).filteredOn("DEVICE_CERTIFIED"::equals).hasSize(1);
    assertThat(reads(NEW_DEPUTY)).containsExactly(device.id());
  }

  @Test
  void seals_what_nobody_has_opened_to_whoever_becomes_a_reader_without_waiting_for_a_rung() {
    var id = gateway.delivery(gateway.available());
    gateway.settle();
    asks(SOMEBODY, NEW_DEPUTY, device);
    assertThat(gateway.story().copy(id, NEW_DEPUTY)).isEmpty();

    approves(HEAD, NEW_DEPUTY, device);
    gateway.settle();

    assertThat(gateway.story().copy(id, NEW_DEPUTY)).isPresent();
    assertThat(entries())
        .containsSubsequence("DEVICE_CERTIFIED", "NUDGED", "READERS_CHANGED", "COPY_SEALED");
    assertThat(gateway.breaches()).isEmpty();
  }

  @Test
  void leaves_whoever_has_left_out_of_what_nobody_has_opened() {
    var id = gateway.delivery(gateway.available());
    gateway.settle();
    assertThat(readers(id)).contains(LEAD);

    gateway
        .enrolment()
        .revoke(
            gateway.admitted(HEAD),
            new DeviceName(SCHOOL, new PersonId(LEAD), "2026a"),
            Device.Reason.LEFT);
    gateway.settle();

    assertThat(readers(id)).isNotEmpty().doesNotContain(LEAD);
  }

  private List<String> readers(DeliveryId id) {
    return gateway.story().delivery(id).orElseThrow().row().plan().readers().stream()
        .map(reader -> reader.person().value())
        .toList();
  }

  private EnrolmentDecision asks(Newcomer who, PersonId person, SampleDevice by) {
    return asks(who, Optional.of(person), by);
  }

  private EnrolmentDecision asks(Caller who, SampleDevice by) {
    return asks(who, Optional.empty(), by);
  }

  private EnrolmentDecision asks(Caller who, Optional<PersonId> person, SampleDevice by) {
    return gateway.enrolment().request(who, new Wish(person, by.request(), KEYS));
  }

  private EnrolmentDecision approves(String by, PersonId owner, SampleDevice what) {
    return gateway
        .enrolment()
        .approve(gateway.admitted(by), name(owner, what), codeOf(owner, what));
  }

  /** What the device shows its owner; of one that waits no longer, anything. */
  private String codeOf(PersonId owner, SampleDevice what) {
    return gateway.checkCode(name(owner, what)).orElse("000000");
  }

  private static String wrongFor(String code) {
    return code.startsWith("1") ? "200000" : "100000";
  }

  private EnrolmentDecision refuses(String by) {
    return gateway.enrolment().refuse(gateway.admitted(by), name(NEW_DEPUTY, device));
  }

  private DeviceName name(PersonId owner, SampleDevice what) {
    Unit organisation = gateway.directory().person(owner).orElseThrow().organisation();
    return new DeviceName(organisation, owner, what.id());
  }

  private List<String> reads(PersonId person) {
    Unit organisation = gateway.directory().person(person).orElseThrow().organisation();
    return gateway
        .directory()
        .readers(organisation, Set.of(Role.values()), gateway.clock().instant())
        .stream()
        .filter(reader -> reader.person().id().equals(person))
        .flatMap(reader -> reader.certificates().stream())
        .map(ReaderCertificate::id)
        .toList();
  }

  private List<String> entries() {
    return gateway.story().entries().stream().map(AuditEntry::happening).map(Enum::name).toList();
  }

  private static List<String> codes(EnrolmentDecision decision) {
    List<Fault> faults = decision instanceof Rejected(var found) ? found : List.of();
    return faults.stream().map(fault -> fault.pointer() + " " + fault.code()).toList();
  }
}
