package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.dispatch.CertificateAuthority;

/** What every {@link CertificateAuthority} does, whoever holds its key. */
public abstract class CertificateAuthorityContract {
  /** The same authority at every call. */
  protected abstract CertificateAuthority authority();

  @Test
  void has_a_p_256_key() throws GeneralSecurityException {
    assertThat(publicKey().getParams().getOrder().bitLength()).isEqualTo(256);
    assertThat(authority().publicKey()).isEqualTo(authority().publicKey());
  }

  @Test
  void signs_what_its_public_key_verifies() throws GeneralSecurityException {
    byte[] message = "y".repeat(4_096).getBytes(StandardCharsets.UTF_8);

    byte[] signature = authority().sign(message);

    assertThat(verifies(message, signature)).isTrue();
    message[0] ^= 1;
    assertThat(verifies(message, signature)).isFalse();
  }

  @Test
  void signs_4096_bytes_and_not_one_more() {
    assertThat(authority().sign(new byte[4_096])).isNotEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> authority().sign(new byte[4_097]));
  }

  private boolean verifies(byte[] message, byte[] signature) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(publicKey());
    verifier.update(message);
    return verifier.verify(signature);
  }

  private ECPublicKey publicKey() throws GeneralSecurityException {
    return (ECPublicKey)
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(authority().publicKey()));
  }
}
