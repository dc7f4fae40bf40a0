/**
 * Readers fetch, open and acknowledge: HTTP to {@link uk.firstbell.domain.receipt.Receipt} and
 * back.
 *
 * <p>If the process dies after its write, the reader repeats the request and is told the same.
 */
@NullMarked
package uk.firstbell.functions.receipt;

import org.jspecify.annotations.NullMarked;
