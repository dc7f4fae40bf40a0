package uk.firstbell.domain.story;

import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.model.NotificationId;

/** One part of a transaction. A row cannot be written without the deed its trail will keep. */
public sealed interface Change {
  /** Writes a row that must not exist. */
  record Create(Row row, Deed deed) implements Change {
    public Create {
      requireDueTime(row);
    }
  }

  /** Writes a row over one that must still stand as it was read. */
  record Replace(Stored<? extends Row> was, Row row, Deed deed) implements Change {
    public Replace {
      if (!was.row().id().equals(row.id())) {
        throw new IllegalArgumentException("a row is replaced by itself, changed");
      }
      requireDueTime(row);
    }
  }

  /**
   * Keeps a wrapped data key of a notification, apart from the rows and without an entry of its
   * own: the key must leave no copy when it is destroyed.
   */
  record KeepKey(NotificationId notification, Kept what, byte[] wrapped) implements Change {
    public KeepKey {
      wrapped = wrapped.clone();
    }

    @Override
    public byte[] wrapped() {
      return wrapped.clone();
    }
  }

  /** Whatever is open is looked at again: a row without a due time would be forgotten. */
  private static void requireDueTime(Row row) {
    if (row instanceof Watched watched && !watched.isFinal() && watched.dueAt().isEmpty()) {
      throw new IllegalArgumentException("a row that is not final is written with a due time");
    }
  }
}
