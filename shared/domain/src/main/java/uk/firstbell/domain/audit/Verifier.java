package uk.firstbell.domain.audit;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.RowId;

/**
 * Says whether a trail is whole. Needs nothing but the trail, so that anybody may run it.
 *
 * <p>A row's own mark proves its last entry; each entry proves the one before it. What it cannot
 * see is a row removed together with its mark and all its entries, or a row and its trail rewritten
 * together by someone who can write both tables: the signed log of a later landing closes that.
 */
public final class Verifier {
  private Verifier() {}

  /** What the verifier found. */
  public sealed interface Verdict {
    /** Every entry is there, in its place, unchanged. */
    record Whole(int entries) implements Verdict {}

    /** The first broken entry, by row and then by version, and what is wrong with it. */
    record Broken(RowId row, long version, Flaw flaw) implements Verdict {
      public String name() {
        return row + "#" + version;
      }
    }
  }

  /** What can be wrong with an entry. */
  public enum Flaw {
    /** It is not there, although the row or a later entry says it was. */
    MISSING,
    /** Its contents are not what its hash says. */
    ALTERED,
    /** It does not hold the hash of the entry before it. */
    UNCHAINED,
    /** It comes after the row's last change, or belongs to no row. */
    UNACCOUNTED,
    /** It is the row's last entry by number, but the row's mark names another hash. */
    NOT_THE_ROWS_LAST
  }

  public static Verdict verify(Trail trail) {
    Map<RowId, List<AuditEntry>> byRow =
        trail.entries().stream()
            .sorted(comparing(AuditEntry::row).thenComparing(comparingLong(AuditEntry::version)))
            .collect(Collectors.groupingBy(AuditEntry::row, TreeMap::new, Collectors.toList()));
    var rows = new TreeSet<>(trail.rows().keySet());
    rows.addAll(byRow.keySet());
    for (RowId row : rows) {
      Mark mark = trail.rows().getOrDefault(row, Mark.NONE);
      Verdict verdict = verifyRow(row, mark, byRow.getOrDefault(row, List.of()));
      if (verdict instanceof Verdict.Broken) {
        return verdict;
      }
    }
    return new Verdict.Whole(trail.entries().size());
  }

  private static Verdict verifyRow(RowId row, Mark mark, List<AuditEntry> entries) {
    Mark reached = Mark.NONE;
    for (AuditEntry entry : entries) {
      long expected = reached.version() + 1;
      if (expected > mark.version()) {
        return new Verdict.Broken(row, entry.version(), Flaw.UNACCOUNTED);
      }
      if (entry.version() != expected) {
        return new Verdict.Broken(row, expected, Flaw.MISSING);
      }
      if (!Chain.holds(entry)) {
        return new Verdict.Broken(row, expected, Flaw.ALTERED);
      }
      if (!entry.previous().equals(reached.chain())) {
        return new Verdict.Broken(row, expected, Flaw.UNCHAINED);
      }
      reached = entry.mark();
    }
    if (reached.version() < mark.version()) {
      return new Verdict.Broken(row, reached.version() + 1, Flaw.MISSING);
    }
    if (!reached.equals(mark)) {
      return new Verdict.Broken(row, mark.version(), Flaw.NOT_THE_ROWS_LAST);
    }
    return new Verdict.Whole(entries.size());
  }
}
