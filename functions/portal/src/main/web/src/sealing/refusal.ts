/**
 * Why a copy was refused, by the names that the gateway's own opener has for it:
 *
 * - NOT_CMS: it is no CMS message in DER.
 * - OTHER_PROFILE: it is one, of a kind or with algorithms that the gateway never makes.
 * - SHORT_TAG: its authentication tag is shorter than 16 bytes.
 * - NOT_FOR_THIS_KEY: none of its recipients is one of these devices.
 * - TAMPERED: it was changed after it was sealed, or the private key is not the certificate's.
 * - SIGNATURE_INVALID: its content is not what the signer signed.
 * - SIGNER_NOT_CERTIFIED: its signer was not certified by the gateway's authority to sign at the time of signing.
 */
export type Reason =
  | "NOT_CMS"
  | "OTHER_PROFILE"
  | "SHORT_TAG"
  | "NOT_FOR_THIS_KEY"
  | "TAMPERED"
  | "SIGNATURE_INVALID"
  | "SIGNER_NOT_CERTIFIED";

/** A copy cannot be opened, or opens but does not show who made it. Holds nothing of it. */
export class CannotOpen extends Error {
  override readonly name = "CannotOpen";

  constructor(readonly reason: Reason) {
    super("a sealed message was refused");
  }
}
