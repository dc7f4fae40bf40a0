package uk.firstbell.domain.story;

/** A row that is not final, as somebody comes upon it who reads every row there is. */
public sealed interface OpenRow {
  /** The row as it stands. */
  record Standing(Stored<? extends Watched> stored) implements OpenRow {}

  /**
   * A row that cannot be told to be final, because it cannot be read.
   *
   * @param why carries nothing of what the row holds
   */
  record Unreadable(RowId row, RuntimeException why) implements OpenRow {}
}
