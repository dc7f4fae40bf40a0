/** Whom the conflict check takes for a party, and whom not. */
@NullMarked
package uk.firstbell.domain.matching;

import org.jspecify.annotations.NullMarked;
