package uk.firstbell.domain.watch;

import java.util.List;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.story.RowId;

/**
 * What one sweep did.
 *
 * @param taken the steps it took, and what it recorded of each
 * @param failed the rows it could not take, and why; due again next time
 * @param beaten how many another writer changed meanwhile; they are looked at again next time
 * @param more whether there was more due than one sweep takes
 */
public record Sweep(List<Taken> taken, List<Failed> failed, int beaten, boolean more) {
  public Sweep {
    taken = List.copyOf(taken);
    failed = List.copyOf(failed);
  }

  /** One step the sweep took. */
  public record Taken(RowId row, Deed deed) {}

  /** One row the sweep could not take. */
  public record Failed(RowId row, RuntimeException failure) {}
}
