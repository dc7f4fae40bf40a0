package uk.firstbell.domain.invariants;

import uk.firstbell.domain.story.RowId;

/**
 * An invariant that does not hold.
 *
 * @param invariant which one, by its number in design section 9: {@code I1} to {@code I5}
 * @param where the row that breaks it
 * @param what how, in a constant sentence
 */
public record Breach(String invariant, RowId where, String what) {
  @Override
  public String toString() {
    return invariant + " " + where + ": " + what;
  }
}
