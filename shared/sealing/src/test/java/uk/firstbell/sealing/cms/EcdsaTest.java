package uk.firstbell.sealing.cms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.sealing.cms.Fixtures.RANDOM;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.junit.jupiter.api.Test;
import uk.firstbell.sealing.keys.P256;

final class EcdsaTest {
  /** RFC 6979, appendix A.2.5: its key, and what it signs with SHA-256. */
  private static final ECPrivateKeyParameters KEY =
      new ECPrivateKeyParameters(
          new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16),
          Curve.DOMAIN);

  @Test
  void signs_as_rfc_6979_says() {
    assertThat(Ecdsa.sign(KEY, "sample".getBytes(UTF_8)))
        .isEqualTo(
            bytes(
                "3046"
                    + "022100EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                    + "022100F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"));
    assertThat(Ecdsa.sign(KEY, "test".getBytes(UTF_8)))
        .isEqualTo(
            bytes(
                "3045"
                    + "022100F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367"
                    + "0220019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"));
  }

  @Test
  void the_jdk_verifies_what_it_signs() throws Exception {
    KeyPair pair = P256.keyPair(RANDOM);
    byte[] message = "sample".getBytes(UTF_8);
    var verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(pair.getPublic());
    verifier.update(message);

    assertThat(verifier.verify(Ecdsa.sign(Curve.secret(pair.getPrivate()), message))).isTrue();
  }

  @Test
  void verifies_what_the_key_signed_and_nothing_else() {
    byte[] message = "sample".getBytes(UTF_8);
    byte[] signature = Ecdsa.sign(KEY, message);

    assertThat(Ecdsa.verifies(Curve.point(KEY), message, signature)).isTrue();
    assertThat(Ecdsa.verifies(Curve.point(KEY), "simple".getBytes(UTF_8), signature)).isFalse();
    assertThat(Ecdsa.verifies(Curve.pair(RANDOM).point(), message, signature)).isFalse();
  }

  @Test
  void verifies_no_signature_in_another_form() {
    byte[] message = "sample".getBytes(UTF_8);
    byte[] signature = Ecdsa.sign(KEY, message);

    for (int length = 0; length < signature.length; length++) {
      assertThat(Ecdsa.verifies(Curve.point(KEY), message, Arrays.copyOf(signature, length)))
          .isFalse();
    }
    assertThat(
            Ecdsa.verifies(
                Curve.point(KEY), message, Arrays.copyOf(signature, signature.length + 1)))
        .isFalse();
  }

  @Test
  void verifies_no_signature_whose_numbers_are_none_of_the_curve() {
    byte[] message = "sample".getBytes(UTF_8);

    assertThat(Ecdsa.verifies(Curve.point(KEY), message, bytes("3006020100020101"))).isFalse();
    assertThat(
            Ecdsa.verifies(
                Curve.point(KEY),
                message,
                bytes(
                    "3026020101"
                        + "022100FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")))
        .isFalse();
  }

  private static byte[] bytes(String hexadecimal) {
    return HexFormat.of().parseHex(hexadecimal);
  }
}
