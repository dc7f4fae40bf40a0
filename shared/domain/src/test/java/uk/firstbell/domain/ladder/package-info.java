/** Every rung of every lane, as literal instants. */
@NullMarked
package uk.firstbell.domain.ladder;

import org.jspecify.annotations.NullMarked;
