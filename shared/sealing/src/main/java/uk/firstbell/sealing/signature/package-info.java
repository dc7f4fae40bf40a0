/**
 * Who sent a request: HTTP Message Signatures (RFC 9421) over the bytes as sent, with their digest
 * (RFC 9530). {@link uk.firstbell.sealing.signature.HttpSignatureProof} proves, {@link
 * uk.firstbell.sealing.signature.HttpSigner} signs.
 *
 * <p>The structured fields (RFC 9651) are parsed by a library; the signature base is ours, and is
 * held against every example in the RFC's appendix B.
 */
@NullMarked
package uk.firstbell.sealing.signature;

import org.jspecify.annotations.NullMarked;
