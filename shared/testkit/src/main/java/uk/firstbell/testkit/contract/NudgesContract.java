package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.story.Nudges;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;

/** What every {@link Nudges} does, whatever its queues are. */
public abstract class NudgesContract {
  private Nudges nudges;

  /** Nudges to queues that are empty now. */
  protected abstract Nudges nudgesToEmptyQueues();

  /** Takes everything that waits in {@code stage}'s queue, in any order. */
  protected abstract List<RowId> takeAll(Stage stage);

  @BeforeEach
  void empty_the_queues() {
    nudges = nudgesToEmptyQueues();
  }

  @Test
  void puts_each_rows_name_in_the_queue_of_its_stage_and_in_no_other() {
    assertThat(nudges.send(Stage.ROUTING, List.of(RowId.head(NOTIFICATION)))).isEmpty();
    assertThat(nudges.send(Stage.DISPATCH, List.of(RowId.delivery(DELIVERY)))).isEmpty();

    assertThat(takeAll(Stage.ROUTING)).containsExactly(RowId.head(NOTIFICATION));
    assertThat(takeAll(Stage.DISPATCH)).containsExactly(RowId.delivery(DELIVERY));
  }

  @Test
  void sends_a_thousand_rows_at_once_and_not_one_more() {
    List<RowId> rows =
        IntStream.range(0, 1_000).mapToObj(i -> RowId.head(anotherNotification(i))).toList();

    assertThat(nudges.send(Stage.ROUTING, rows)).isEmpty();

    assertThat(takeAll(Stage.ROUTING)).containsExactlyInAnyOrderElementsOf(rows);
    List<RowId> more = Collections.nCopies(1_001, rows.getFirst());
    assertThatIllegalArgumentException().isThrownBy(() -> nudges.send(Stage.ROUTING, more));
  }

  @Test
  void sends_nothing_for_no_rows() {
    assertThat(nudges.send(Stage.ROUTING, List.of())).isEmpty();

    assertThat(takeAll(Stage.ROUTING)).isEmpty();
  }
}
