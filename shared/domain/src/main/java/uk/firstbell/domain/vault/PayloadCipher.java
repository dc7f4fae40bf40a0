package uk.firstbell.domain.vault;

import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.SecretBytes;

/** Encrypts a payload under its data key, bound to its notification. Authenticates by itself. */
public interface PayloadCipher {
  /**
   * Encrypts {@code plaintext}.
   *
   * @param key 32 bytes
   * @param id authenticated, not hidden: opening under another id fails
   * @param plaintext at most 262,144 bytes; not retained
   * @return self-describing ciphertext; equal inputs give different outputs
   */
  byte[] encrypt(SecretBytes key, NotificationId id, byte[] plaintext);

  /**
   * Decrypts what {@link #encrypt} made.
   *
   * @throws TamperedException if anything about {@code sealed} was changed, or {@code key} or
   *     {@code id} is not the one it was encrypted for; says nothing about which
   */
  byte[] decrypt(SecretBytes key, NotificationId id, byte[] sealed) throws TamperedException;

  /** Stored bytes are not what the gateway stored. */
  final class TamperedException extends Exception {
    private static final long serialVersionUID = 1L;

    public TamperedException(String message) {
      super(message);
    }
  }
}
