package uk.firstbell.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.testkit.fixture.SampleStory.DEPUTY;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.SCHOOL;
import static uk.firstbell.testkit.fixture.SampleStory.aCopy;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aDelivery;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.aPayload;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Written;
import uk.firstbell.memory.MemoryStory.Asked;

final class MemoryStoryTest {
  private static final NotificationId FIRST = anotherNotification(1);
  private static final NotificationId SECOND = anotherNotification(2);

  private final MemoryStory story = new MemoryStory();

  @Test
  void tells_what_was_asked_of_stages_once_and_in_order() {
    create(aHead(SECOND), aPayload(), aHead(FIRST));
    create(aDelivery());

    assertThat(story.drainAsked())
        .containsExactly(
            new Asked(Stage.ROUTING, RowId.head(SECOND)),
            new Asked(Stage.ROUTING, RowId.head(FIRST)),
            new Asked(Stage.DISPATCH, aDelivery().id()));
    assertThat(story.drainAsked()).isEmpty();
  }

  @Test
  void tells_nothing_of_a_row_that_asks_no_stage() {
    create(aHead());
    story.drainAsked();

    replace(head().row().waiting(List.of(), NIGHT));
    assertThat(story.drainAsked()).isEmpty();

    replace(head().row().nudged(Stage.ROUTING, List.of(), NIGHT));
    assertThat(story.drainAsked())
        .containsExactly(new Asked(Stage.ROUTING, RowId.head(NOTIFICATION)));
  }

  @Test
  void tells_nothing_of_a_transaction_that_was_beaten() {
    create(aHead(FIRST));
    story.drainAsked();

    assertThat(story.write(NIGHT, List.of(creation(aHead(SECOND)), creation(aHead(FIRST)))))
        .isInstanceOf(Written.Beaten.class);

    assertThat(story.drainAsked()).isEmpty();
    assertThat(story.rows()).hasSize(1);
    assertThat(story.entries()).hasSize(1);
  }

  @Test
  void shows_entries_as_written_and_rows_by_name() {
    create(aHead(SECOND), aHead(FIRST));

    assertThat(story.entries())
        .extracting(AuditEntry::row)
        .containsExactly(RowId.head(SECOND), RowId.head(FIRST));
    assertThat(story.rows())
        .extracting(stored -> stored.row().id())
        .containsExactly(RowId.head(FIRST), RowId.head(SECOND));
  }

  @Test
  void tells_equal_due_times_apart_by_name() {
    create(aHead(SECOND), aHead(FIRST));

    assertThat(story.due(NIGHT.plusSeconds(300), 2))
        .containsExactly(RowId.head(FIRST), RowId.head(SECOND));
    assertThat(story.due(NIGHT.plusSeconds(300), 1)).containsExactly(RowId.head(FIRST));
  }

  @Test
  void shows_the_later_notification_first_when_copies_came_at_once() {
    var first = new DeliveryId(FIRST, SCHOOL);
    var second = new DeliveryId(SECOND, SCHOOL);
    create(aCopy(first, DEPUTY, NIGHT), aCopy(second, DEPUTY, NIGHT));

    assertThat(story.inbox(DEPUTY, NIGHT)).containsExactly(second, first);
  }

  @Test
  void forgets_a_destroyed_key_and_keeps_the_rest() {
    story.write(NIGHT, List.of(creation(aHead()), keepKey()));
    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD)).hasValue(new byte[] {1, 2, 3});

    story.destroyKey(NOTIFICATION);

    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD)).isEmpty();
    assertThat(story.head(NOTIFICATION)).isPresent();
  }

  @Test
  void hands_out_copies_of_a_key() {
    story.write(NIGHT, List.of(keepKey()));

    story.wrappedKey(NOTIFICATION, Kept.PAYLOAD).orElseThrow()[0] = 9;

    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD)).hasValue(new byte[] {1, 2, 3});
  }

  @Test
  void refuses_a_transaction_that_keeps_a_key_twice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> story.write(NIGHT, List.of(keepKey(), keepKey())));

    assertThat(story.write(NIGHT, List.of(keepKey()))).isEqualTo(new Written.Done());
  }

  private void create(Row... rows) {
    List<Change> changes = Stream.of(rows).map(MemoryStoryTest::creation).toList();
    assertThat(story.write(NIGHT, changes)).isEqualTo(new Written.Done());
  }

  private void replace(Head becomes) {
    List<Change> changes = List.of(new Change.Replace(head(), becomes, aDeed()));
    assertThat(story.write(NIGHT, changes)).isEqualTo(new Written.Done());
  }

  private Stored<Head> head() {
    return story.head(NOTIFICATION).orElseThrow();
  }

  private static Change creation(Row row) {
    return new Change.Create(row, aDeed());
  }

  private static Change keepKey() {
    return new Change.KeepKey(NOTIFICATION, Kept.PAYLOAD, new byte[] {1, 2, 3});
  }
}
