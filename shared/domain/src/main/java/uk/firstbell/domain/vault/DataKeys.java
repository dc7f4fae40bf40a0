package uk.firstbell.domain.vault;

import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.SecretBytes;

/** The key service that makes and unwraps data keys. Each key serves one notification only. */
public interface DataKeys {
  /** A fresh 256-bit data key, bound to {@code id}: it cannot be unwrapped for another. */
  DataKey generate(NotificationId id);

  /**
   * The data key that {@code wrapped} holds.
   *
   * @throws UnusableKeyException if the key service refuses it, or it belongs to another
   *     notification: the stored key was changed from outside
   */
  SecretBytes unwrap(NotificationId id, byte[] wrapped) throws UnusableKeyException;

  /**
   * A data key, once in the clear and once as it may be stored.
   *
   * @param secret 32 bytes
   * @param wrapped readable only by the key service; not retained by it
   */
  record DataKey(SecretBytes secret, byte[] wrapped) {}

  /** A wrapped key that cannot be used. Carries no key material. */
  final class UnusableKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableKeyException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
