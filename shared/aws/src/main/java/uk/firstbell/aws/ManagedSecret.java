package uk.firstbell.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import uk.firstbell.domain.model.SecretBytes;

/**
 * A secret that Secrets Manager keeps as text, in UTF-8: its current version, read anew each time
 * and kept by nobody here.
 */
public final class ManagedSecret implements Supplier<SecretBytes> {
  private final SecretsManagerClient secrets;
  private final String secretId;

  /**
   * @param secretId name or ARN
   */
  public ManagedSecret(SecretsManagerClient secrets, String secretId) {
    this.secrets = secrets;
    this.secretId = secretId;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if it holds no text: a mistake of whoever made it
   */
  @Override
  public SecretBytes get() {
    @Nullable String text =
        secrets.getSecretValue(asked -> asked.secretId(secretId)).secretString();
    if (text == null) {
      throw new IllegalStateException("a secret in Secrets Manager holds no text");
    }
    return SecretBytes.of(text.getBytes(UTF_8));
  }
}
