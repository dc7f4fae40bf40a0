/**
 * Each minute whatever is due is taken: a schedule to {@link uk.firstbell.domain.watch.Watch}.
 *
 * <p>If the process dies here, what it did not reach is still due in the next minute.
 */
@NullMarked
package uk.firstbell.functions.watch;

import org.jspecify.annotations.NullMarked;
