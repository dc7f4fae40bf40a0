/**
 * Reports come in: HTTP to {@link uk.firstbell.domain.intake.Intake} and back.
 *
 * <p>If the process dies before its one write, the sender has no answer and repeats; if it dies
 * after, the repeat gets the first answer.
 */
@NullMarked
package uk.firstbell.functions.intake;

import org.jspecify.annotations.NullMarked;
