/**
 * An auditor asks what happened: HTTP to {@link uk.firstbell.domain.audit.Audit} and back.
 *
 * <p>If the process dies before it answers, the trail holds a look that nobody had.
 */
@NullMarked
package uk.firstbell.functions.audit;

import org.jspecify.annotations.NullMarked;
