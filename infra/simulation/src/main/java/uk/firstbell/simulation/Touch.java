package uk.firstbell.simulation;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One call of a run.
 *
 * @param number from 1, in the order of the run
 * @param what the port and its method, or who brings the stage its work
 * @param ways how it can fail
 */
public record Touch(int number, String what, Set<Way> ways) {
  public Touch {
    ways = Collections.unmodifiableSet(EnumSet.copyOf(ways));
  }
}
