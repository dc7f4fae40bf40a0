package uk.firstbell.aws;

import java.util.Arrays;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.vault.DataKeys;

/**
 * Data keys under one symmetric KMS key, with the notification's id as encryption context: KMS
 * authenticates it, and refuses to unwrap under another.
 */
public final class KmsDataKeys implements DataKeys {
  private final KmsClient kms;
  private final String keyId;

  /**
   * @param keyId the wrapping key's id or ARN; the only one unwrapping is ever tried under
   */
  public KmsDataKeys(KmsClient kms, String keyId) {
    this.kms = kms;
    this.keyId = keyId;
  }

  @Override
  public DataKey generate(NotificationId id) {
    var request =
        GenerateDataKeyRequest.builder()
            .keyId(keyId)
            .keySpec(DataKeySpec.AES_256)
            .encryptionContext(context(id))
            .build();
    var made = kms.generateDataKey(request);
    return new DataKey(secret(made.plaintext()), made.ciphertextBlob().asByteArray());
  }

  @Override
  public SecretBytes unwrap(NotificationId id, byte[] wrapped) throws UnusableKeyException {
    var request =
        DecryptRequest.builder()
            .keyId(keyId)
            .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
            .encryptionContext(context(id))
            .build();
    try {
      return secret(kms.decrypt(request).plaintext());
    } catch (InvalidCiphertextException | IncorrectKeyException refused) {
      throw new UnusableKeyException("the key service refuses a stored data key", refused);
    }
  }

  private static Map<String, String> context(NotificationId id) {
    return Map.of("notification", id.value());
  }

  /** Takes the secret out of the SDK's own array, and wipes that. */
  private static SecretBytes secret(SdkBytes plaintext) {
    byte[] bytes = plaintext.asByteArrayUnsafe();
    try {
      return SecretBytes.of(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
