package uk.firstbell.domain.story;

import java.util.List;

/** What became of a transaction. */
public sealed interface Written {
  /** All of it happened. */
  record Done() implements Written {}

  /**
   * None of it happened: another writer came first, or this very transaction did and its answer was
   * lost.
   *
   * @param standing the rows that stood in the way, as they stand; empty if a row that was to be
   *     replaced is gone
   */
  record Beaten(List<Stored<? extends Row>> standing) implements Written {
    public Beaten {
      standing = List.copyOf(standing);
    }
  }
}
