/**
 * What each kind of reader may see. A copy is cut by an allow-list: what no profile names leaves
 * with nobody.
 */
@NullMarked
package uk.firstbell.domain.disclosure;

import org.jspecify.annotations.NullMarked;
