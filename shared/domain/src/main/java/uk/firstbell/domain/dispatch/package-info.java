/**
 * A delivery becomes sealed copies and, when it is time, content-free alerts. Each act is claimed,
 * done, and its outcome written.
 *
 * <p>If the process dies after a claim, the claim's lease runs out and the act is tried again: a
 * copy never doubles, the one alert in flight may.
 */
@NullMarked
package uk.firstbell.domain.dispatch;

import org.jspecify.annotations.NullMarked;
