/** Payloads at rest: the domain's {@code vault} stage, in AES-256-GCM with a key commitment. */
@NullMarked
package uk.firstbell.sealing.vault;

import org.jspecify.annotations.NullMarked;
