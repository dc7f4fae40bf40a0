package uk.firstbell.sealing.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PemTest {
  @ParameterizedTest
  @ValueSource(strings = {"EC", "Ed25519"})
  void reads_private_keys_of_the_kinds_we_use(String algorithm) throws Exception {
    var key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();

    assertThat(Pem.privateKey(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
  }

  @Test
  void refuses_a_private_key_of_another_kind() throws NoSuchAlgorithmException {
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();

    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> Pem.privateKey(pem("PRIVATE KEY", rsa.getEncoded())))
        .withMessage("neither an elliptic-curve nor an Ed25519 key");
  }

  @Test
  void refuses_what_is_no_private_key() {
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> Pem.privateKey(pem("PRIVATE KEY", new byte[] {1, 2, 3})))
        .withMessage("no PKCS #8 private key");
  }

  @Test
  void finds_a_block_by_its_label_among_others() throws InvalidKeyException {
    String both = pem("OTHER", new byte[] {1}) + pem("PUBLIC KEY", new byte[] {2, 3});

    assertThat(Pem.decode("PUBLIC KEY", both)).containsExactly(2, 3);
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> Pem.decode("PRIVATE KEY", both))
        .withMessage("no PEM block with the label that was asked for");
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der));
  }
}
