/**
 * Police and social care share what they know of a case: HTTP to {@link
 * uk.firstbell.domain.exchange.Exchange} and back.
 *
 * <p>If the process dies after its write, whoever asked repeats the request and is told the same.
 */
@NullMarked
package uk.firstbell.functions.exchange;

import org.jspecify.annotations.NullMarked;
