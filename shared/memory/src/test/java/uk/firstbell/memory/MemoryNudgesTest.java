package uk.firstbell.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.memory.MemoryNudges.Nudge;

final class MemoryNudgesTest {
  private static final RowId A = new RowId("N#a", "HEAD");
  private static final RowId B = new RowId("N#b", "HEAD");

  private final MemoryNudges nudges = new MemoryNudges();

  @Test
  void empties_one_stages_queue_and_leaves_the_others() {
    nudges.send(Stage.ROUTING, List.of(B, A));
    nudges.send(Stage.DISPATCH, List.of(A));

    assertThat(nudges.drain(Stage.ROUTING)).containsExactly(B, A);
    assertThat(nudges.drain(Stage.ROUTING)).isEmpty();
    assertThat(nudges.drain(Stage.DISPATCH)).containsExactly(A);
    assertThat(nudges.taken())
        .containsExactly(
            new Nudge(Stage.ROUTING, B), new Nudge(Stage.ROUTING, A), new Nudge(Stage.DISPATCH, A));
  }

  @Test
  void gives_back_what_it_was_told_not_to_take_until_told_otherwise() {
    nudges.takeAllBut(Set.of(A));
    assertThat(nudges.send(Stage.ROUTING, List.of(A, B))).containsExactly(A);
    assertThat(nudges.drain(Stage.ROUTING)).containsExactly(B);

    nudges.takeAllBut(Set.of());
    assertThat(nudges.send(Stage.ROUTING, List.of(A))).isEmpty();
    assertThat(nudges.drain(Stage.ROUTING)).containsExactly(A);
  }
}
