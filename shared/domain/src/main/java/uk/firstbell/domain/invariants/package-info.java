/** What must hold after anything, whatever was repeated, lost or killed (design section 9). */
@NullMarked
package uk.firstbell.domain.invariants;

import org.jspecify.annotations.NullMarked;
