package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleDirectory.movedTo;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.enrolment.DeviceName;
import uk.firstbell.domain.enrolment.Wish;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Task;
import uk.firstbell.memory.MemoryAlerts;

final class ExpiryStoryTest {
  private static final Unit SCHOOL = new Unit(Unit.Kind.SCHOOL, "102345");
  private static final String BEGINS = "A device can open items in your name";
  private static final String LEAD = "larkfield-dsl";
  private static final String HEAD = "larkfield-head";

  /** The first hour after the scene begins at which matters are put before people. */
  private static final Instant DAILY =
      AlertRules.nextDailyTask(Instant.parse("2026-05-01T21:40:00Z"), TimingPolicy.DEFAULT);

  private static final String LEAD_MAIL = "dsl@larkfield.example";
  private static final Device.Wrapped KEYS =
      new Device.Wrapped(Optional.of("{\"v\":1}"), Optional.of("{\"v\":1}"));

  private final SecureRandom random = new SecureRandom();
  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final SampleDevice device = SampleDevice.fresh(random);
  private final String headMail =
      gateway.directory().person(new PersonId(HEAD)).orElseThrow().email();

  @Test
  void warns_thirty_seven_and_one_days_before_and_the_head_from_seven_on_each_once() {
    Instant end = enrolled();

    gateway.advanceTo(end.minus(Duration.ofDays(30)).minusMillis(1));
    assertThat(mails()).isEmpty();
    gateway.advanceTo(end.minus(Duration.ofDays(30)));
    assertThat(mails()).containsExactly(LEAD_MAIL + ": Your reading key ends in 30 days");
    gateway.advanceTo(end.minus(Duration.ofDays(7)).minusMillis(1));
    assertThat(mails()).hasSize(1);
    gateway.advanceTo(end.minus(Duration.ofDays(7)));
    gateway.advanceTo(end.minus(Duration.ofDays(1)));

    assertThat(mails())
        .containsExactly(
            LEAD_MAIL + ": Your reading key ends in 30 days",
            LEAD_MAIL + ": Your reading key ends in 7 days",
            headMail + ": A colleague's reading key ends in 7 days",
            LEAD_MAIL + ": Your reading key ends in 1 day",
            headMail + ": A colleague's reading key ends in 1 day");
    assertThat(count(Happening.CERTIFICATE_ENDING)).isEqualTo(3);
    assertThat(count(Happening.ALERT_SENT)).as("with the one at the beginning").isEqualTo(6);
  }

  @Test
  void tells_a_person_at_once_and_once_that_a_device_reads_in_their_name() {
    enrolled();
    assertThat(allMails()).containsExactly(LEAD_MAIL + ": " + BEGINS);

    gateway.advanceTo(gateway.clock().instant().plus(Duration.ofDays(1)));

    assertThat(allMails()).hasSize(1);
    assertThat(expiry().next()).isEmpty();
  }

  @Test
  void tells_whoever_answers_for_a_person_who_cannot_be_told_of_a_device_in_their_name() {
    gateway.alerts().refuse(LEAD_MAIL);

    enrolled();

    assertThat(allMails())
        .containsExactly(headMail + ": A device can open items in a colleague's name");
    assertThat(expiry().next()).isEmpty();
  }

  @Test
  void says_nothing_of_anybody_in_a_warning() {
    Instant end = enrolled();
    gateway.advanceTo(end);

    assertThat(gateway.alerts().taken())
        .isNotEmpty()
        .allSatisfy(mail ->
            assertThat(mail.alert().subject() + mail.alert().text())
                .doesNotContain(LEAD, device.id(), "Larkfield", "child"));
  }

  @Test
  void warns_of_the_new_end_alone_once_it_was_renewed() {
    Instant end = enrolled();
    gateway.advanceTo(end.minus(Duration.ofDays(30)));
    gateway.enrolment().renew(admitted(LEAD), device.id());
    Instant later = gateway.clock().instant().plus(Duration.ofDays(365));

    gateway.advanceTo(later.minus(Duration.ofDays(30)).minusSeconds(60));
    assertThat(mails()).hasSize(1);
    gateway.advanceTo(later.minus(Duration.ofDays(30)));

    assertThat(mails()).hasSize(2);
    assertThat(expiry().end()).isAfter(end);
  }

  @Test
  void warns_nobody_of_what_was_withdrawn() {
    Instant end = enrolled();
    gateway.enrolment().revoke(admitted(HEAD), name(), Device.Reason.REPLACED);

    gateway.advanceTo(end.plus(Duration.ofDays(1)));

    assertThat(mails()).isEmpty();
    assertThat(expiry().over()).isTrue();
  }

  /** The first device of the lead is valid for longer, unless it is withdrawn. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void gives_whoever_answers_a_task_at_the_end_of_the_last_device(boolean last) {
    Instant end = enrolled();
    if (last) {
      var first = new DeviceName(SCHOOL, new PersonId(LEAD), "2026a");
      gateway.enrolment().revoke(admitted(HEAD), first, Device.Reason.LOST);
    }

    gateway.advanceTo(end);

    assertThat(expiry().tasks())
        .isEqualTo(
            last ? List.of(new Task(Task.Kind.READER_WITHOUT_DEVICE, SCHOOL, end)) : List.of());
    assertThat(mails().contains(headMail + ": A colleague's reading key has ended"))
        .isEqualTo(last);
    assertThat(count(Happening.READER_WITHOUT_DEVICE)).isEqualTo(last ? 1 : 0);
    assertThat(expiry().over()).isTrue();
  }

  @Test
  void warns_again_and_says_so_when_the_mail_service_was_out() {
    Instant end = enrolled();
    gateway.alerts().failNextBeforeTaking();
    gateway.advanceTo(end.minus(Duration.ofDays(30)));
    assertThat(mails()).isEmpty();

    gateway.advanceTo(gateway.clock().instant().plus(Duration.ofMinutes(10)));

    assertThat(mails()).hasSize(1);
    assertThat(entries(Happening.ALERT_SENT).getLast().facts())
        .containsEntry("possiblyRepeated", "true");
  }

  @Test
  void warns_the_authority_where_the_head_is_warned_of_the_head_s_own() {
    gateway.enrolment().request(admitted(HEAD), new Wish(Optional.empty(), device.request(), KEYS));
    var heads = new DeviceName(SCHOOL, new PersonId(HEAD), device.id());
    gateway.enrolment().approve(admitted("wexcombe-officer"), heads, codeOf(gateway, heads));
    Instant end =
        gateway
            .story()
            .expiry(RowId.expiry(SCHOOL, new PersonId(HEAD), device.id()))
            .orElseThrow()
            .row()
            .end();

    gateway.advanceTo(end.minus(Duration.ofDays(7)));

    String officer =
        gateway.directory().person(new PersonId("wexcombe-officer")).orElseThrow().email();
    assertThat(mails())
        .contains(
            headMail + ": Your reading key ends in 7 days",
            officer + ": A colleague's reading key ends in 7 days");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tells_whoever_answers_where_the_owner_cannot_be_told_and_says_so_if_nobody_can(boolean any) {
    Instant end = enrolled();
    gateway.alerts().refuse(LEAD_MAIL);
    if (!any) {
      gateway.alerts().refuse(headMail);
      gateway.alerts().refuse("officer@wexcombe.example");
      gateway.alerts().refuse("education-duty@wexcombe.example");
    }

    gateway.advanceTo(end.minus(Duration.ofDays(30)));

    assertThat(mails())
        .isEqualTo(
            any ? List.of(headMail + ": A colleague's reading key ends in 30 days") : List.of());
    assertThat(warnedOf(30)).isEqualTo(any ? Happening.WARNED : Happening.NOBODY_TOLD);
    assertThat(expiry().next()).isEmpty();
    assertThat(expiry().over()).isFalse();
  }

  @Test
  void tells_the_authority_where_no_mail_reaches_the_owner_or_the_head() {
    Instant end = enrolled();
    gateway.alerts().refuse(LEAD_MAIL);
    gateway.alerts().refuse(headMail);

    gateway.advanceTo(end.minus(Duration.ofDays(30)));

    assertThat(mails())
        .containsExactlyInAnyOrder(
            "officer@wexcombe.example: A colleague's reading key ends in 30 days",
            "education-duty@wexcombe.example: A colleague's reading key ends in 30 days");
  }

  @Test
  void tells_whoever_answers_for_the_school_of_a_device_whose_owner_left_it() {
    Instant end = enrolled();
    Person lead = gateway.directory().person(new PersonId(LEAD)).orElseThrow();
    gateway.directory().store(movedTo(new Unit(Unit.Kind.SCHOOL, "102346"), lead));

    gateway.advanceTo(end.minus(Duration.ofDays(30)));

    assertThat(mails()).containsExactly(headMail + ": A colleague's reading key ends in 30 days");
  }

  @Test
  void warns_of_a_device_that_the_directory_was_given_already_certified_and_not_that_it_begins() {
    Instant end = DAILY.plus(Duration.ofDays(100));
    given("2026c", end);

    gateway.settle();
    gateway.advanceTo(end.minus(Duration.ofDays(30)).minusMillis(1));
    assertThat(allMails()).isEmpty();
    given("2026c", end);
    gateway.advanceTo(end.minus(Duration.ofDays(7)));

    assertThat(allMails())
        .containsExactly(
            LEAD_MAIL + ": Your reading key ends in 30 days",
            LEAD_MAIL + ": Your reading key ends in 7 days",
            headMail + ": A colleague's reading key ends in 7 days");
    assertThat(count(Happening.END_NOTED)).isEqualTo(1);
  }

  @Test
  void warns_at_once_and_once_of_a_given_device_that_ends_within_days() {
    given("2026c", DAILY.plus(Duration.ofDays(20)));

    gateway.advanceTo(DAILY.minusMillis(1));
    assertThat(allMails()).isEmpty();
    gateway.advanceTo(DAILY.plus(Duration.ofDays(2)));

    assertThat(allMails()).containsExactly(LEAD_MAIL + ": Your reading key ends in 20 days");
  }

  @Test
  void warns_of_the_new_end_of_a_given_device_and_of_none_that_was_withdrawn_or_has_ended() {
    given("2026c", DAILY.plus(Duration.ofDays(40)));
    given("2026c", DAILY.plus(Duration.ofDays(80)));
    given("2026d", DAILY.plus(Duration.ofDays(40)));
    given("2026e", gateway.clock().instant());
    var withdrawn = new DeviceName(SCHOOL, new PersonId(LEAD), "2026d");
    gateway.enrolment().revoke(admitted(HEAD), withdrawn, Device.Reason.LOST);
    given("2026d", DAILY.plus(Duration.ofDays(40)));

    gateway.advanceTo(DAILY.plus(Duration.ofDays(50)).minusMillis(1));
    assertThat(mails()).isEmpty();
    gateway.advanceTo(DAILY.plus(Duration.ofDays(50)));

    assertThat(mails()).containsExactly(LEAD_MAIL + ": Your reading key ends in 30 days");
  }

  @Test
  void disturbs_nobody_at_night_though_a_given_device_ends_then() {
    Instant night = DAILY.minus(Duration.ofHours(7)).plus(Duration.ofDays(60));
    given("2026c", night);

    gateway.advanceTo(DAILY.plus(Duration.ofDays(30)).minusMillis(1));
    assertThat(mails()).isEmpty();
    gateway.advanceTo(DAILY.plus(Duration.ofDays(30)));

    assertThat(mails()).containsExactly(LEAD_MAIL + ": Your reading key ends in 30 days");
  }

  /** The lead is given another device, as a book does that lists it. */
  private void given(String id, Instant end) {
    Instant from = gateway.scene().publish().at().minus(Duration.ofDays(1));
    var book =
        new DirectoryBook(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(new ReaderCertificate(new PersonId(LEAD), id, new byte[] {48, 0}, from, end)),
            List.of(),
            List.of());
    gateway.directory().store(book);
    gateway.givenDevices().note(book);
  }

  /** What the trail says of the warning so many days before. */
  private Happening warnedOf(int days) {
    return gateway.story().entries().stream()
        .filter(entry -> entry.row().isExpiry())
        .filter(entry -> Integer.toString(days).equals(entry.facts().get("days")))
        .toList()
        .getLast()
        .happening();
  }

  private Instant enrolled() {
    gateway.enrolment().request(admitted(LEAD), new Wish(Optional.empty(), device.request(), KEYS));
    gateway.enrolment().approve(admitted(HEAD), name(), codeOf(gateway, name()));
    gateway.settle();
    return expiry().end();
  }

  private Expiry expiry() {
    return gateway
        .story()
        .expiry(RowId.expiry(SCHOOL, new PersonId(LEAD), device.id()))
        .orElseThrow()
        .row();
  }

  private DeviceName name() {
    return new DeviceName(SCHOOL, new PersonId(LEAD), device.id());
  }

  /** What the device's owner was told, while it waits. */
  private static String codeOf(Rehearsal where, DeviceName name) {
    return where.checkCode(name).orElse("none");
  }

  private Admitted admitted(String person) {
    return gateway.admitted(person);
  }

  private List<String> mails() {
    return allMails().stream().filter(mail -> !mail.endsWith(BEGINS)).toList();
  }

  private List<String> allMails() {
    return gateway.alerts().taken().stream()
        .map((MemoryAlerts.Mail mail) -> mail.address() + ": " + mail.alert().subject())
        .toList();
  }

  private List<AuditEntry> entries(Happening happening) {
    return gateway.story().entries().stream()
        .filter(entry -> entry.happening() == happening)
        .toList();
  }

  private long count(Happening happening) {
    return entries(happening).size();
  }
}
