package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.DEPUTY;
import static uk.firstbell.testkit.fixture.SampleStory.DSL;
import static uk.firstbell.testkit.fixture.SampleStory.FORCE;
import static uk.firstbell.testkit.fixture.SampleStory.LOCAL_AUTHORITY;
import static uk.firstbell.testkit.fixture.SampleStory.MESSAGE;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.SCHOOL;
import static uk.firstbell.testkit.fixture.SampleStory.aClaim;
import static uk.firstbell.testkit.fixture.SampleStory.aCopy;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aDelivery;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.aPlan;
import static uk.firstbell.testkit.fixture.SampleStory.aShareLog;
import static uk.firstbell.testkit.fixture.SampleStory.aWarning;
import static uk.firstbell.testkit.fixture.SampleStory.anAccess;
import static uk.firstbell.testkit.fixture.SampleStory.anAlert;
import static uk.firstbell.testkit.fixture.SampleStory.anExpiry;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Alert;
import uk.firstbell.domain.story.Change.Replace;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.SealingAgain;
import uk.firstbell.domain.story.ShareLog;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Warning;
import uk.firstbell.domain.story.Written.Done;

/** How every {@link Story} gives back what it keeps: each field of each row, and nothing else. */
public abstract class StoryRowsContract extends OnAStory {
  private static final PersonId OTHER_READER = new PersonId("larkfield-deputy-2");

  @Test
  void knows_nothing_of_rows_that_were_never_written() {
    assertThat(story.head(NOTIFICATION)).isEmpty();
    assertThat(story.payload(NOTIFICATION)).isEmpty();
    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD)).isEmpty();
    assertThat(story.delivery(DELIVERY)).isEmpty();
    assertThat(story.copy(DELIVERY, DSL)).isEmpty();
    assertThat(story.copies(DELIVERY)).isEmpty();
    assertThat(story.access(NOTIFICATION)).isEmpty();
    assertThat(story.trail(NOTIFICATION)).isEmpty();
    assertThat(story.due(Instant.parse("2100-01-01T00:00:00Z"), 10)).isEmpty();
    assertThat(story.inbox(DSL, Instant.parse("2100-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void gives_every_field_of_a_head_back() {
    var task = new Task(Task.Kind.FORCE_UNROUTED, Unit.force(aHead().force()), NIGHT.plusMillis(7));
    var plan =
        new Plan(
            List.of(aPlan(), aPlan(new Unit(Unit.Kind.SCHOOL, "102346"))),
            3,
            1,
            2,
            Optional.empty());
    Head drill =
        new Head(
            NOTIFICATION,
            aHead().force(),
            aHead().message(),
            "Unit with \"quotes\", ü and 🔔",
            "domestic-abuse",
            7,
            Optional.empty(),
            true,
            NIGHT.plusMillis(1),
            NIGHT.minusMillis(1),
            "ff".repeat(32),
            List.of(),
            Head.State.ROUTED_IN_PART,
            Optional.of(plan),
            List.of(task),
            Optional.empty(),
            Optional.of(NIGHT.plusSeconds(900)));

    assertThat(written(drill).row()).isEqualTo(drill);
  }

  @Test
  void gives_a_final_head_back_without_what_it_no_longer_has() {
    Head routed = aHead().planned(new Plan(List.of(), 0, 0, 0, Optional.empty()), NIGHT).routed();

    assertThat(written(routed).row()).isEqualTo(routed);
    assertThat(routed.dueAt()).isEmpty();
    assertThat(routed.next()).isEmpty();
  }

  @Test
  void gives_every_field_of_a_delivery_back() {
    var tasks =
        List.of(
            new Task(Task.Kind.CALL_HEAD, SCHOOL, NIGHT),
            new Task(Task.Kind.LA_DUTY, LOCAL_AUTHORITY, NIGHT.plusSeconds(1)));
    Delivery returned =
        aDelivery()
            .available(aPlan().readers(), NIGHT.plusSeconds(600))
            .climbed(aPlan().rungs().getFirst(), tasks, NIGHT.plusSeconds(700))
            .handedOver(
                List.of(),
                Optional.of(NIGHT.plusMillis(700_003)),
                List.of(),
                NIGHT.plusSeconds(701))
            .opened(DSL, NIGHT.plusMillis(800_001), NIGHT.plusSeconds(900))
            .returned(DSL, ReaderOutcome.WRONG_CHILD, tasks, NIGHT.plusSeconds(1_000));

    assertThat(written(returned).row()).isEqualTo(returned);
  }

  @Test
  void gives_every_state_of_a_delivery_back() {
    Stored<Delivery> read = written(aDelivery());
    List<Delivery> states =
        List.of(
            aDelivery().available(List.of(), NIGHT),
            aDelivery()
                .climbed(aPlan().rungs().getFirst(), List.of(), NIGHT)
                .late(new Late(LateCause.DIRECTORY_DEFECT, NIGHT.plusMillis(1)))
                .breached(new Late(LateCause.NOT_OPENED, NIGHT.plusMillis(2))),
            aDelivery().opened(DSL, NIGHT, NIGHT),
            aDelivery()
                .opened(DSL, NIGHT, NIGHT)
                .askingForAnswer(new Rung(Rung.Kind.ANSWER_REMINDER, NIGHT), NIGHT),
            aDelivery().opened(DSL, NIGHT, NIGHT).acknowledged(DSL, ReaderOutcome.SILENT_WATCH),
            aDelivery().returned(DSL, ReaderOutcome.WRONG_SCHOOL, List.of(), NIGHT),
            aDelivery().sealingAgain(SealingAgain.wished(DSL, NIGHT.plusMillis(3)), NIGHT),
            closed().sealingAgain(asked(), NIGHT),
            closed().leaving(asked().told()),
            closed()
                .sealingAgain(
                    asked().decided(SealingAgain.Progress.APPROVED, DEPUTY), NIGHT.plusMillis(9)));
    for (Delivery state : states) {
      assertThat(story.write(NIGHT, List.of(new Replace(read, state, aDeed()))))
          .isEqualTo(new Done());
      read = story.delivery(DELIVERY).orElseThrow();
      assertThat(read.row()).isEqualTo(state);
    }
  }

  @Test
  void gives_every_field_of_a_copy_back() {
    List<Copy> copies =
        List.of(
            aCopy(),
            aCopy().fetched(),
            aCopy().opened(),
            aCopy().sealedAgain(new byte[] {48}, List.of("2026b", "2026c"), "aa".repeat(32), true),
            new Copy(
                DELIVERY,
                DSL,
                new byte[] {48, 0},
                Optional.empty(),
                "bb".repeat(32),
                Optional.empty(),
                NIGHT,
                Copy.State.SEALED));
    written(aCopy());
    for (Copy copy : copies) {
      Stored<Copy> read = story.copy(DELIVERY, DSL).orElseThrow();
      story.write(NIGHT, List.of(new Replace(read, copy, aDeed())));

      Copy back = story.copy(DELIVERY, DSL).orElseThrow().row();
      assertThat(back).usingRecursiveComparison().isEqualTo(copy);
      assertThat(back.sealed()).isNotEmpty();
    }
  }

  @Test
  void gives_every_field_of_an_alert_back_and_keeps_two_of_one_person_apart() {
    Alert alert = anAlert();
    var later = new Rung(Rung.Kind.REMINDER, NIGHT.plusSeconds(60));
    var reminder = new Alert(DELIVERY, later, DSL, new Alert.Progress.Refused(1, NIGHT));
    List<Alert> further =
        List.of(
            alert.now(new Alert.Progress.Claimed(2, NIGHT.plusMillis(120_001))),
            alert.now(new Alert.Progress.Sent(3, NIGHT.plusMillis(3))));
    story.write(NIGHT, List.of(create(alert), create(reminder)));
    for (Alert progressed : further) {
      Stored<Alert> read = story.alert(DELIVERY, alert.rung(), DSL).orElseThrow();
      story.write(NIGHT, List.of(new Replace(read, progressed, aDeed())));

      assertThat(story.alert(DELIVERY, alert.rung(), DSL).orElseThrow().row())
          .isEqualTo(progressed);
    }
    assertThat(story.alert(DELIVERY, later, DSL).orElseThrow().row()).isEqualTo(reminder);
    assertThat(story.alert(DELIVERY, later, DEPUTY)).isEmpty();
  }

  @Test
  void gives_every_field_of_a_claim_back_to_whoever_asks_for_it() {
    story.write(NIGHT, List.of(create(aClaim())));

    assertThat(story.claim(FORCE, MESSAGE, 2).orElseThrow().row()).isEqualTo(aClaim());
    assertThat(story.claim(FORCE, MESSAGE, 1)).isEmpty();
    assertThat(story.claim(FORCE, new ClientMessageId("another"), 2)).isEmpty();
  }

  @Test
  void gives_every_field_of_a_claim_back_to_whoever_comes_second() {
    story.write(NIGHT, List.of(create(aClaim())));

    assertThat(standingIn(story.write(NIGHT, List.of(create(aClaim(anotherNotification(1)))))))
        .singleElement()
        .extracting(Stored::row)
        .isEqualTo(aClaim());
  }

  @Test
  void gives_every_field_of_a_devices_end_and_of_a_warning_back() {
    story.write(NIGHT, List.of(create(anExpiry()), create(aWarning())));
    Stored<Expiry> standing = story.expiry(anExpiry().id()).orElseThrow();
    assertThat(standing.row()).isEqualTo(anExpiry());
    assertThat(story.due(anExpiry().dueAt().orElseThrow(), 10)).containsExactly(anExpiry().id());
    for (Expiry further : List.of(anExpiry().handedOver(List.of()), anExpiry().ended())) {
      story.write(NIGHT, List.of(new Replace(standing, further, aDeed())));
      standing = story.expiry(further.id()).orElseThrow();
      assertThat(standing.row()).isEqualTo(further);
    }
    assertThat(story.due(anExpiry().end(), 10)).isEmpty();

    Warning sent = aWarning().now(new Alert.Progress.Sent(2, NIGHT));
    Stored<Warning> claimed = story.warning(aWarning().id()).orElseThrow();
    assertThat(claimed.row()).isEqualTo(aWarning());
    story.write(NIGHT, List.of(new Replace(claimed, sent, aDeed())));
    assertThat(story.warning(sent.id()).orElseThrow().row()).isEqualTo(sent);
  }

  @Test
  void gives_an_access_back() {
    assertThat(written(anAccess()).row()).isEqualTo(anAccess());
  }

  @Test
  void gives_every_field_of_a_share_log_back() {
    story.write(NIGHT, List.of(create(aShareLog())));

    Stored<ShareLog> read = story.shareLog(DELIVERY).orElseThrow();
    assertThat(read.row()).isEqualTo(aShareLog());
    assertThat(standingIn(story.write(NIGHT, List.of(create(ShareLog.empty(DELIVERY))))))
        .containsExactly(read);
    assertThat(story.shareLog(new DeliveryId(anotherNotification(1), SCHOOL))).isEmpty();
  }

  @Test
  void gives_the_copies_of_one_delivery_in_the_order_of_their_readers() {
    var neighbour = new DeliveryId(NOTIFICATION, new Unit(Unit.Kind.SCHOOL, "1023456"));
    story.write(
        NIGHT,
        List.of(
            create(aCopy(DELIVERY, DSL, NIGHT)),
            create(aCopy(DELIVERY, OTHER_READER, NIGHT)),
            create(aCopy(DELIVERY, DEPUTY, NIGHT)),
            create(aCopy(neighbour, DSL, NIGHT)),
            create(aDelivery())));

    assertThat(story.copies(DELIVERY))
        .extracting(copy -> copy.row().reader())
        .containsExactly(DEPUTY, OTHER_READER, DSL);
    assertThat(story.copies(neighbour)).hasSize(1);
  }

  private static Delivery closed() {
    return aDelivery().opened(DSL, NIGHT, NIGHT).acknowledged(DSL, ReaderOutcome.SILENT_WATCH);
  }

  private static SealingAgain asked() {
    return SealingAgain.asked(DSL, NIGHT.plusMillis(3));
  }
}
