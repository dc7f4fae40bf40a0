/** The local gateway's parts, each on its own; the functions it runs are tested in their rooms. */
@NullMarked
package uk.firstbell.local;

import org.jspecify.annotations.NullMarked;
