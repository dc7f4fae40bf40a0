/**
 * School days and wall time. The only place where Europe/London exists: everything it answers is an
 * instant with a reason (domain section 8).
 */
@NullMarked
package uk.firstbell.domain.calendar;

import org.jspecify.annotations.NullMarked;
