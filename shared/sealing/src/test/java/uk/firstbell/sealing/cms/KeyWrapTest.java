package uk.firstbell.sealing.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.sealing.cms.Fixtures.RANDOM;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.junit.jupiter.api.Test;
import uk.firstbell.sealing.keys.P256;

final class KeyWrapTest {
  private static final byte[] CONTENT_KEY = new byte[32];

  /** SEQUENCE { id-aes256-wrap, [2] EXPLICIT OCTET STRING 256 } (RFC 5753, section 7.2). */
  private static final byte[] SHARED_INFO =
      HexFormat.of().parseHex("3015300b060960864801650304012da206040400000100");

  @Test
  void agrees_on_what_the_jdk_agrees_on() throws Exception {
    KeyPair reader = P256.keyPair(RANDOM);
    KeyPair ephemeral = P256.keyPair(RANDOM);
    var jdks = KeyAgreement.getInstance("ECDH");
    jdks.init(reader.getPrivate());
    jdks.doPhase(ephemeral.getPublic(), true);

    byte[] wrapped =
        KeyWrap.wrap(
            Curve.secret(ephemeral.getPrivate()),
            Curve.point(SubjectPublicKeyInfo.getInstance(reader.getPublic().getEncoded())),
            CONTENT_KEY);

    assertThat(unwrapped(wrapped, jdks.generateSecret())).isEqualTo(CONTENT_KEY);
  }

  /** One secret in 256 begins with a zero, which belongs to it: here the x of 379 times G. */
  @Test
  void keeps_the_zeros_that_a_secret_begins_with() throws Exception {
    var one = new ECPrivateKeyParameters(BigInteger.ONE, Curve.DOMAIN);
    var other = new ECPrivateKeyParameters(BigInteger.valueOf(379), Curve.DOMAIN);
    byte[] x = Curve.point(other).getQ().getAffineXCoord().getEncoded();
    assertThat(x).hasSize(32).startsWith(0x00, 0x55, 0x43);

    assertThat(unwrapped(KeyWrap.wrap(one, Curve.point(other), CONTENT_KEY), x))
        .isEqualTo(CONTENT_KEY);
  }

  private static byte[] unwrapped(byte[] wrapped, byte[] secret) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(secret);
    digest.update(new byte[] {0, 0, 0, 1});
    var cipher = Cipher.getInstance("AESWrap");
    cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(digest.digest(SHARED_INFO), "AES"));
    return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
  }
}
