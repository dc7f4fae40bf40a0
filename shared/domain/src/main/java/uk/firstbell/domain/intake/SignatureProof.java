package uk.firstbell.domain.intake;

import java.time.Instant;

/** Says who sent a request, from its signature and the bytes as sent, before they are parsed. */
public interface SignatureProof {
  /**
   * Proves a request (RFC 9421 over the components of design section 7, RFC 9530 digest).
   *
   * @param now the moment of receipt; {@code created} and {@code expires} are judged against it
   */
  Proof prove(SignedRequest request, Instant now);

  /** What the signature shows. */
  sealed interface Proof {
    /** The request is, byte for byte, what the holder of this key signed. */
    record Proved(SenderKey key) implements Proof {}

    /** Nothing is known about the sender. The reason is for our own log; strangers get none. */
    record Unproved(Reason reason) implements Proof {}
  }

  /** Why a request is unproved. */
  enum Reason {
    NOT_SIGNED,
    MALFORMED,
    COMPONENT_MISSING,
    OTHER_AUTHORITY,
    UNKNOWN_KEY,
    KEY_OUT_OF_DATE,
    NOT_YET_CREATED,
    EXPIRED,
    DIGEST_DIFFERS,
    SIGNATURE_DIFFERS
  }
}
