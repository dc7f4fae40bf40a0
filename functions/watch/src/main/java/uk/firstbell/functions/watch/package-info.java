/**
 * Each minute whatever is due is taken: a schedule to {@link uk.firstbell.domain.watch.Watch}. Each
 * quarter of an hour whatever that missed is taken and confessed: another schedule to {@link
 * uk.firstbell.domain.watch.Reconciliation}, in a function of its own, which alone may read all
 * rows.
 *
 * <p>If a process dies here, what it did not reach is still due the next time.
 */
@NullMarked
package uk.firstbell.functions.watch;

import org.jspecify.annotations.NullMarked;
