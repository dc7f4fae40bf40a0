package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.aClaim;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aDelivery;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.aPayload;
import static uk.firstbell.testkit.fixture.SampleStory.aPlan;
import static uk.firstbell.testkit.fixture.SampleStory.anAccess;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Access;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Change.KeepKey;
import uk.firstbell.domain.story.Change.Replace;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.story.Written.Beaten;
import uk.firstbell.domain.story.Written.Done;

/** How every {@link Story} writes: all of a transaction or nothing, and one of several writers. */
public abstract class StoryWritingContract extends OnAStory {
  @Test
  void creates_every_row_of_a_transaction() {
    assertThat(
            story.write(
                NIGHT,
                List.of(
                    create(aHead()), create(aPayload()), create(aClaim()), keepKey(NOTIFICATION))))
        .isEqualTo(new Done());

    assertThat(story.head(NOTIFICATION).orElseThrow().row()).isEqualTo(aHead());
    assertThat(story.payload(NOTIFICATION).orElseThrow().row().sealed())
        .isEqualTo(aPayload().sealed());
    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD))
        .hasValueSatisfying(OnAStory::isWrapped);
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
        .hasValueSatisfying(OnAStory::isWrapped);
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
        .hasValueSatisfying(OnAStory::isWrapped);
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
