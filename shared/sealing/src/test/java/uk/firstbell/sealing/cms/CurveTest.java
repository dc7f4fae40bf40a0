package uk.firstbell.sealing.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static uk.firstbell.sealing.cms.Fixtures.RANDOM;

import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.sealing.keys.P256;

final class CurveTest {
  @Test
  void is_the_jdks_curve() throws Exception {
    KeyPair jdks = P256.keyPair(RANDOM);

    assertThat(Curve.info(Curve.point(Curve.secret(jdks.getPrivate()))).getEncoded())
        .isEqualTo(jdks.getPublic().getEncoded());
  }

  @Test
  void reads_back_the_points_it_makes() throws Exception {
    Curve.Pair pair = Curve.pair(RANDOM);

    assertThat(Curve.point(Curve.info(pair.point())).getQ()).isEqualTo(pair.point().getQ());
    assertThat(P256.publicKey(Curve.info(pair.point()).getEncoded())).isNotNull();
  }

  @Test
  void refuses_a_point_beside_the_curve_or_at_infinity() throws Exception {
    byte[] point = Curve.info(Curve.pair(RANDOM).point()).getPublicKeyData().getOctets();
    assertThat(Curve.point(new SubjectPublicKeyInfo(Profile.P256_KEY, point))).isNotNull();

    byte[] hybrid = point.clone();
    hybrid[0] = (byte) (6 + (point[64] & 1));
    point[64] ^= 1;

    refuses(point, "no point of P-256");
    refuses(hybrid, "no point of P-256 in the one form");
    refuses(new byte[] {0}, "no point of P-256 in the one form");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1"})
  void refuses_keys_of_another_curve(String curve) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    KeyPair other = generator.generateKeyPair();

    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(
            () -> Curve.point(SubjectPublicKeyInfo.getInstance(other.getPublic().getEncoded())))
        .withMessage("no point of P-256 in the one form");
    refuses(other.getPrivate());
  }

  @Test
  void refuses_a_point_under_the_name_of_another_curve() {
    byte[] point = Curve.info(Curve.pair(RANDOM).point()).getPublicKeyData().getOctets();
    var secp256k1 =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256k1);

    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> Curve.point(new SubjectPublicKeyInfo(secp256k1, point)))
        .withMessage("no point of P-256 in the one form");
  }

  @Test
  void refuses_a_private_key_of_another_kind() throws Exception {
    refuses(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
  }

  private static void refuses(byte[] point, String message) {
    var key = new SubjectPublicKeyInfo(Profile.P256_KEY, point);
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> Curve.point(key))
        .withMessage(message);
  }

  private static void refuses(PrivateKey key) {
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> Curve.secret(key))
        .withMessage("no private key of P-256");
  }
}
