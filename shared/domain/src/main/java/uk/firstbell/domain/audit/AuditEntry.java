package uk.firstbell.domain.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.RowId;

/**
 * One change of one row, for ever.
 *
 * @param row the row that changed
 * @param version the row's version after the change, from 1: the entry's place in the row's trail
 * @param at when, as the stage that did it read its clock; whole milliseconds
 * @param previous the hash of the row's entry before this one; 64 zeros for the first
 * @param hash of everything above, {@link Chain}; lower-case hex
 */
public record AuditEntry(
    RowId row, long version, Instant at, Deed deed, String previous, String hash) {

  /** The row's mark once this entry is written. */
  public Mark mark() {
    return new Mark(version, hash);
  }

  public Actor actor() {
    return deed.actor();
  }

  public Action action() {
    return deed.action();
  }

  public Happening happening() {
    return deed.happening();
  }

  public Map<String, String> facts() {
    return deed.facts();
  }

  public List<String> subjects() {
    return deed.subjects();
  }

  /** How a person, or the verifier, names this entry. */
  public String name() {
    return row + "#" + version;
  }
}
