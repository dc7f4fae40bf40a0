package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.DEPUTY;
import static uk.firstbell.testkit.fixture.SampleStory.DSL;
import static uk.firstbell.testkit.fixture.SampleStory.LOCAL_AUTHORITY;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.SCHOOL;
import static uk.firstbell.testkit.fixture.SampleStory.aCopy;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aDelivery;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.aPlan;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Change.Replace;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Listed;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.SealingAgain;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/** What every {@link Story} lists: rows by their due time, and copies by their reader. */
public abstract class StoryListsContract extends OnAStory {
  private static final Unit ELSEWHERE = new Unit(Unit.Kind.SCHOOL, "102346");
  private static final PersonId OTHER_READER = new PersonId("larkfield-deputy-2");

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

  @Test
  void lists_a_unit_s_deliveries_while_they_may_be_sealed_to_somebody() {
    Stored<Delivery> read = written(aDelivery());
    written(aDelivery(new DeliveryId(NOTIFICATION, ELSEWHERE)));
    assertThat(ids(story.listed(SCHOOL, Optional.empty()))).containsExactly(DELIVERY);
    assertThat(story.listed(LOCAL_AUTHORITY, Optional.empty())).isEmpty();

    Map<Delivery, Boolean> listed = new LinkedHashMap<>();
    listed.put(aDelivery().opened(DSL, NIGHT, NIGHT), true);
    listed.put(closed(), false);
    listed.put(closed().sealingAgain(asked(), NIGHT), false);
    listed.put(aDelivery().available(List.of(), NIGHT), true);
    listed.put(aDelivery().returned(DSL, ReaderOutcome.WRONG_CHILD, List.of(), NIGHT), false);
    for (var one : listed.entrySet()) {
      story.write(NIGHT, List.of(new Replace(read, one.getKey(), aDeed())));
      read = story.delivery(DELIVERY).orElseThrow();
      assertThat(ids(story.listed(SCHOOL, Optional.empty())).contains(DELIVERY))
          .isEqualTo(one.getValue());
    }
  }

  @Test
  void lists_a_wish_to_its_unit_and_its_authority_while_it_waits_for_somebody_to_agree() {
    Stored<Delivery> read = written(aDelivery());
    Map<Delivery, Boolean> waits = new LinkedHashMap<>();
    waits.put(aDelivery().sealingAgain(SealingAgain.wished(DSL, NIGHT), NIGHT), false);
    waits.put(closed().sealingAgain(asked(), NIGHT), true);
    waits.put(closed().leaving(asked().told()), true);
    waits.put(
        closed().sealingAgain(asked().decided(SealingAgain.Progress.APPROVED, DEPUTY), NIGHT),
        false);
    waits.put(closed().leaving(asked().decided(SealingAgain.Progress.REFUSED, DEPUTY)), false);
    waits.put(closed().leaving(asked().ended(SealingAgain.Progress.DONE)), false);
    for (var one : waits.entrySet()) {
      story.write(NIGHT, List.of(new Replace(read, one.getKey(), aDeed())));
      read = story.delivery(DELIVERY).orElseThrow();
      List<Listed> expected =
          one.getValue() ? List.of(new Listed(DELIVERY, asked().askedAt())) : List.of();
      assertThat(story.waiting(SCHOOL, Optional.empty())).isEqualTo(expected);
      assertThat(story.waitingFor(LOCAL_AUTHORITY, Optional.empty())).isEqualTo(expected);
      assertThat(story.waiting(ELSEWHERE, Optional.empty())).isEmpty();
      assertThat(story.waitingFor(ELSEWHERE, Optional.empty())).isEmpty();
    }
  }

  @Test
  void pages_what_waits_longest_waiting_first() {
    List<DeliveryId> inOrder = new ArrayList<>();
    for (int start = 0; start < 120; start += 40) {
      List<Change> changes = new ArrayList<>();
      for (int number = start; number < start + 40; number++) {
        var id = new DeliveryId(anotherNotification(number), SCHOOL);
        inOrder.add(id);
        var wish = SealingAgain.asked(DSL, NIGHT.plusSeconds(number)).told();
        changes.add(create(closed(aDelivery(id)).leaving(wish)));
      }
      Collections.reverse(changes);
      story.write(NIGHT, changes);
    }

    List<Listed> first = story.waiting(SCHOOL, Optional.empty());
    List<Listed> second = story.waiting(SCHOOL, Listed.last(first));

    assertThat(ids(first)).isEqualTo(inOrder.subList(0, 100));
    assertThat(ids(second)).isEqualTo(inOrder.subList(100, 120));
    assertThat(Listed.last(second)).isEmpty();
    assertThat(story.waitingFor(LOCAL_AUTHORITY, Optional.empty())).isEqualTo(first);
    assertThat(story.waitingFor(LOCAL_AUTHORITY, Listed.last(first))).isEqualTo(second);
    assertThat(story.waitingFor(LOCAL_AUTHORITY, Listed.read(first.getLast().toString())))
        .isEqualTo(second);
  }

  @Test
  void pages_what_is_open_latest_due_first_to_the_last() {
    List<DeliveryId> written = new ArrayList<>();
    for (int start = 0; start < 120; start += 40) {
      List<Change> changes = new ArrayList<>();
      for (int number = start; number < start + 40; number++) {
        var id = new DeliveryId(anotherNotification(number), SCHOOL);
        written.add(id);
        var deadline = new Deadline(NIGHT.plusSeconds(number), NIGHT, "R6", "As it is.");
        changes.add(create(Delivery.planned(id, aPlan(SCHOOL, deadline), List.of(), NIGHT)));
      }
      story.write(NIGHT, changes);
    }

    List<Listed> first = story.listed(SCHOOL, Optional.empty());
    List<Listed> second = story.listed(SCHOOL, Listed.last(first));

    assertThat(ids(first)).isEqualTo(written.reversed().subList(0, 100));
    assertThat(ids(second)).isEqualTo(written.reversed().subList(100, 120));
  }

  private static List<DeliveryId> ids(List<Listed> page) {
    return page.stream().map(Listed::delivery).toList();
  }

  private static Delivery closed() {
    return closed(aDelivery());
  }

  private static Delivery closed(Delivery open) {
    return open.opened(DSL, NIGHT, NIGHT).acknowledged(DSL, ReaderOutcome.SILENT_WATCH);
  }

  private static SealingAgain asked() {
    return SealingAgain.asked(DSL, NIGHT.plusMillis(3));
  }
}
