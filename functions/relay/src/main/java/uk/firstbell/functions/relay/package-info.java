/**
 * The names of rows that wait go to the queue of the stage they wait for (design section 2).
 *
 * <p>If the process dies here the stream hands the same changes over again, and a nudge that comes
 * twice is an ordinary one. If a nudge is lost all the same, the watch misses what it should have
 * caused.
 */
@NullMarked
package uk.firstbell.functions.relay;

import org.jspecify.annotations.NullMarked;
