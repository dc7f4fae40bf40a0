/** Who a signed-in person is, and for which organisation they speak. */
@NullMarked
package uk.firstbell.domain.admission;

import org.jspecify.annotations.NullMarked;
