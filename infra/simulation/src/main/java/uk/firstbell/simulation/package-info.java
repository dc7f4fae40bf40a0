/**
 * The fault sweep: one night is played cleanly and every call to a port is written down; then it is
 * played again for each call and each way it can fail, and the invariants are asked each time
 * (design section 9). It runs in the tests of this room.
 */
@NullMarked
package uk.firstbell.simulation;

import org.jspecify.annotations.NullMarked;
