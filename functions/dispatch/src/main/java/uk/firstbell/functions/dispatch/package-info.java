/**
 * Deliveries are sealed and alerted: a queue's messages to {@link
 * uk.firstbell.domain.dispatch.Dispatch} and back.
 *
 * <p>If the process dies here the messages come again, and dispatch goes on from where it left off;
 * an alert that was being sent is sent once more, which the trail says.
 */
@NullMarked
package uk.firstbell.functions.dispatch;

import org.jspecify.annotations.NullMarked;
