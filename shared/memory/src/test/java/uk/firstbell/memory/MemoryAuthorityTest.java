package uk.firstbell.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.junit.jupiter.api.Test;

final class MemoryAuthorityTest {
  private final MemoryAuthority authority = new MemoryAuthority();

  @Test
  void signs_so_that_its_public_key_verifies_and_another_does_not() throws Exception {
    byte[] message = {1, 2, 3};
    byte[] signature = authority.sign(message);

    assertThat(verifies(authority.publicKey(), message, signature)).isTrue();
    assertThat(verifies(authority.publicKey(), new byte[] {1, 2, 4}, signature)).isFalse();
    assertThat(verifies(new MemoryAuthority().publicKey(), message, signature)).isFalse();
  }

  private static boolean verifies(byte[] publicKey, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey));
    assertThat(((ECPublicKey) key).getParams().getOrder().bitLength()).isEqualTo(256);
    var verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key);
    verifier.update(message);
    return verifier.verify(signature);
  }
}
