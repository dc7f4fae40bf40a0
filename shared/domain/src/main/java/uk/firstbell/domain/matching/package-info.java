/** Whose child is whose, and who is who: rules that compare people and places, in memory only. */
@NullMarked
package uk.firstbell.domain.matching;

import org.jspecify.annotations.NullMarked;
