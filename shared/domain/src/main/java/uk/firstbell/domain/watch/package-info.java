/**
 * Each minute: what is due, what is late, and who is to be told. Every open row has a due time, so
 * nothing that was lost elsewhere stays lost.
 *
 * <p>If the process dies in the middle of a sweep, what it did not reach is still due.
 */
@NullMarked
package uk.firstbell.domain.watch;

import org.jspecify.annotations.NullMarked;
