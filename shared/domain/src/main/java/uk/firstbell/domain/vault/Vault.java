package uk.firstbell.domain.vault;

import java.util.Optional;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.Story;

/** Locks a report away under a data key of its own, and unlocks it for the stages that may. */
public final class Vault {
  private final DataKeys keys;
  private final PayloadCipher cipher;

  public Vault(DataKeys keys, PayloadCipher cipher) {
    this.keys = keys;
    this.cipher = cipher;
  }

  /**
   * A report as it may be stored.
   *
   * @param sealed the payload, encrypted
   * @param wrappedKey what it can be decrypted with, readable by the key service only
   */
  public record Locked(byte[] sealed, byte[] wrappedKey) {}

  public Locked lock(NotificationId id, byte[] payload) {
    DataKeys.DataKey key = keys.generate(id);
    try (SecretBytes secret = key.secret()) {
      return new Locked(cipher.encrypt(secret, id, payload), key.wrapped());
    }
  }

  /**
   * The report's bytes as sent.
   *
   * @throws UnreadablePayloadException if the payload or its key is gone or was changed from
   *     outside: nobody can act on it, so it is left to the queue's dead letters and their alarm
   */
  public byte[] unlock(NotificationId id, Story story) {
    return unlock(id, Kept.PAYLOAD, story.payload(id).map(stored -> stored.row().sealed()), story);
  }

  /**
   * What social care answered, as it was sent.
   *
   * @throws UnreadablePayloadException as {@link #unlock}
   */
  public byte[] unlockAnswer(NotificationId id, Story story) {
    return unlock(id, Kept.ANSWER, story.answer(id).map(stored -> stored.row().sealed()), story);
  }

  private byte[] unlock(NotificationId id, Kept what, Optional<byte[]> stored, Story story) {
    byte[] sealed =
        stored.orElseThrow(() -> new UnreadablePayloadException("a payload is not there"));
    byte[] wrapped =
        story
            .wrappedKey(id, what)
            .orElseThrow(() -> new UnreadablePayloadException("a payload was erased"));
    try (SecretBytes secret = keys.unwrap(id, wrapped)) {
      return cipher.decrypt(secret, id, sealed);
    } catch (DataKeys.UnusableKeyException | PayloadCipher.TamperedException changed) {
      throw new UnreadablePayloadException("a payload or its key was changed", changed);
    }
  }

  /** A stored report cannot be read. Says nothing of what it held. */
  public static final class UnreadablePayloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadablePayloadException(String message) {
      super(message);
    }

    UnreadablePayloadException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
