package uk.firstbell.aws;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import uk.firstbell.domain.intake.PseudonymKey;
import uk.firstbell.testkit.contract.PseudonymKeyContract;

final class KmsPseudonymKeyTest extends PseudonymKeyContract {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private static String keyId = "";

  @BeforeAll
  static void make_an_hmac_key() {
    keyId =
        AWS.kms()
            .createKey(
                key -> key.keySpec(KeySpec.HMAC_256).keyUsage(KeyUsageType.GENERATE_VERIFY_MAC))
            .keyMetadata()
            .keyId();
  }

  @Override
  protected PseudonymKey pseudonymKey() {
    return new KmsPseudonymKey(AWS.kms(), keyId);
  }
}
