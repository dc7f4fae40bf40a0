package uk.firstbell.sealing.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.vault.PayloadCipher.TamperedException;

final class AesGcmPayloadCipherTest {
  private static final NotificationId ID =
      new NotificationId("019de5f4-9c00-7abc-8def-0123456789ab");
  private static final NotificationId OTHER_ID =
      new NotificationId("019de5f4-9c00-7abc-8def-0123456789ac");
  private static final String INDEPENDENT =
      "01"
          + "5a".repeat(32)
          + "59096ec0751aff27d03c16ab4b57ae11bad12c0f0f6754ab5b07a1f684cb6827"
          + "77b0f5541a8c37b13a86629fee0a5e042f168ffbc889ee6f93bf";
  private static final byte[] REPORT = "one report".getBytes(UTF_8);

  private final AesGcmPayloadCipher cipher = new AesGcmPayloadCipher(new SecureRandom());
  private final SecretBytes key = key(0);

  @Test
  void decrypts_what_it_encrypted_and_adds_81_bytes() throws TamperedException {
    byte[] sealed = cipher.encrypt(key, ID, REPORT);

    assertThat(sealed).hasSize(REPORT.length + 81);
    assertThat(cipher.decrypt(key, ID, sealed)).isEqualTo(REPORT);
    assertThat(cipher.decrypt(key, ID, cipher.encrypt(key, ID, new byte[0]))).isEmpty();
  }

  /** Made by another implementation of HKDF and AES-GCM, with the salt all 0x5a. */
  @Test
  void decrypts_what_an_independent_implementation_encrypted() throws TamperedException {
    byte[] sealed = HexFormat.of().parseHex(INDEPENDENT);

    assertThat(cipher.decrypt(key, ID, sealed)).isEqualTo(REPORT);
  }

  @Test
  void gives_another_ciphertext_for_the_same_payload() {
    byte[] once = cipher.encrypt(key, ID, REPORT);
    byte[] again = cipher.encrypt(key, ID, REPORT);

    assertThat(Arrays.copyOf(once, 33)).isNotEqualTo(Arrays.copyOf(again, 33));
    assertThat(Arrays.copyOfRange(once, 33, once.length))
        .isNotEqualTo(Arrays.copyOfRange(again, 33, again.length));
  }

  @Test
  void refuses_a_payload_in_which_any_one_bit_was_flipped() throws TamperedException {
    byte[] sealed = cipher.encrypt(key, ID, REPORT);

    for (int bit = 0; bit < sealed.length * 8; bit++) {
      sealed[bit / 8] ^= (byte) (1 << (bit % 8));
      refuses(key, ID, sealed);
      sealed[bit / 8] ^= (byte) (1 << (bit % 8));
    }

    assertThat(cipher.decrypt(key, ID, sealed)).isEqualTo(REPORT);
  }

  @Test
  void refuses_a_payload_that_was_cut_or_lengthened_anywhere() {
    byte[] sealed = cipher.encrypt(key, ID, REPORT);

    for (int length = 0; length < sealed.length; length++) {
      refuses(key, ID, Arrays.copyOf(sealed, length));
    }
    refuses(key, ID, Arrays.copyOf(sealed, sealed.length + 1));
  }

  @Test
  void refuses_another_notification_and_another_key() throws TamperedException {
    byte[] sealed = cipher.encrypt(key, ID, REPORT);

    refuses(key, OTHER_ID, sealed);
    refuses(key(1), ID, sealed);

    assertThat(cipher.decrypt(key, ID, sealed)).isEqualTo(REPORT);
  }

  @Test
  void takes_a_payload_of_262144_bytes_and_not_one_more() throws TamperedException {
    byte[] longest = new byte[262_144];

    assertThat(cipher.decrypt(key, ID, cipher.encrypt(key, ID, longest))).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cipher.encrypt(key, ID, new byte[262_145]))
        .withMessage("a payload is at most 262,144 bytes");
  }

  @Test
  void takes_only_data_keys_of_32_bytes() {
    SecretBytes shorter = SecretBytes.of(new byte[31]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cipher.encrypt(shorter, ID, REPORT))
        .withMessage("a data key is 32 bytes");
  }

  private void refuses(SecretBytes withKey, NotificationId id, byte[] sealed) {
    assertThatExceptionOfType(TamperedException.class)
        .isThrownBy(() -> cipher.decrypt(withKey, id, sealed))
        .withMessage("a stored payload is not what was stored");
  }

  private static SecretBytes key(int first) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return SecretBytes.of(bytes);
  }
}
