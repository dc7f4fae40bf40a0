/**
 * An accepted report becomes a frozen plan and one delivery a school.
 *
 * <p>If the process dies after the plan is frozen, a repeat makes the deliveries that are missing:
 * the plan says which.
 */
@NullMarked
package uk.firstbell.domain.routing;

import org.jspecify.annotations.NullMarked;
