/**
 * A force's signed request becomes the gateway's duty: proved, read, judged, and written once with
 * a due time.
 *
 * <p>If the process dies before the write, the sender has no answer and repeats; after it, the
 * report is safe and due.
 */
@NullMarked
package uk.firstbell.domain.intake;

import org.jspecify.annotations.NullMarked;
