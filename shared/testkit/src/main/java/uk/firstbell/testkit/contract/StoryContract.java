package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.DEPUTY;
import static uk.firstbell.testkit.fixture.SampleStory.DSL;
import static uk.firstbell.testkit.fixture.SampleStory.FORCE;
import static uk.firstbell.testkit.fixture.SampleStory.LOCAL_AUTHORITY;
import static uk.firstbell.testkit.fixture.SampleStory.MESSAGE;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.SCHOOL;
import static uk.firstbell.testkit.fixture.SampleStory.aBareDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aClaim;
import static uk.firstbell.testkit.fixture.SampleStory.aCopy;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aDelivery;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.aPayload;
import static uk.firstbell.testkit.fixture.SampleStory.aPlan;
import static uk.firstbell.testkit.fixture.SampleStory.aShareLog;
import static uk.firstbell.testkit.fixture.SampleStory.anAccess;
import static uk.firstbell.testkit.fixture.SampleStory.anAlert;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Chain;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Trail;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Access;
import uk.firstbell.domain.story.Alert;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Change.Create;
import uk.firstbell.domain.story.Change.KeepKey;
import uk.firstbell.domain.story.Change.Replace;
import uk.firstbell.domain.story.Claim;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.ShareLog;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.story.Written.Beaten;
import uk.firstbell.domain.story.Written.Done;

/** What every {@link Story} does, wherever it keeps its rows. */
public abstract class StoryContract {
  private static final PersonId OTHER_READER = new PersonId("larkfield-deputy-2");
  private static final byte[] WRAPPED = {9, 8, 7, -6};

  private Story story;

  /** A story without a single row. */
  protected abstract Story emptyStory();

  @BeforeEach
  void open_an_empty_story() {
    story = emptyStory();
  }

  // Writing

  @Test
  void creates_every_row_of_a_transaction() {
    assertThat(
            story.write(
                NIGHT,
                List.of(
                    create(aHead()),
                    create(aPayload()),
                    create(aClaim()),
                    new KeepKey(NOTIFICATION, Kept.PAYLOAD, WRAPPED))))
        .isEqualTo(new Done());

    assertThat(story.head(NOTIFICATION).orElseThrow().row()).isEqualTo(aHead());
    assertThat(story.payload(NOTIFICATION).orElseThrow().row().sealed())
        .isEqualTo(aPayload().sealed());
    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD))
        .hasValueSatisfying(StoryContract::isWrapped);
  }

  @Test
  void creates_nothing_if_one_row_of_a_transaction_stands_already() {
    story.write(NIGHT, List.of(create(aClaim())));

    Written second =
        story.write(
            NIGHT,
            List.of(create(aHead()), create(aPayload()), create(aClaim()), keepKey(NOTIFICATION)));

    assertThat(standingIn(second)).hasSize(1);
    assertThat(story.head(NOTIFICATION)).isEmpty();
    assertThat(story.payload(NOTIFICATION)).isEmpty();
    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD)).isEmpty();

    Written withoutTheClaim =
        story.write(NIGHT, List.of(create(aHead()), create(aPayload()), keepKey(NOTIFICATION)));
    assertThat(withoutTheClaim).isEqualTo(new Done());
    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD))
        .hasValueSatisfying(StoryContract::isWrapped);
  }

  @Test
  void answers_a_second_creation_with_the_row_that_stands() {
    NotificationId winner = anotherNotification(1);
    story.write(NIGHT, List.of(create(aClaim(winner))));

    Written beaten = story.write(NIGHT, List.of(create(aHead()), create(aClaim(NOTIFICATION))));

    assertThat(standingIn(beaten))
        .singleElement()
        .satisfies(stands -> {
          assertThat(stands.row()).isEqualTo(aClaim(winner));
          assertThat(stands.mark().version()).isEqualTo(1);
          assertThat(stands.mark().chain()).isNotEqualTo(Mark.NONE.chain());
        });
  }

  @Test
  void answers_with_every_row_that_stands_in_the_way() {
    story.write(NIGHT, List.of(create(aHead()), create(aDelivery())));

    Written beaten =
        story.write(NIGHT, List.of(create(aHead()), create(aDelivery()), create(anAccess())));

    assertThat(standingIn(beaten))
        .extracting(stands -> stands.row().id())
        .containsExactlyInAnyOrder(RowId.head(NOTIFICATION), RowId.delivery(DELIVERY));
    assertThat(story.access(NOTIFICATION)).isEmpty();
  }

  @Test
  void replaces_a_row_that_still_stands_as_it_was_read() {
    Stored<Head> read = written(aHead());
    Head changed =
        read.row()
            .planned(new Plan(List.of(aPlan()), 1, 1, 0, Optional.empty()), NIGHT.plusSeconds(600));

    assertThat(story.write(NIGHT.plusSeconds(1), List.of(new Replace(read, changed, aDeed()))))
        .isEqualTo(new Done());

    Stored<Head> now = story.head(NOTIFICATION).orElseThrow();
    assertThat(now.row()).isEqualTo(changed);
    assertThat(now.mark().version()).isEqualTo(2);
  }

  @Test
  void replaces_nothing_over_a_mark_that_has_moved_on() {
    Stored<Head> stale = written(aHead());
    Head first = stale.row().waiting(List.of(), NIGHT.plusSeconds(600));
    story.write(NIGHT.plusSeconds(1), List.of(new Replace(stale, first, aDeed())));
    Head second = stale.row().waiting(List.of(), NIGHT.plusSeconds(900));

    Written beaten =
        story.write(
            NIGHT.plusSeconds(2),
            List.of(new Replace(stale, second, aDeed()), create(aDelivery())));

    Stored<Head> stands = story.head(NOTIFICATION).orElseThrow();
    assertThat(stands.row()).isEqualTo(first);
    assertThat(standingIn(beaten)).singleElement().isEqualTo(stands);
    assertThat(story.delivery(DELIVERY)).isEmpty();

    assertThat(
            story.write(
                NIGHT.plusSeconds(2),
                List.of(new Replace(stands, second, aDeed()), create(aDelivery()))))
        .isEqualTo(new Done());
  }

  @Test
  void replaces_nothing_whose_last_entry_is_another_though_its_version_is_the_same() {
    Stored<Head> read = written(aHead());
    var forged = new Stored<>(read.row(), new Mark(read.mark().version(), "f".repeat(64)));
    Head changed = read.row().waiting(List.of(), NIGHT.plusSeconds(600));

    assertThat(standingIn(story.write(NIGHT, List.of(new Replace(forged, changed, aDeed())))))
        .singleElement()
        .isEqualTo(read);
    assertThat(story.write(NIGHT, List.of(new Replace(read, changed, aDeed()))))
        .isEqualTo(new Done());
  }

  @Test
  void is_beaten_without_a_row_when_the_row_to_be_replaced_is_not_there() {
    var imagined = new Stored<>(aHead(), new Mark(1, "f".repeat(64)));

    Written beaten = story.write(NIGHT, List.of(new Replace(imagined, aHead().routed(), aDeed())));

    assertThat(standingIn(beaten)).isEmpty();
    assertThat(story.head(NOTIFICATION)).isEmpty();
    assertThat(story.trail(NOTIFICATION)).isEmpty();
  }

  @Test
  void keeps_no_key_when_its_transaction_is_beaten() {
    story.write(NIGHT, List.of(create(aHead())));

    assertThat(standingIn(story.write(NIGHT, List.of(create(aHead()), keepKey(NOTIFICATION)))))
        .hasSize(1);
    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD)).isEmpty();
  }

  @Test
  void never_replaces_a_key_it_keeps() {
    story.write(NIGHT, List.of(create(aHead()), keepKey(NOTIFICATION)));

    Written second =
        story.write(
            NIGHT,
            List.of(create(anAccess()), new KeepKey(NOTIFICATION, Kept.PAYLOAD, new byte[] {1})));

    assertThat(standingIn(second)).isEmpty();
    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD))
        .hasValueSatisfying(StoryContract::isWrapped);
    assertThat(story.access(NOTIFICATION)).isEmpty();
  }

  @Test
  void writes_forty_changes_at_once_and_not_one_more() {
    List<Change> forty = deliveriesOf(NOTIFICATION, 40);
    List<Change> fortyOne = deliveriesOf(anotherNotification(1), 41);

    assertThatIllegalArgumentException().isThrownBy(() -> story.write(NIGHT, fortyOne));
    assertThat(story.write(NIGHT, forty)).isEqualTo(new Done());

    assertThat(trail(NOTIFICATION).rows()).hasSize(40);
    assertThat(trail(NOTIFICATION).entries()).hasSize(40);
    assertThat(story.trail(anotherNotification(1))).isEmpty();
  }

  @Test
  void refuses_a_transaction_that_writes_a_row_twice_or_nothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> story.write(NIGHT, List.of(create(aHead()), create(aHead()))));
    assertThatIllegalArgumentException().isThrownBy(() -> story.write(NIGHT, List.of()));

    assertThat(story.write(NIGHT, List.of(create(aHead())))).isEqualTo(new Done());
  }

  @Test
  void lets_exactly_one_of_several_writers_create_a_row() throws Exception {
    List<Written> answers =
        race(
            8,
            writer -> {
              NotificationId own = anotherNotification(writer);
              return story.write(NIGHT, List.of(create(aHead(own)), create(aClaim(own))));
            });

    assertThat(answers).filteredOn(Done.class::isInstance).hasSize(1);
    int winner = IntStream.range(0, 8).filter(i -> answers.get(i) instanceof Done).sum();
    for (int writer = 0; writer < 8; writer++) {
      assertThat(story.head(anotherNotification(writer)).isPresent()).isEqualTo(writer == winner);
      if (writer != winner) {
        assertThat(standingIn(answers.get(writer)))
            .singleElement()
            .extracting(Stored::row)
            .isEqualTo(aClaim(anotherNotification(winner)));
      }
    }
  }

  @Test
  void lets_exactly_one_of_several_writers_replace_a_row() throws Exception {
    Stored<Head> read = written(aHead());

    List<Written> answers =
        race(
            8,
            writer -> {
              Head own = read.row().waiting(List.of(), NIGHT.plusSeconds(1_000L + writer));
              return story.write(NIGHT, List.of(new Replace(read, own, aDeed())));
            });

    assertThat(answers).filteredOn(Done.class::isInstance).hasSize(1);
    int winner = IntStream.range(0, 8).filter(i -> answers.get(i) instanceof Done).sum();
    Stored<Head> now = story.head(NOTIFICATION).orElseThrow();
    assertThat(now.row().dueAt()).hasValue(NIGHT.plusSeconds(1_000L + winner));
    assertThat(now.mark().version()).isEqualTo(2);
    assertThat(answers)
        .filteredOn(Beaten.class::isInstance)
        .allSatisfy(lost -> assertThat(standingIn(lost)).singleElement().isEqualTo(now));
    assertThat(Verifier.verify(trail(NOTIFICATION))).isEqualTo(new Verifier.Verdict.Whole(2));
  }

  @Test
  void loses_no_step_of_a_row_that_several_writers_step() throws Exception {
    written(anAccess());

    race(
        4,
        writer -> {
          for (int step = 0; step < 5; step++) {
            boolean done = false;
            while (!done) {
              Stored<Access> read = story.access(NOTIFICATION).orElseThrow();
              done =
                  story.write(NIGHT, List.of(new Replace(read, read.row(), aDeed())))
                      instanceof Done;
            }
          }
          return new Done();
        });

    assertThat(story.access(NOTIFICATION).orElseThrow().mark().version()).isEqualTo(21);
    assertThat(Verifier.verify(trail(NOTIFICATION))).isEqualTo(new Verifier.Verdict.Whole(21));
  }

  // The trail

  @Test
  void writes_exactly_one_entry_for_each_change() {
    Stored<Head> read = written(aHead());
    Deed deed = aBareDeed();
    story.write(
        NIGHT.plusSeconds(1),
        List.of(
            new Replace(read, read.row().waiting(List.of(), NIGHT.plusSeconds(600)), deed),
            create(aDelivery())));

    Trail trail = trail(NOTIFICATION);

    AuditEntry first = Chain.next(RowId.head(NOTIFICATION), Mark.NONE, NIGHT, aDeed());
    AuditEntry second =
        Chain.next(RowId.head(NOTIFICATION), first.mark(), NIGHT.plusSeconds(1), deed);
    AuditEntry delivery =
        Chain.next(RowId.delivery(DELIVERY), Mark.NONE, NIGHT.plusSeconds(1), aDeed());
    assertThat(trail.entries()).containsExactlyInAnyOrder(first, second, delivery);
    assertThat(trail.rows())
        .containsOnlyKeys(RowId.head(NOTIFICATION), RowId.delivery(DELIVERY))
        .containsEntry(RowId.head(NOTIFICATION), second.mark())
        .containsEntry(RowId.delivery(DELIVERY), delivery.mark());
    assertThat(Verifier.verify(trail)).isEqualTo(new Verifier.Verdict.Whole(3));
  }

  @Test
  void writes_no_entry_for_a_key_or_for_a_change_that_was_beaten() {
    story.write(NIGHT, List.of(create(aHead()), keepKey(NOTIFICATION)));
    story.write(NIGHT, List.of(create(aHead()), create(aDelivery())));

    assertThat(trail(NOTIFICATION).rows()).containsOnlyKeys(RowId.head(NOTIFICATION));
    assertThat(trail(NOTIFICATION).entries())
        .containsExactly(Chain.next(RowId.head(NOTIFICATION), Mark.NONE, NIGHT, aDeed()));
  }

  @Test
  void tells_of_the_claim_too_and_of_no_other_notification() {
    NotificationId other = anotherNotification(1);
    story.write(NIGHT, List.of(create(aHead()), create(aPayload()), create(aClaim())));
    story.write(NIGHT, List.of(create(aHead(other))));

    Claim claim = aClaim();
    assertThat(trail(NOTIFICATION).rows())
        .containsOnlyKeys(RowId.head(NOTIFICATION), RowId.payload(NOTIFICATION), claim.id());
    assertThat(trail(NOTIFICATION).entries())
        .extracting(AuditEntry::row)
        .containsExactlyInAnyOrder(
            RowId.head(NOTIFICATION), RowId.payload(NOTIFICATION), claim.id());
    assertThat(Verifier.verify(trail(NOTIFICATION))).isEqualTo(new Verifier.Verdict.Whole(3));
  }

  @Test
  void states_moments_in_the_trail_to_the_millisecond() {
    Instant finer = NIGHT.plusNanos(1_999_999);

    story.write(finer, List.of(create(aHead())));

    assertThat(trail(NOTIFICATION).entries())
        .singleElement()
        .extracting(AuditEntry::at)
        .isEqualTo(NIGHT.plusMillis(1));
    assertThat(Verifier.verify(trail(NOTIFICATION))).isEqualTo(new Verifier.Verdict.Whole(1));
  }

  @Test
  void keeps_a_trail_of_more_than_ninety_nine_entries_in_order() {
    Stored<Access> read = written(anAccess());
    for (int look = 2; look <= 101; look++) {
      story.write(NIGHT.plusSeconds(look), List.of(new Replace(read, read.row(), aDeed())));
      read = story.access(NOTIFICATION).orElseThrow();
    }

    assertThat(read.mark().version()).isEqualTo(101);
    assertThat(Verifier.verify(trail(NOTIFICATION))).isEqualTo(new Verifier.Verdict.Whole(101));
  }

  // Reading

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
            aDelivery().returned(DSL, ReaderOutcome.WRONG_SCHOOL, List.of(), NIGHT));
    for (Delivery state : states) {
      assertThat(story.write(NIGHT, List.of(new Replace(read, state, aDeed()))))
          .isEqualTo(new Done());
      read = story.delivery(DELIVERY).orElseThrow();
      assertThat(read.row()).isEqualTo(state);
    }
  }

  @Test
  void gives_every_field_of_a_copy_back() {
    List<Copy> copies = List.of(aCopy(), aCopy().fetched(), aCopy().opened());
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

  // What is due

  @Test
  void lists_what_is_due_at_exactly_now_and_nothing_due_a_millisecond_later() {
    Instant due = aHead().dueAt().orElseThrow();
    story.write(NIGHT, List.of(create(aHead())));

    assertThat(story.due(due.minusMillis(1), 10)).isEmpty();
    assertThat(story.due(due, 10)).containsExactly(RowId.head(NOTIFICATION));
    assertThat(story.due(due.plusMillis(1), 10)).containsExactly(RowId.head(NOTIFICATION));
  }

  @Test
  void lists_heads_and_deliveries_longest_due_first_and_no_more_than_asked() {
    List<RowId> inOrder = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (int number = 0; number < 30; number++) {
      NotificationId id = anotherNotification(number);
      Instant due = NIGHT.plusSeconds(number);
      Row row =
          number % 2 == 0
              ? aHead(id).waiting(List.of(), due)
              : Delivery.planned(new DeliveryId(id, SCHOOL), aPlan(), List.of(), due);
      inOrder.add(row.id());
      changes.add(create(row));
    }
    Collections.reverse(changes);
    story.write(NIGHT, changes);

    assertThat(story.due(NIGHT.plusSeconds(100), 50)).containsExactlyElementsOf(inOrder);
    assertThat(story.due(NIGHT.plusSeconds(100), 7))
        .containsExactlyElementsOf(inOrder.subList(0, 7));
    assertThat(story.due(NIGHT.plusSeconds(9), 50))
        .containsExactlyElementsOf(inOrder.subList(0, 10));
  }

  @Test
  void lists_a_row_no_longer_once_it_has_no_due_time() {
    Instant later = NIGHT.plusSeconds(10_000);
    Stored<Head> read = written(aHead());
    assertThat(story.due(later, 10)).containsExactly(RowId.head(NOTIFICATION));

    story.write(NIGHT, List.of(new Replace(read, read.row().routed(), aDeed())));

    assertThat(story.due(later, 10)).isEmpty();
  }

  @Test
  void lists_a_row_by_the_due_time_it_has_now() {
    Stored<Head> read = written(aHead());
    story.write(
        NIGHT,
        List.of(
            new Replace(
                read,
                read.row().nudged(Stage.ROUTING, List.of(), NIGHT.plusSeconds(900)),
                aDeed())));

    assertThat(story.due(NIGHT.plusSeconds(899), 10)).isEmpty();
    assertThat(story.due(NIGHT.plusSeconds(900), 10)).containsExactly(RowId.head(NOTIFICATION));
  }

  // What a reader can fetch

  @Test
  void shows_a_reader_what_is_available_now_and_nothing_a_millisecond_early() {
    story.write(NIGHT, List.of(create(aCopy(DELIVERY, DSL, NIGHT))));

    assertThat(story.inbox(DSL, NIGHT.minusMillis(1))).isEmpty();
    assertThat(story.inbox(DSL, NIGHT)).containsExactly(DELIVERY);
  }

  @Test
  void shows_a_reader_the_newest_first_and_nobody_elses() {
    var first = new DeliveryId(anotherNotification(2), SCHOOL);
    var second = new DeliveryId(anotherNotification(1), SCHOOL);
    var future = new DeliveryId(anotherNotification(3), SCHOOL);
    story.write(
        NIGHT,
        List.of(
            create(aCopy(first, DSL, NIGHT.plusMillis(1))),
            create(aCopy(second, DSL, NIGHT.plusMillis(2))),
            create(aCopy(future, DSL, NIGHT.plusMillis(4))),
            create(aCopy(DELIVERY, DEPUTY, NIGHT))));

    assertThat(story.inbox(DSL, NIGHT.plusMillis(3))).containsExactly(second, first);
    assertThat(story.inbox(DEPUTY, NIGHT.plusMillis(3))).containsExactly(DELIVERY);
    assertThat(story.inbox(OTHER_READER, NIGHT.plusMillis(3))).isEmpty();
  }

  @Test
  void shows_a_reader_at_most_the_newest_hundred() {
    for (int start = 0; start < 120; start += 40) {
      List<Change> changes = new ArrayList<>();
      for (int number = start; number < start + 40; number++) {
        var id = new DeliveryId(anotherNotification(number), SCHOOL);
        changes.add(create(aCopy(id, DSL, NIGHT.plusSeconds(number))));
      }
      story.write(NIGHT, changes);
    }

    List<DeliveryId> inbox = story.inbox(DSL, NIGHT.plusSeconds(1_000));

    assertThat(inbox).hasSize(100);
    assertThat(inbox.getFirst()).isEqualTo(new DeliveryId(anotherNotification(119), SCHOOL));
    assertThat(inbox.getLast()).isEqualTo(new DeliveryId(anotherNotification(20), SCHOOL));
  }

  // The words of these tests

  private static Create create(Row row) {
    return new Create(row, aDeed());
  }

  private static KeepKey keepKey(NotificationId id) {
    return new KeepKey(id, Kept.PAYLOAD, WRAPPED);
  }

  private Stored<Head> written(Head head) {
    assertThat(story.write(NIGHT, List.of(create(head)))).isEqualTo(new Done());
    return story.head(head.notification()).orElseThrow();
  }

  private Stored<Delivery> written(Delivery delivery) {
    assertThat(story.write(NIGHT, List.of(create(delivery)))).isEqualTo(new Done());
    return story.delivery(delivery.delivery()).orElseThrow();
  }

  private Stored<Copy> written(Copy copy) {
    assertThat(story.write(NIGHT, List.of(create(copy)))).isEqualTo(new Done());
    return story.copy(copy.delivery(), copy.reader()).orElseThrow();
  }

  private Stored<Access> written(Access access) {
    assertThat(story.write(NIGHT, List.of(create(access)))).isEqualTo(new Done());
    return story.access(access.notification()).orElseThrow();
  }

  private Trail trail(NotificationId id) {
    return story.trail(id).orElseThrow();
  }

  private static List<Stored<? extends Row>> standingIn(Written written) {
    assertThat(written).isInstanceOf(Beaten.class);
    return ((Beaten) written).standing();
  }

  private static void isWrapped(byte[] key) {
    assertThat(key).isEqualTo(WRAPPED);
  }

  private static List<Change> deliveriesOf(NotificationId id, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new DeliveryId(id, new Unit(Unit.Kind.SCHOOL, Integer.toString(100_000 + i))))
        .<Change>map(delivery -> create(aDelivery(delivery)))
        .toList();
  }

  /** Starts {@code writers} threads at the same moment; their answers, in the writers' order. */
  private static List<Written> race(int writers, Writer writer) throws Exception {
    var start = new CyclicBarrier(writers);
    try (var threads = Executors.newFixedThreadPool(writers)) {
      List<Callable<Written>> runs =
          IntStream.range(0, writers)
              .<Callable<Written>>mapToObj(number ->
                  () -> {
                    start.await();
                    return writer.run(number);
                  })
              .toList();
      List<Written> answers = new ArrayList<>();
      for (Future<Written> answer : threads.invokeAll(runs)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private interface Writer {
    Written run(int number);
  }
}
