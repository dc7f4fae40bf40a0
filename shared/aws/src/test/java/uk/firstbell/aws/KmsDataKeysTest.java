package uk.firstbell.aws;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import uk.firstbell.domain.vault.DataKeys;
import uk.firstbell.testkit.contract.DataKeysContract;

/** That KMS refuses a changed blob is not shown here: the local endpoint does not. */
final class KmsDataKeysTest extends DataKeysContract {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private static String keyId = "";

  @BeforeAll
  static void make_a_wrapping_key() {
    keyId = AWS.kms().createKey().keyMetadata().keyId();
  }

  @Override
  protected DataKeys dataKeys() {
    return new KmsDataKeys(AWS.kms(), keyId);
  }
}
