package uk.firstbell.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import uk.firstbell.domain.dispatch.CertificateAuthority;

/** The certificate authority's P-256 key, held by KMS; its public half is asked for once. */
public final class KmsAuthority implements CertificateAuthority {
  private static final int MESSAGE_BYTES_MAX = 4_096;

  private final KmsClient kms;
  private final String keyId;
  private volatile byte @Nullable [] publicKey;

  /**
   * @param keyId id, ARN or alias of an ECC_NIST_P256 key for signing
   */
  public KmsAuthority(KmsClient kms, String keyId) {
    this.kms = kms;
    this.keyId = keyId;
  }

  @Override
  public byte[] publicKey() {
    byte[] known = publicKey;
    if (known == null) {
      known = kms.getPublicKey(request -> request.keyId(keyId)).publicKey().asByteArray();
      publicKey = known; // Two threads may both ask; the answer is the same.
    }
    return known.clone();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code message} is longer: a bug in the caller
   */
  @Override
  public byte[] sign(byte[] message) {
    if (message.length > MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException("the authority signs at most 4,096 bytes");
    }
    var request =
        SignRequest.builder()
            .keyId(keyId)
            .messageType(MessageType.RAW)
            .message(SdkBytes.fromByteArray(message))
            .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
            .build();
    return kms.sign(request).signature().asByteArray();
  }
}
