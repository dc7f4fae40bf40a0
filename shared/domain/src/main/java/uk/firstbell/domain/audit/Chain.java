package uk.firstbell.domain.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.RowId;

/**
 * How entries are chained: SHA-256 over every field of an entry and the hash before it, written as
 * {@link Fields} in the order of {@link #hash}. Times are milliseconds since 1970.
 */
public final class Chain {
  private Chain() {}

  /** The entry that records {@code deed} on a row which stood at {@code before}. */
  public static AuditEntry next(RowId row, Mark before, Instant at, Deed deed) {
    Instant whole = at.truncatedTo(ChronoUnit.MILLIS);
    long version = before.version() + 1;
    String hash = hash(row, version, whole, deed, before.chain());
    return new AuditEntry(row, version, whole, deed, before.chain(), hash);
  }

  /** Whether {@code entry} holds what its hash says it holds. */
  public static boolean holds(AuditEntry entry) {
    return entry
        .hash()
        .equals(hash(entry.row(), entry.version(), entry.at(), entry.deed(), entry.previous()));
  }

  private static String hash(RowId row, long version, Instant at, Deed deed, String previous) {
    var fields =
        new Fields("firstbell.audit.v1")
            .add(row.partition())
            .add(row.sort())
            .add(version)
            .add(at.toEpochMilli())
            .add(deed.actor().kind())
            .add(deed.actor().id())
            .add(deed.actor().organisation())
            .add(deed.action())
            .add(deed.happening())
            .count(deed.facts().size());
    deed.facts().forEach((name, fact) -> fields.add(name).add(fact));
    fields.count(deed.subjects().size());
    deed.subjects().forEach(fields::add);
    return fields.add(previous).sha256();
  }
}
