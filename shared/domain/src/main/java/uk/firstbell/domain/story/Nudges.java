package uk.firstbell.domain.story;

import java.util.List;

/** Tells stages which rows wait for them. A nudge may get lost or come twice; the rows remember. */
public interface Nudges {
  /**
   * Sends each row's name to {@code stage}'s queue.
   *
   * @param rows at most 1,000
   * @return the rows whose nudge the queue did not take; to be sent again
   */
  List<RowId> send(Stage stage, List<RowId> rows);
}
