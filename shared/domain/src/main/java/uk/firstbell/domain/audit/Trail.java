package uk.firstbell.domain.audit;

import java.util.List;
import java.util.Map;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.RowId;

/**
 * A notification's rows as they stand and everything written about them.
 *
 * @param rows each row's mark: how many entries it must have, and the hash of the last
 * @param entries in any order
 */
public record Trail(Map<RowId, Mark> rows, List<AuditEntry> entries) {
  public Trail {
    rows = Map.copyOf(rows);
    entries = List.copyOf(entries);
  }
}
