package uk.firstbell.domain.watch;

import java.util.List;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.story.RowId;

/**
 * What one sweep did.
 *
 * @param taken the rows it acted on, and what it recorded of each
 * @param beaten how many another writer changed meanwhile; they are looked at again next time
 * @param more whether there was more due than one sweep takes
 */
public record Sweep(List<Taken> taken, int beaten, boolean more) {
  public Sweep {
    taken = List.copyOf(taken);
  }

  /** One row the sweep acted on. */
  public record Taken(RowId row, Happening happening) {}
}
