/** The arrows between rooms, as tests. */
@NullMarked
package uk.firstbell.rules;

import org.jspecify.annotations.NullMarked;
