package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.intake.Intake;
import uk.firstbell.domain.intake.IntakeDecision;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.receipt.ReceiptDecision;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Task;
import uk.firstbell.memory.MemoryAlerts;
import uk.firstbell.wire.json.ContentJson;

/** A report whose place is kept secret, before and after a supervisor has released it (R9). */
final class HeldStoryTest {
  private static final Unit SCHOOL = new Unit(Unit.Kind.SCHOOL, "102345");
  private static final Unit FORCE = new Unit(Unit.Kind.FORCE, "WXC");
  private static final PersonId DSL = new PersonId("larkfield-dsl");
  private static final Instant MINIMUM_AT = Instant.parse("2026-05-05T07:00:00Z");
  private static final Instant DEADLINE = Instant.parse("2026-05-05T07:30:00Z");

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final Intake intake = gateway.intake();

  @AfterEach
  void holds_every_invariant() {
    assertThat(gateway.breaches()).isEmpty();
  }

  @Test
  void tells_the_sender_that_its_report_is_held_and_nobody_else_anything() {
    IntakeDecision.Accepted accepted = accepted(held());

    assertThat(accepted.receipt().missing())
        .anySatisfy(missing -> {
          assertThat(missing.path()).isEqualTo("/incident/supervisor/releasedAt");
          assertThat(missing.reason()).isEqualTo("HELD_FOR_RELEASE");
        });
    gateway.advanceTo(MINIMUM_AT.minusMillis(1));
    NotificationId id = accepted.receipt().notification();
    assertThat(delivery(id).state()).isEqualTo(Delivery.State.HELD);
    assertThat(gateway.story().copies(delivery(id).delivery())).isEmpty();
    assertThat(gateway.alerts().taken()).isEmpty();
    assertThat(head(id).tasks())
        .extracting(Task::kind)
        .containsExactly(Task.Kind.FORCE_PHONE_MISSING, Task.Kind.FORCE_RELEASE);
    assertThat(head(id).tasks()).extracting(Task::assignee).containsOnly(FORCE);
  }

  @Test
  void says_the_least_that_is_safe_half_an_hour_before_it_is_due() {
    NotificationId id = accepted(held()).receipt().notification();

    gateway.advanceTo(MINIMUM_AT);

    assertThat(delivery(id).state()).isEqualTo(Delivery.State.AVAILABLE);
    assertThat(delivery(id).climb().deliveredAt()).contains(MINIMUM_AT);
    assertThat(gateway.alerts().taken()).hasSize(3);
    Content.Group told = notice(id);
    assertThat(told.parts())
        .containsOnlyKeys(
            "schemaVersion",
            "messageType",
            "classification",
            "revision",
            "drill",
            "urn",
            "minimumSafe",
            "children",
            "safety",
            "contact");
    assertThat(told.groups("children").getFirst().parts())
        .containsOnlyKeys("ref", "givenNames", "familyName", "dateOfBirth");
    assertThat(told.text("minimumSafe").orElseThrow())
        .startsWith("An incident in this child's household came to police notice.");
  }

  @Test
  void is_chased_every_day_until_it_is_released_though_the_school_has_answered_the_least() {
    NotificationId id = accepted(held()).receipt().notification();
    gateway.advanceTo(MINIMUM_AT);
    notice(id);

    gateway.advanceTo(Instant.parse("2026-05-08T08:30:00Z"));

    assertThat(head(id).state()).isEqualTo(Head.State.ROUTED_IN_PART);
    assertThat(head(id).dueAt()).contains(Instant.parse("2026-05-09T08:00:00Z"));
  }

  @Test
  void goes_out_whole_and_once_when_it_is_released_in_time() {
    NotificationId first = accepted(held()).receipt().notification();
    gateway.advanceTo(Instant.parse("2026-05-02T08:00:00Z"));
    NotificationId second = accepted(released(first)).receipt().notification();

    gateway.advanceTo(Instant.parse("2026-05-05T06:29:00Z"));

    assertThat(delivery(first).state()).isEqualTo(Delivery.State.SUPERSEDED);
    assertThat(head(first).state()).isEqualTo(Head.State.SUPERSEDED);
    assertThat(delivery(second).climb().deliveredAt())
        .contains(Instant.parse("2026-05-05T05:45:00Z"));
    assertThat(notice(second).group("incident")).isPresent();
    assertThat(gateway.alerts().taken())
        .extracting(MemoryAlerts.Mail::address)
        .doesNotHaveDuplicates();
  }

  @Test
  void follows_the_least_as_a_second_revision_that_is_not_late_and_ends_the_first() {
    NotificationId first = accepted(held()).receipt().notification();
    gateway.advanceTo(DEADLINE.plusSeconds(1_800));
    NotificationId second = accepted(released(first)).receipt().notification();
    gateway.advanceTo(DEADLINE.plusSeconds(1_860));

    assertThat(delivery(second).climb().late()).isEmpty();
    assertThat(delivery(second).climb().breach()).isEmpty();
    assertThat(delivery(second).plan().deadline().openBy())
        .isEqualTo(DEADLINE.plusSeconds(1_800 + 3_600));
    assertThat(delivery(second).plan().rungs())
        .filteredOn(rung -> rung.kind().name().equals("UNOPENED"))
        .extracting(rung -> rung.at())
        .containsExactly(DEADLINE.plusSeconds(1_800 + 3_600));
    assertThat(gateway.receipt().fetch(gateway.admitted("larkfield-dsl"), id(first)))
        .isInstanceOf(ReceiptDecision.NotThere.class);
    assertThat(notice(second).whole("revision")).contains(2L);
    gateway.advanceTo(DEADLINE.plusSeconds(7_200));
    assertThat(delivery(first).tasks()).hasSize(3); // Those of its own deadline, and no more.
  }

  @Test
  void is_late_for_the_reason_that_stopped_even_the_least() {
    for (String reader : List.of("dsl", "deputy-1", "deputy-2")) {
      gateway.alerts().refuse(reader + "@larkfield.example");
    }
    NotificationId id = accepted(held()).receipt().notification();

    gateway.advanceTo(DEADLINE.plusSeconds(60));

    assertThat(delivery(id).climb().late().orElseThrow().cause().name())
        .isEqualTo("DIRECTORY_DEFECT");
  }

  @Test
  void leaves_standing_what_was_told_while_a_revision_of_it_is_itself_held() {
    Content.Group open = gateway.scene().publish().body();
    NotificationId first = accepted(open).receipt().notification();
    gateway.advanceTo(Instant.parse("2026-05-02T08:00:00Z"));
    NotificationId second = accepted(next(held(), first, 2)).receipt().notification();
    assertThat(delivery(second).state()).isEqualTo(Delivery.State.HELD);
    assertThat(delivery(first).state()).isEqualTo(Delivery.State.AVAILABLE);

    NotificationId third = accepted(next(released(second), second, 3)).receipt().notification();

    assertThat(delivery(third).state()).isEqualTo(Delivery.State.AVAILABLE);
    assertThat(delivery(second).state()).isEqualTo(Delivery.State.SUPERSEDED);
    assertThat(delivery(first).state()).isEqualTo(Delivery.State.SUPERSEDED);
  }

  @Test
  void gains_no_time_before_its_breach_by_being_sent_again() {
    Content.Group open = gateway.scene().publish().body();
    NotificationId first = accepted(open).receipt().notification();
    gateway.advanceTo(DEADLINE.plusSeconds(12_000)); // Ten minutes before the breach.
    NotificationId second = accepted(next(open, first, 2)).receipt().notification();

    gateway.advanceTo(DEADLINE.plusSeconds(12_600));

    assertThat(delivery(first).climb().breach()).isEmpty();
    assertThat(delivery(second).climb().breach().orElseThrow().at())
        .isEqualTo(DEADLINE.plusSeconds(12_600));
  }

  private static Content.Group next(Content.Group report, NotificationId before, int revision) {
    return report
        .with("revision", new Content.Whole(revision))
        .with("supersedes", new Content.Text(before.value()));
  }

  @Test
  void takes_a_revision_only_of_the_revision_before_about_the_same_matter() {
    NotificationId first = accepted(held()).receipt().notification();
    NotificationId stranger = new NotificationId("0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11");

    assertThat(codes(released(stranger))).containsExactly("SUPERSEDES_UNKNOWN");
    assertThat(codes(released(first).with("revision", new Content.Whole(3))))
        .containsExactly("SUPERSEDES_UNKNOWN");
    Content.Group incident = released(first).group("incident").orElseThrow();
    assertThat(
            codes(
                released(first)
                    .with(
                        "incident",
                        incident.with("policeReference", new Content.Text("ZZ/SYN/0099")))))
        .containsExactly("ANOTHER_MATTER");
    accepted(released(first)); // The smallest repair of all three.
  }

  private IntakeDecision.Accepted accepted(Content.Group report) {
    IntakeDecision decision = intake.accept(gateway.signed(ContentJson.bytes(report)));
    gateway.settle();
    assertThat(decision).isInstanceOf(IntakeDecision.Accepted.class);
    return (IntakeDecision.Accepted) decision;
  }

  private List<String> codes(Content.Group report) {
    IntakeDecision decision = intake.accept(gateway.signed(ContentJson.bytes(report)));
    return decision instanceof IntakeDecision.Rejected(var faults)
        ? faults.stream().map(Fault::code).toList()
        : List.of();
  }

  private Content.Group held() {
    Content.Group body = gateway.scene().publish().body();
    Content.Group incident = body.group("incident").orElseThrow();
    Content.Group location = incident.group("location").orElseThrow();
    return body.with(
        "incident",
        incident.with("location", location.with("confidential", new Content.Truth(true))));
  }

  private Content.Group released(NotificationId before) {
    Content.Group incident = held().group("incident").orElseThrow();
    var supervisor =
        new Content.Group(
            Map.of(
                "role", new Content.Text("Sergeant"),
                "releasedAt", new Content.Text("2026-05-01T22:45:00+01:00")));
    return held()
        .with("revision", new Content.Whole(2))
        .with("supersedes", new Content.Text(before.value()))
        .with("incident", incident.with("supervisor", supervisor));
  }

  private Content.Group notice(NotificationId id) {
    byte[] sealed = gateway.story().copy(id(id), DSL).orElseThrow().row().sealed();
    return gateway.opened(sealed, DSL.value()).group("notice").orElseThrow();
  }

  private static DeliveryId id(NotificationId notification) {
    return new DeliveryId(notification, SCHOOL);
  }

  private Delivery delivery(NotificationId notification) {
    return gateway.story().delivery(id(notification)).orElseThrow().row();
  }

  private Head head(NotificationId notification) {
    return gateway.story().head(notification).orElseThrow().row();
  }
}
