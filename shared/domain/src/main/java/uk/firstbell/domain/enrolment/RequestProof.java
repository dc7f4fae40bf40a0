package uk.firstbell.domain.enrolment;

/** Says which key a certification request is about, once its sender has shown to hold that key. */
public interface RequestProof {
  /** The longest request that is looked at; one for a key on P-256 takes some 250 bytes. */
  int BYTES_MAX = 2_048;

  /**
   * Proves a request (PKCS #10, RFC 2986): its signature is by the private half of the key in it.
   * Nothing else in it counts; its subject and its attributes are the sender's own words.
   *
   * @param request DER, as it was sent
   */
  Proof prove(byte[] request);

  /** What a request shows. */
  sealed interface Proof {
    /**
     * The sender holds the private half of this key.
     *
     * @param publicKey X.509 SubjectPublicKeyInfo, DER, 91 bytes: one form for each key
     */
    record Proved(byte[] publicKey) implements Proof {
      public Proved {
        publicKey = publicKey.clone();
      }

      @Override
      public byte[] publicKey() {
        return publicKey.clone();
      }
    }

    /** It is no request in DER, has bytes after its end, or is longer than {@link #BYTES_MAX}. */
    record NotARequest() implements Proof {}

    /** Its key is not a point of P-256, written uncompressed and with the curve's name. */
    record KeyNotP256() implements Proof {}

    /** Its signature is not ECDSA with SHA-256 over it by the key in it. */
    record SignatureWrong() implements Proof {}
  }
}
