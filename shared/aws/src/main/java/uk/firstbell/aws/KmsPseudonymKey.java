package uk.firstbell.aws;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import uk.firstbell.domain.intake.PseudonymKey;

/** Pseudonyms under an HMAC key that KMS holds. */
public final class KmsPseudonymKey implements PseudonymKey {
  private static final int TEXT_BYTES_MAX = 4_096;

  private final KmsClient kms;
  private final String keyId;

  /**
   * @param keyId id, ARN or alias of an HMAC_256 key
   */
  public KmsPseudonymKey(KmsClient kms, String keyId) {
    this.kms = kms;
    this.keyId = keyId;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code text} is longer: a bug in the caller
   */
  @Override
  public String mac(String text) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    if (message.length > TEXT_BYTES_MAX) {
      throw new IllegalArgumentException("a text to be made a pseudonym has at most 4,096 bytes");
    }
    var request =
        GenerateMacRequest.builder()
            .keyId(keyId)
            .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
            .message(SdkBytes.fromByteArray(message))
            .build();
    return HexFormat.of().formatHex(kms.generateMac(request).mac().asByteArrayUnsafe());
  }
}
