/** The local endpoint starts, answers on loopback alone, and leaves nothing behind. */
@NullMarked
package uk.firstbell.testkit.endpoint;

import org.jspecify.annotations.NullMarked;
