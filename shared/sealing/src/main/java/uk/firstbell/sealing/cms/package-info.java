/**
 * Sealed copies: CMS (RFC 5652) messages that only one named reader can open, and that show who
 * made them. {@link uk.firstbell.sealing.cms.CmsSealer} seals, {@link
 * uk.firstbell.sealing.cms.CmsOpener} opens.
 *
 * <p>{@link uk.firstbell.sealing.cms.Pkcs10Proof} and {@link
 * uk.firstbell.sealing.cms.DeviceCertificates} make a person's device one that can be sealed to.
 *
 * <p>Bouncy Castle gives the ASN.1 structures and the mathematics of P-256, the JDK hashes and
 * encrypts, and Bouncy Castle is never registered as a provider (decision records 0002 and 0019).
 */
@NullMarked
package uk.firstbell.sealing.cms;

import org.jspecify.annotations.NullMarked;
