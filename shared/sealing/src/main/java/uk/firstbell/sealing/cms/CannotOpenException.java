package uk.firstbell.sealing.cms;

/** A message cannot be opened, or opens but does not show who made it. Holds nothing of it. */
public final class CannotOpenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why a message was refused. */
  public enum Reason {
    /** It is no CMS message in DER. */
    NOT_CMS,
    /** It is a CMS message, of a kind or with algorithms that the gateway never makes. */
    OTHER_PROFILE,
    /** Its authentication tag is shorter than 16 bytes. */
    SHORT_TAG,
    /** None of its recipients is the holder of this certificate. */
    NOT_FOR_THIS_KEY,
    /** It was changed after it was sealed, or the private key is not the certificate's. */
    TAMPERED,
    /** Its content is not what the signer signed. */
    SIGNATURE_INVALID,
    /** Its signer was not certified by the gateway's authority to sign at the time of signing. */
    SIGNER_NOT_CERTIFIED
  }

  CannotOpenException(Reason reason) {
    super("a sealed message was refused");
    this.reason = reason;
  }

  CannotOpenException(Reason reason, Throwable cause) {
    super("a sealed message was refused", cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
