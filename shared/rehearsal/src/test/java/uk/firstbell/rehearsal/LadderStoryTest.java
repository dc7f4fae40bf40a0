package uk.firstbell.rehearsal;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.Task;
import uk.firstbell.memory.MemoryAlerts;
import uk.firstbell.testkit.fixture.SampleDirectory;

/** The bank holiday weekend through the real stages, when it does not go as well as it should. */
final class LadderStoryTest {
  private static final Instant ALERT_AT = Instant.parse("2026-05-05T05:45:00Z");
  private static final Instant REMINDER_AT = Instant.parse("2026-05-05T06:30:00Z");
  private static final Instant DEADLINE = Instant.parse("2026-05-05T07:30:00Z");
  private static final Instant DAY_STARTS = Instant.parse("2026-05-05T07:50:00Z");
  private static final Unit FORCE = new Unit(Unit.Kind.FORCE, "WXC");
  private static final Unit AUTHORITY = new Unit(Unit.Kind.LA, "999");
  private static final String DSL = "dsl@larkfield.example";
  private static final String DEPUTY_1 = "deputy-1@larkfield.example";
  private static final String DEPUTY_2 = "deputy-2@larkfield.example";

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");

  @AfterEach
  void holds_every_invariant() {
    assertThat(gateway.breaches()).isEmpty();
  }

  @Test
  void climbs_the_whole_ladder_when_nobody_opens() {
    NotificationId id = gateway.accepted();

    gateway.advanceTo(Instant.parse("2026-05-07T08:00:00Z"));

    assertThat(mails()).containsExactly(DEPUTY_1, DEPUTY_2, DSL, DEPUTY_1, DEPUTY_2, DSL);
    assertThat(at(id, Happening.ALERT_SENT))
        .containsExactly(
            ALERT_AT,
            ALERT_AT,
            ALERT_AT,
            Instant.parse("2026-05-05T06:30:00Z"),
            Instant.parse("2026-05-05T06:30:00Z"),
            Instant.parse("2026-05-05T06:30:00Z"));
    assertThat(delivery(id).tasks())
        .containsExactly(
            new Task(Task.Kind.CALL_HEAD, FORCE, DEADLINE),
            new Task(Task.Kind.LA_DUTY, AUTHORITY, DEADLINE),
            new Task(Task.Kind.CALL_SWITCHBOARD, FORCE, Instant.parse("2026-05-05T08:00:00Z")),
            new Task(Task.Kind.LA_LEAD, AUTHORITY, Instant.parse("2026-05-05T08:30:00Z")),
            new Task(Task.Kind.FORCE_UNOPENED, FORCE, Instant.parse("2026-05-05T08:30:00Z")),
            new Task(Task.Kind.LA_BREACH, AUTHORITY, Instant.parse("2026-05-05T11:00:00Z")),
            new Task(Task.Kind.LA_STILL_UNOPENED, AUTHORITY, Instant.parse("2026-05-06T08:00:00Z")),
            new Task(
                Task.Kind.LA_STILL_UNOPENED, AUTHORITY, Instant.parse("2026-05-07T08:00:00Z")));
    assertThat(delivery(id).climb().deliveredAt()).contains(ALERT_AT);
    assertThat(delivery(id).climb().late()).isEmpty();
    assertThat(delivery(id).climb().breach())
        .contains(new Late(LateCause.NOT_OPENED, Instant.parse("2026-05-05T11:00:00Z")));
    assertThat(at(id, Happening.STILL_OPEN))
        .containsExactly(
            Instant.parse("2026-05-06T08:00:00Z"), Instant.parse("2026-05-07T08:00:00Z"));
  }

  @Test
  void troubles_nobody_else_once_somebody_opened_it_while_the_alerts_were_going_out() {
    NotificationId id = gateway.accepted();
    gateway.advanceTo(ALERT_AT.minusSeconds(1));
    gateway.clock().set(ALERT_AT);
    gateway.watch().sweep();
    var writes = new int[1];
    gateway.beforeWrites(
        2,
        () -> {
          writes[0]++;
          if (writes[0] == 2) {
            opens(id, "larkfield-dsl");
          }
        });

    gateway.advanceTo(Instant.parse("2026-05-05T09:00:00Z"));

    assertThat(mails()).containsExactly(DEPUTY_1);
    assertThat(delivery(id).state()).isEqualTo(Delivery.State.OPENED);
    assertThat(delivery(id).tasks()).isEmpty();
  }

  @Test
  void sends_an_alert_again_whose_answer_was_lost_and_says_that_it_may_be_a_repeat() {
    NotificationId id = gateway.accepted();
    gateway.advanceTo(ALERT_AT.minusSeconds(1));
    gateway.alerts().failNextAfterTaking();

    gateway.advanceTo(ALERT_AT.plusSeconds(600));

    assertThat(mails()).containsExactly(DEPUTY_1, DEPUTY_1, DEPUTY_2, DSL);
    assertThat(entries(id, Happening.ALERT_SENT))
        .extracting(entry -> entry.facts().get("possiblyRepeated"))
        .containsExactly("true", "false", "false");
    assertThat(delivery(id).climb().deliveredAt()).contains(ALERT_AT.plusSeconds(300));
  }

  @Test
  void makes_after_a_death_between_plan_and_deliveries_what_the_plan_says_is_missing() {
    NotificationId id = gateway.accepted();
    var writes = new int[1];
    gateway.beforeWrites(
        2,
        () -> {
          writes[0]++;
          if (writes[0] == 2) {
            throw new IllegalStateException("the process dies");
          }
        });
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> gateway.routing().route(id))
        .withMessage("the process dies");
    assertThat(gateway.story().head(id).orElseThrow().row().state()).isEqualTo(Head.State.PLANNED);
    assertThat(gateway.story().delivery(gateway.delivery(id))).isEmpty();

    gateway.advanceTo(gateway.clock().instant().plusSeconds(600));

    assertThat(delivery(id).state()).isEqualTo(Delivery.State.AVAILABLE);
    assertThat(entries(id, Happening.PLAN_FROZEN)).hasSize(1);
  }

  @Test
  void disturbs_nobody_at_night_however_late_the_alerts_are() {
    NotificationId id = gateway.accepted();
    gateway.settle();
    gateway.clock().set(Instant.parse("2026-05-05T17:00:00Z")); // 6pm: the window has closed.
    gateway.watch().sweep();
    gateway.settle();
    assertThat(mails()).isEmpty();
    assertThat(entries(id, Happening.ALERTS_POSTPONED)).isNotEmpty();
    assertThat(delivery(id).climb().late())
        .contains(new Late(LateCause.PLATFORM_OUTAGE, Instant.parse("2026-05-05T17:00:00Z")));

    gateway.advanceTo(Instant.parse("2026-05-06T05:44:59Z"));
    assertThat(mails()).isEmpty();
    gateway.advanceTo(Instant.parse("2026-05-06T05:45:00Z"));

    assertThat(mails()).contains(DEPUTY_1, DEPUTY_2, DSL);
  }

  @Test
  void writes_once_to_each_person_when_several_rungs_are_owed_at_once() {
    NotificationId id = gateway.accepted();
    gateway.settle();
    gateway.clock().set(REMINDER_AT); // Nobody looked when the first alert was due.
    gateway.watch().sweep();
    gateway.settle();

    assertThat(mails()).containsExactly(DEPUTY_1, DEPUTY_2, DSL);
    assertThat(entries(id, Happening.ALERT_SENT))
        .allSatisfy(entry ->
            assertThat(entry.facts())
                .containsEntry("rung", "REMINDER")
                .containsEntry("standsFor", "RELEASE@2026-05-05T05:45:00Z"));
    assertThat(delivery(id).climb().deliveredAt()).contains(REMINDER_AT);
  }

  @Test
  void writes_once_to_each_person_after_an_outage_and_says_whose_mail_may_be_a_repeat() {
    NotificationId id = gateway.accepted();
    gateway.advanceTo(ALERT_AT.minusSeconds(1));
    for (Instant at = ALERT_AT; at.isBefore(REMINDER_AT); at = at.plusSeconds(60)) {
      gateway.alerts().failNextBeforeTaking();
      gateway.advanceTo(at);
    }
    assertThat(mails()).isEmpty();

    gateway.advanceTo(REMINDER_AT.plusSeconds(60));
    gateway.advanceTo(DEADLINE.minusSeconds(1));

    assertThat(mails()).containsExactlyInAnyOrder(DEPUTY_1, DEPUTY_2, DSL);
    assertThat(entries(id, Happening.ALERT_SENT))
        .extracting(
            entry -> entry.facts().get("person"),
            entry -> entry.facts().get("rung"),
            entry -> entry.facts().get("standsFor"),
            entry -> entry.facts().get("possiblyRepeated"))
        .containsExactlyInAnyOrder(
            tuple("larkfield-deputy-1", "RELEASE", "REMINDER@2026-05-05T06:30:00Z", "true"),
            tuple("larkfield-deputy-2", "REMINDER", "RELEASE@2026-05-05T05:45:00Z", "false"),
            tuple("larkfield-dsl", "REMINDER", "RELEASE@2026-05-05T05:45:00Z", "false"));
    assertThat(delivery(id).climb().owed()).isEmpty();
  }

  @Test
  void
      remembers_that_the_first_mails_went_out_though_the_next_were_refused_before_it_was_written() {
    NotificationId id = gateway.accepted();
    gateway.advanceTo(ALERT_AT.minusSeconds(1));
    gateway.clock().set(ALERT_AT);
    gateway.watch().sweep();
    var writes = new int[1];
    // Each of the three is claimed and written down as sent; the last write closes the rung.
    gateway.beforeWrites(
        7,
        () -> {
          writes[0]++;
          if (writes[0] == 7) {
            List.of(DSL, DEPUTY_1, DEPUTY_2).forEach(gateway.alerts()::refuse);
            gateway.clock().set(REMINDER_AT);
            gateway.watch().sweep();
          }
        });

    gateway.settle();

    assertThat(mails()).containsExactlyInAnyOrder(DEPUTY_1, DEPUTY_2, DSL);
    assertThat(entries(id, Happening.ALERT_REFUSED)).hasSize(3);
    assertThat(delivery(id).climb().deliveredAt()).contains(REMINDER_AT);
    assertThat(delivery(id).asked(Task.Kind.LA_ALERTS_REFUSED)).isFalse();
  }

  @Test
  void reminds_in_a_mail_of_its_own_whoever_was_alerted_before_an_outage() {
    NotificationId id = gateway.accepted();
    gateway.advanceTo(ALERT_AT.minusSeconds(1));
    gateway.clock().set(ALERT_AT);
    gateway.watch().sweep();
    gateway.alerts().failNextAfterTaking(); // The first mail goes out, and nobody knows.
    gateway.settle();
    assertThat(mails()).containsExactly(DEPUTY_1);

    gateway.advanceTo(REMINDER_AT.plusSeconds(60));

    assertThat(mails()).containsExactly(DEPUTY_1, DEPUTY_1, DEPUTY_2, DSL, DEPUTY_1, DEPUTY_2, DSL);
    assertThat(entries(id, Happening.ALERT_SENT))
        .noneMatch(entry -> entry.facts().containsKey("standsFor"));
  }

  @Test
  void alerts_whoever_the_schools_people_are_by_then_and_seals_to_those_who_joined() {
    NotificationId id = gateway.accepted();
    gateway.settle();
    appoint("larkfield-deputy-2", Role.HEAD);
    appoint("larkfield-head", Role.DEPUTY_DSL);

    gateway.advanceTo(ALERT_AT);

    assertThat(mails()).containsExactlyInAnyOrder(DEPUTY_1, "head@larkfield.example", DSL);
    AuditEntry changed = entries(id, Happening.READERS_CHANGED).getFirst();
    assertThat(changed.facts())
        .containsEntry("joined", "larkfield-head")
        .containsEntry("left", "larkfield-deputy-2");
    assertThat(
            gateway.opened(
                gateway
                    .story()
                    .copy(gateway.delivery(id), new PersonId("larkfield-head"))
                    .orElseThrow()
                    .row()
                    .sealed(),
                "larkfield-head"))
        .isNotNull();
    assertThat(entries(id, Happening.COPY_SEALED).getLast().at()).isEqualTo(changed.at());
  }

  @Test
  void asks_people_when_nobody_can_read_and_alerts_at_once_whoever_can_in_the_end() {
    List.of("larkfield-dsl", "larkfield-deputy-1", "larkfield-deputy-2")
        .forEach(person -> appoint(person, Role.TRUST_DSL));
    NotificationId id = gateway.accepted();
    Instant accepted = gateway.clock().instant();

    gateway.advanceTo(ALERT_AT);
    assertThat(mails()).isEmpty();
    assertThat(delivery(id).state()).isEqualTo(Delivery.State.PLANNED);
    assertThat(delivery(id).tasks())
        .containsExactly(
            new Task(Task.Kind.LA_NO_LIVE_READER, AUTHORITY, accepted),
            new Task(Task.Kind.CALL_HEAD, FORCE, accepted.plusSeconds(1_800)));

    appoint("larkfield-deputy-1", Role.DEPUTY_DSL);
    gateway.advanceTo(Instant.parse("2026-05-05T06:30:00Z"));

    assertThat(mails()).contains(DEPUTY_1);
    assertThat(at(id, Happening.MADE_AVAILABLE))
        .containsExactly(Instant.parse("2026-05-05T06:30:00Z"));
    assertThat(delivery(id).climb().deliveredAt()).contains(Instant.parse("2026-05-05T06:30:00Z"));
  }

  @Test
  void bars_a_party_who_became_a_reader_and_tells_the_authority() {
    NotificationId id = gateway.accepted();
    gateway.settle();
    Person head = gateway.directory().person(new PersonId("larkfield-head")).orElseThrow();
    store(
        new Person(
            head.id(),
            head.organisation(),
            head.name(),
            head.email(),
            adultsPhone(),
            Optional.empty(),
            Set.of(Role.DEPUTY_DSL),
            head.scope()));

    gateway.advanceTo(ALERT_AT);

    assertThat(mails()).containsExactlyInAnyOrder(DEPUTY_1, DEPUTY_2, DSL);
    assertThat(gateway.story().copy(gateway.delivery(id), head.id())).isEmpty();
    assertThat(delivery(id).plan().barred()).containsExactly(head.id());
    assertThat(delivery(id).plan().readers())
        .extracting(reader -> reader.person().value())
        .doesNotContain("larkfield-head");
    assertThat(delivery(id).tasks())
        .containsExactly(new Task(Task.Kind.LA_PARTY, AUTHORITY, ALERT_AT));
    gateway.advanceTo(Instant.parse("2026-05-05T06:30:00Z"));
    assertThat(entries(id, Happening.PARTY_BARRED)).hasSize(1);
  }

  @Test
  void says_in_the_trail_whether_it_was_opened_before_the_schools_day_began() {
    NotificationId id = gateway.accepted();
    gateway.advanceTo(DAY_STARTS.minusMillis(1));

    opens(id, "larkfield-dsl");

    assertThat(entries(id, Happening.DELIVERY_OPENED))
        .extracting(entry -> entry.facts().get("inTime"))
        .containsExactly("true");
    assertThat(delivery(id).openedInTime()).contains(true);
  }

  @Test
  void says_so_too_when_it_was_opened_as_the_day_began() {
    NotificationId id = gateway.accepted();
    gateway.advanceTo(DAY_STARTS);

    opens(id, "larkfield-dsl");

    assertThat(entries(id, Happening.DELIVERY_OPENED))
        .extracting(entry -> entry.facts().get("inTime"))
        .containsExactly("false");
    assertThat(delivery(id).openedInTime()).contains(false);
    assertThat(delivery(id).deliveredInTime()).isTrue();
  }

  @Test
  void tells_the_authority_at_once_when_the_mail_service_refuses_everybody() {
    NotificationId id = gateway.accepted();
    List.of(DEPUTY_1, DEPUTY_2, DSL).forEach(gateway.alerts()::refuse);

    gateway.advanceTo(ALERT_AT);

    assertThat(delivery(id).tasks())
        .containsExactly(new Task(Task.Kind.LA_ALERTS_REFUSED, AUTHORITY, ALERT_AT));
    assertThat(delivery(id).climb().deliveredAt()).isEmpty();
    gateway.advanceTo(DEADLINE);
    assertThat(delivery(id).climb().late())
        .contains(new Late(LateCause.DIRECTORY_DEFECT, DEADLINE));
  }

  private Delivery delivery(NotificationId id) {
    return gateway.story().delivery(gateway.delivery(id)).orElseThrow().row();
  }

  private List<String> mails() {
    return gateway.alerts().taken().stream().map(MemoryAlerts.Mail::address).toList();
  }

  private List<AuditEntry> entries(NotificationId id, Happening happening) {
    return gateway.story().trail(id).orElseThrow().entries().stream()
        .filter(entry -> entry.happening() == happening)
        .sorted(comparing(AuditEntry::at))
        .toList();
  }

  private List<Instant> at(NotificationId id, Happening happening) {
    return entries(id, happening).stream().map(AuditEntry::at).toList();
  }

  private void opens(NotificationId id, String person) {
    gateway.opens(person, gateway.delivery(id));
  }

  /** Gives a person of the borough that one role, in place of whatever they were. */
  private void appoint(String id, Role role) {
    Person was = gateway.directory().person(new PersonId(id)).orElseThrow();
    store(
        new Person(
            was.id(),
            was.organisation(),
            was.name(),
            was.email(),
            was.phone(),
            was.dateOfBirth(),
            Set.of(role),
            was.scope()));
  }

  private void store(Person person) {
    gateway.directory().store(SampleDirectory.onlyPeople(List.of(person)));
  }

  private Optional<String> adultsPhone() {
    return gateway.scene().publish().body().groups("adults").stream()
        .flatMap(adult -> adult.group("contact").stream())
        .flatMap(contact -> contact.text("phone").stream())
        .findFirst();
  }
}
