package uk.firstbell.domain.enrolment;

/** Proves that whoever asks for a certificate has the key it is for (PKCS #10, RFC 2986). */
public interface RequestProof {
  /**
   * Judges a certification request. What it names as subject is not looked at: whom a key is
   * certified to, the directory says.
   *
   * @param request DER, of any length and content
   */
  Outcome prove(byte[] request);

  /** What a request turned out to be. */
  sealed interface Outcome {
    /**
     * It is signed by the key in it.
     *
     * @param key X.509 SubjectPublicKeyInfo, DER: a point of P-256 in its one usual encoding
     */
    record Proved(byte[] key) implements Outcome {
      public Proved {
        key = key.clone();
      }

      @Override
      public byte[] key() {
        return key.clone();
      }
    }

    /** No certification request, or one with something after it. */
    record NotARequest() implements Outcome {}

    /** A request for a key of another kind, or for what is no key at all. */
    record KeyNotP256() implements Outcome {}

    /** Signed by another key, or by another algorithm than ECDSA with SHA-256. */
    record SignatureWrong() implements Outcome {}
  }
}
