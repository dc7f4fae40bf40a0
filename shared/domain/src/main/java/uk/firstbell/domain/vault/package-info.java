/**
 * Payloads at rest: a report is kept encrypted under a data key of its own, and destroying that key
 * erases it (design: crypto-shredding).
 */
@NullMarked
package uk.firstbell.domain.vault;

import org.jspecify.annotations.NullMarked;
