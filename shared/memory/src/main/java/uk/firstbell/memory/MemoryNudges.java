package uk.firstbell.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import uk.firstbell.domain.story.Nudges;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;

/** The stages' queues, in the order they were filled. */
public final class MemoryNudges implements Nudges {
  private static final int ROWS_MAX = 1000;

  private final Object lock = new Object();
  private final List<Nudge> taken = new ArrayList<>();
  private final List<Nudge> waiting = new ArrayList<>();
  private Set<RowId> notTaken = Set.of();

  /** One row's name on one stage's queue. */
  public record Nudge(Stage stage, RowId row) {}

  @Override
  public List<RowId> send(Stage stage, List<RowId> rows) {
    if (rows.size() > ROWS_MAX) {
      throw new IllegalArgumentException("at most 1,000 rows are sent at once");
    }
    synchronized (lock) {
      for (RowId row : rows) {
        if (!notTaken.contains(row)) {
          taken.add(new Nudge(stage, row));
          waiting.add(new Nudge(stage, row));
        }
      }
      return rows.stream().filter(notTaken::contains).toList();
    }
  }

  /** From now on takes every row but these. */
  public void takeAllBut(Set<RowId> rows) {
    synchronized (lock) {
      notTaken = Set.copyOf(rows);
    }
  }

  /** Every nudge ever taken, in order. */
  public List<Nudge> taken() {
    synchronized (lock) {
      return List.copyOf(taken);
    }
  }

  /** Empties {@code stage}'s queue: the rows that waited on it, oldest first. */
  public List<RowId> drain(Stage stage) {
    synchronized (lock) {
      List<RowId> rows =
          waiting.stream().filter(nudge -> nudge.stage() == stage).map(Nudge::row).toList();
      waiting.removeIf(nudge -> nudge.stage() == stage);
      return rows;
    }
  }
}
