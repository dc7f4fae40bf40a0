/**
 * The events that start a function, and the answers it gives, as values. Handlers are stream
 * handlers and read with these, because the runtime's own object mapping costs more than three
 * times as much at a cold start.
 *
 * <p>An event that is not of its kind is a mistake in our own wiring: reading it throws {@link
 * IllegalArgumentException}. What a stranger controls inside an event is never thrown about, only
 * handed on.
 */
@NullMarked
package uk.firstbell.wire.lambda;

import org.jspecify.annotations.NullMarked;
