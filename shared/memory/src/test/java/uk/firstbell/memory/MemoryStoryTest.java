package uk.firstbell.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Written;
import uk.firstbell.memory.MemoryStory.Asked;

final class MemoryStoryTest {
  private static final Instant NOW = Instant.parse("2026-05-01T21:40:00.123456789Z");
  private static final NotificationId ID =
      new NotificationId("019de5b1-1d40-7000-8000-000000000001");
  private static final NotificationId LATER_ID =
      new NotificationId("019de5b1-1d40-7000-8000-000000000002");
  private static final Deed DEED =
      Deed.of(Actor.gateway("intake"), Action.COLLECTED, Happening.REPORT_ACCEPTED);

  private final MemoryStory story = new MemoryStory();

  @Test
  void tells_what_was_asked_of_stages_once_and_in_order() {
    create(LATER_ID);
    create(ID);

    assertThat(story.drainAsked())
        .containsExactly(
            new Asked(Stage.ROUTING, RowId.head(LATER_ID)),
            new Asked(Stage.ROUTING, RowId.head(ID)));
    assertThat(story.drainAsked()).isEmpty();
  }

  @Test
  void tells_nothing_of_a_row_that_asks_no_stage() {
    create(ID);
    story.drainAsked();
    Stored<Head> stands = story.head(ID).orElseThrow();

    replace(stands, stands.row().waiting(List.of(), NOW));
    assertThat(story.drainAsked()).isEmpty();

    Stored<Head> waits = story.head(ID).orElseThrow();
    replace(waits, waits.row().nudged(Stage.ROUTING, List.of(), NOW));
    assertThat(story.drainAsked()).containsExactly(new Asked(Stage.ROUTING, RowId.head(ID)));
  }

  @Test
  void tells_nothing_of_a_transaction_that_was_beaten() {
    create(ID);
    story.drainAsked();

    assertThat(
            story.write(
                NOW,
                List.of(
                    new Change.Create(head(LATER_ID), DEED), new Change.Create(head(ID), DEED))))
        .isInstanceOf(Written.Beaten.class);

    assertThat(story.drainAsked()).isEmpty();
    assertThat(story.rows())
        .extracting(stored -> stored.row().id())
        .containsExactly(RowId.head(ID));
    assertThat(story.entries()).hasSize(1);
  }

  @Test
  void shows_entries_as_written_and_rows_by_name() {
    create(LATER_ID);
    create(ID);

    assertThat(story.entries())
        .extracting(AuditEntry::row)
        .containsExactly(RowId.head(LATER_ID), RowId.head(ID));
    assertThat(story.rows())
        .extracting(stored -> stored.row().id())
        .containsExactly(RowId.head(ID), RowId.head(LATER_ID));
    assertThat(story.entries().getFirst().at())
        .isEqualTo(Instant.parse("2026-05-01T21:40:00.123Z"));
  }

  @Test
  void tells_equal_due_times_apart_by_name() {
    create(LATER_ID);
    create(ID);

    assertThat(story.due(NOW, 2)).containsExactly(RowId.head(ID), RowId.head(LATER_ID));
    assertThat(story.due(NOW, 1)).containsExactly(RowId.head(ID));
    assertThat(story.due(NOW.minusNanos(1), 2)).isEmpty();
  }

  @Test
  void forgets_a_destroyed_key_and_keeps_the_rest() {
    story.write(
        NOW,
        List.of(new Change.Create(head(ID), DEED), new Change.KeepKey(ID, new byte[] {1, 2, 3})));
    assertThat(story.wrappedKey(ID)).hasValue(new byte[] {1, 2, 3});

    story.destroyKey(ID);

    assertThat(story.wrappedKey(ID)).isEmpty();
    assertThat(story.head(ID)).isPresent();
  }

  @Test
  void lets_exactly_one_of_many_writers_change_a_row_it_read() throws Exception {
    create(ID);
    Callable<Integer> tenChanges =
        () -> {
          int done = 0;
          while (done < 10) {
            Stored<Head> read = story.head(ID).orElseThrow();
            Head changed = read.row().waiting(List.of(), NOW.plusMillis(done));
            if (replace(read, changed) instanceof Written.Done) {
              done++;
            }
          }
          return done;
        };

    List<Future<Integer>> writers;
    try (var threads = Executors.newFixedThreadPool(8)) {
      writers = threads.invokeAll(Collections.nCopies(8, tenChanges));
    }

    assertThat(writers).hasSize(8).allSatisfy(writer -> assertThat(writer.get()).isEqualTo(10));
    Mark mark = story.head(ID).orElseThrow().mark();
    assertThat(mark.version()).isEqualTo(81);
    assertThat(Verifier.verify(story.trail(ID).orElseThrow()))
        .isEqualTo(new Verifier.Verdict.Whole(81));
  }

  private void create(NotificationId id) {
    assertThat(story.write(NOW, List.of(new Change.Create(head(id), DEED))))
        .isEqualTo(new Written.Done());
  }

  private Written replace(Stored<Head> was, Head becomes) {
    return story.write(NOW, List.of(new Change.Replace(was, becomes, DEED)));
  }

  private static Head head(NotificationId id) {
    return new Head(
        id,
        new ForceCode("WXC"),
        new ClientMessageId("m-" + id),
        "PPU",
        "da.v1",
        1,
        false,
        NOW,
        NOW,
        "r".repeat(64),
        List.of("s".repeat(64)),
        Head.State.ACCEPTED,
        Optional.empty(),
        List.of(),
        Optional.of(Stage.ROUTING),
        Optional.of(NOW));
  }
}
