package uk.firstbell.sealing.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.vault.PayloadCipher;

/**
 * AES-256-GCM (NIST SP 800-38D) under a key that is derived afresh for every payload, with a
 * commitment to it.
 *
 * <p>HKDF-SHA512 (RFC 5869) over the data key, a random salt, and the notification's id gives a
 * message key and a commitment, 32 bytes each. The nonce is zero, which is safe because no message
 * key is ever used twice. GCM alone would let a ciphertext be made that opens under two keys; the
 * commitment, compared in constant time before anything is decrypted, rules that out.
 *
 * <p>Layout: version (1 byte, value 1), salt (32), commitment (32), ciphertext (as long as the
 * plaintext), tag (16): 81 bytes longer than the plaintext. What it does not hide: the length.
 */
public final class AesGcmPayloadCipher implements PayloadCipher {
  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int SALT_BYTES = 32;
  private static final int COMMITMENT_BYTES = 32;
  private static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int HEAD_BYTES = 1 + SALT_BYTES + COMMITMENT_BYTES;
  private static final int PLAINTEXT_BYTES_MAX = 262_144;
  private static final String LABEL = "firstbell payload 1 ";

  private final SecureRandom random;

  /**
   * @param random where salts come from; safe for use by several threads
   */
  public AesGcmPayloadCipher(SecureRandom random) {
    this.random = random;
  }

  @Override
  public byte[] encrypt(SecretBytes key, NotificationId id, byte[] plaintext) {
    if (plaintext.length > PLAINTEXT_BYTES_MAX) {
      throw new IllegalArgumentException("a payload is at most 262,144 bytes");
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] derived = derive(key, salt, id);
    try {
      byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, derived, id).doFinal(plaintext);
      return ByteBuffer.allocate(HEAD_BYTES + ciphertext.length)
          .put(VERSION)
          .put(salt)
          .put(derived, KEY_BYTES, COMMITMENT_BYTES)
          .put(ciphertext)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot encrypt with AES-256-GCM", e);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  @Override
  public byte[] decrypt(SecretBytes key, NotificationId id, byte[] sealed)
      throws TamperedException {
    if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] != VERSION) {
      throw tampered();
    }
    byte[] salt = Arrays.copyOfRange(sealed, 1, 1 + SALT_BYTES);
    byte[] commitment = Arrays.copyOfRange(sealed, 1 + SALT_BYTES, HEAD_BYTES);
    byte[] derived = derive(key, salt, id);
    try {
      byte[] expected = Arrays.copyOfRange(derived, KEY_BYTES, KEY_BYTES + COMMITMENT_BYTES);
      if (!MessageDigest.isEqual(expected, commitment)) {
        throw tampered();
      }
      return cipher(Cipher.DECRYPT_MODE, derived, id)
          .doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
    } catch (AEADBadTagException e) {
      throw tampered();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot decrypt with AES-256-GCM", e);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  /** The message key, then the commitment. The caller wipes it. */
  private static byte[] derive(SecretBytes key, byte[] salt, NotificationId id) {
    if (key.length() != KEY_BYTES) {
      throw new IllegalArgumentException("a data key is 32 bytes");
    }
    byte[] secret = key.exposed();
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(secret)
              .addSalt(salt)
              .thenExpand((LABEL + id.value()).getBytes(US_ASCII), KEY_BYTES + COMMITMENT_BYTES);
      return KDF.getInstance("HKDF-SHA512").deriveData(parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot derive keys with HKDF-SHA512", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static Cipher cipher(int mode, byte[] derived, NotificationId id)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(derived, 0, KEY_BYTES, "AES"),
        new GCMParameterSpec(TAG_BYTES * Byte.SIZE, new byte[NONCE_BYTES]));
    cipher.updateAAD(id.value().getBytes(US_ASCII));
    return cipher;
  }

  private static TamperedException tampered() {
    return new TamperedException("a stored payload is not what was stored");
  }
}
