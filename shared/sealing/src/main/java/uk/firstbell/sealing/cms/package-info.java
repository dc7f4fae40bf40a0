/**
 * Sealed copies: CMS (RFC 5652) messages that only one named reader can open, and that show who
 * made them. {@link uk.firstbell.sealing.cms.CmsSealer} seals, {@link
 * uk.firstbell.sealing.cms.CmsOpener} opens.
 *
 * <p>{@link uk.firstbell.sealing.cms.Pkcs10Proof} and {@link
 * uk.firstbell.sealing.cms.DeviceCertificates} make a person's device one that can be sealed to.
 *
 * <p>Bouncy Castle gives the ASN.1 structures and nothing else; the mathematics is the JDK's, and
 * Bouncy Castle is never registered as a provider (decision record 0002).
 */
@NullMarked
package uk.firstbell.sealing.cms;

import org.jspecify.annotations.NullMarked;
