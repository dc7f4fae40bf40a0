/**
 * A named reader lists, fetches, proves having opened, and answers for a copy; notes whom inside
 * the school they told, and sees what came earlier about the same children. Anybody else is told
 * what they would be told if there were nothing.
 *
 * <p>Each request is one write; if the process dies before it, the reader asks again.
 */
@NullMarked
package uk.firstbell.domain.receipt;

import org.jspecify.annotations.NullMarked;
