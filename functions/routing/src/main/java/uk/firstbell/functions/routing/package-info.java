/**
 * Reports are routed: a queue's messages to {@link uk.firstbell.domain.routing.Routing} and back.
 *
 * <p>If the process dies here the messages come again, and routing goes on from where it left off.
 */
@NullMarked
package uk.firstbell.functions.routing;

import org.jspecify.annotations.NullMarked;
