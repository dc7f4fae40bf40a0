/**
 * What is done, and when, for as long as nobody has opened a delivery (domain sections 8.2 and
 * 8.3): planned once, then climbed rung by rung.
 */
@NullMarked
package uk.firstbell.domain.ladder;

import org.jspecify.annotations.NullMarked;
