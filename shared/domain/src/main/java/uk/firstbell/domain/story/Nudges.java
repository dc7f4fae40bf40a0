package uk.firstbell.domain.story;

import java.util.List;

/** Tells stages which rows wait for them. A nudge may get lost or come twice; the rows remember. */
public interface Nudges {
  /**
   * Sends each row's name to {@code stage}'s queue.
   *
   * @param rows at most 1,000
   * @return the rows whose nudge the queue did not take; to be sent again
   * @throws IllegalArgumentException if there are more rows, or one of a kind no stage waits for: a
   *     bug in the caller
   */
  List<RowId> send(Stage stage, List<RowId> rows);
}
