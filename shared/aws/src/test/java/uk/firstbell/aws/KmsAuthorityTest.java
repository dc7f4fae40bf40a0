package uk.firstbell.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import uk.firstbell.domain.dispatch.CertificateAuthority;
import uk.firstbell.testkit.contract.CertificateAuthorityContract;

final class KmsAuthorityTest extends CertificateAuthorityContract {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private static String keyId = "";

  @BeforeAll
  static void make_a_signing_key() {
    keyId =
        AWS.kms()
            .createKey(key -> key.keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.SIGN_VERIFY))
            .keyMetadata()
            .keyId();
  }

  @Override
  protected CertificateAuthority authority() {
    return new KmsAuthority(AWS.kms(), keyId);
  }

  @Test
  void hands_out_its_public_key_without_giving_it_away() {
    CertificateAuthority authority = authority();

    authority.publicKey()[0] = 0;

    assertThat(authority.publicKey()[0]).isEqualTo((byte) 0x30);
  }
}
