package uk.firstbell.memory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.vault.DataKeys;

/**
 * A key service whose master key lives in the process. A data key is wrapped by AES-256-GCM (NIST
 * SP 800-38D) with the notification's id as additional data, so a wrapped key that was changed, or
 * moved to another notification, does not open.
 *
 * <p>All its keys and nonces come from the generator it is given, in the order they are asked for:
 * from a seeded one they can be guessed, which is what a replayed test wants and nobody else.
 */
public final class MemoryDataKeys implements DataKeys {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BITS / Byte.SIZE;

  private final Object lock = new Object();
  private final RandomGenerator chance;
  private final SecretKeySpec master;

  /** Draws its master key from {@code chance}, and every data key after it. */
  public MemoryDataKeys(RandomGenerator chance) {
    this.chance = chance;
    this.master = new SecretKeySpec(drawn(KEY_BYTES), "AES");
  }

  @Override
  public DataKey generate(NotificationId id) {
    byte[] secret = drawn(KEY_BYTES);
    try {
      return new DataKey(SecretBytes.of(secret), wrap(id, secret));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK has AES-256-GCM", impossible);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Nonce, then ciphertext and tag: 60 bytes. */
  private byte[] wrap(NotificationId id, byte[] secret) throws GeneralSecurityException {
    byte[] nonce = drawn(NONCE_BYTES);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, id, nonce).doFinal(secret);
    return ByteBuffer.allocate(WRAPPED_BYTES).put(nonce).put(sealed).array();
  }

  @Override
  public SecretBytes unwrap(NotificationId id, byte[] wrapped) throws UnusableKeyException {
    try {
      byte[] secret = open(id, wrapped);
      try {
        return SecretBytes.of(secret);
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    } catch (GeneralSecurityException refused) {
      throw new UnusableKeyException("the wrapped key is not this notification's", refused);
    }
  }

  private byte[] open(NotificationId id, byte[] wrapped) throws GeneralSecurityException {
    if (wrapped.length != WRAPPED_BYTES) {
      throw new InvalidKeyException("a wrapped key has 60 bytes");
    }
    byte[] nonce = Arrays.copyOf(wrapped, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, id, nonce)
        .doFinal(wrapped, NONCE_BYTES, WRAPPED_BYTES - NONCE_BYTES);
  }

  private Cipher cipher(int mode, NotificationId id, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, master, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(id.value().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }

  private byte[] drawn(int bytes) {
    byte[] fresh = new byte[bytes];
    synchronized (lock) {
      chance.nextBytes(fresh);
    }
    return fresh;
  }
}
