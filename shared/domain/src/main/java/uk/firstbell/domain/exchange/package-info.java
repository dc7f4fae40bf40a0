/**
 * Police and children's social care share what they know of a case: police record a conversation,
 * social care acknowledges, answers, or confirms. Contact stops the clock, and nothing else does.
 *
 * <p>Each request is one write; if the process dies before it, whoever asked asks again.
 */
@NullMarked
package uk.firstbell.domain.exchange;

import org.jspecify.annotations.NullMarked;
