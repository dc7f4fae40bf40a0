/**
 * What the gateway costs, as ratios within one run: against the same transactions raw, against the
 * same primitives in OpenSSL, and where the time of one incident goes. {@code infra/benchmarks/run}
 * runs them all; nothing here is asserted, and {@code results/} holds what was seen when.
 */
@NullMarked
package uk.firstbell.benchmarks;

import org.jspecify.annotations.NullMarked;
