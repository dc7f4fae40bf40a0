/**
 * How a person comes to read: by which sign-in they are known, and by which key of a device of
 * theirs notices are sealed to them. Somebody who answers for their organisation approves each.
 *
 * <p>Every step is one transaction, its audit entry with it; if the process dies before it, the
 * request is repeated and finds things as they were.
 */
@NullMarked
package uk.firstbell.domain.enrolment;

import org.jspecify.annotations.NullMarked;
