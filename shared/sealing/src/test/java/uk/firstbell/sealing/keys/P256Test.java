package uk.firstbell.sealing.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class P256Test {
  @Test
  void reads_back_the_keys_it_makes() throws InvalidKeyException {
    var key = (ECPublicKey) P256.keyPair(new SecureRandom()).getPublic();

    assertThat(P256.publicKey(key.getEncoded()).getW()).isEqualTo(key.getW());
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1"})
  void refuses_another_curve(String curve) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    byte[] other = generator.generateKeyPair().getPublic().getEncoded();

    refuses(other, "no point of P-256");
  }

  @Test
  void refuses_another_kind_of_key() throws Exception {
    byte[] ed25519 =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();

    refuses(ed25519, "no elliptic-curve public key");
  }

  @Test
  void refuses_a_point_beside_the_curve() throws InvalidKeyException {
    byte[] point = P256.keyPair(new SecureRandom()).getPublic().getEncoded();
    assertThat(P256.publicKey(point)).isNotNull();

    point[point.length - 1] ^= 1;

    assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> P256.publicKey(point));
  }

  private static void refuses(byte[] key, String message) {
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> P256.publicKey(key))
        .withMessage(message);
  }
}
