package uk.firstbell.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import uk.firstbell.domain.model.SecretBytes;

final class ManagedSecretTest {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private final String name = "sign-in-" + UUID.randomUUID();

  @Test
  void reads_the_version_that_is_current_each_time() {
    String arn =
        AWS.secretsManager()
            .createSecret(secret -> secret.name(name).secretString("Cyfrinach ô'r cyntaf"))
            .arn();
    var byName = new ManagedSecret(AWS.secretsManager(), name);
    var byArn = new ManagedSecret(AWS.secretsManager(), arn);
    assertThat(byName.get()).isEqualTo(secret("Cyfrinach ô'r cyntaf")).isEqualTo(byArn.get());

    AWS.secretsManager().putSecretValue(put -> put.secretId(name).secretString("another"));

    assertThat(byName.get()).isEqualTo(secret("another")).isEqualTo(byArn.get());
  }

  @Test
  void refuses_one_that_holds_bytes_until_it_holds_text() {
    AWS.secretsManager()
        .createSecret(
            secret -> secret.name(name).secretBinary(SdkBytes.fromUtf8String("not to be told")));
    var managed = new ManagedSecret(AWS.secretsManager(), name);

    assertThatIllegalStateException()
        .isThrownBy(managed::get)
        .withMessage("a secret in Secrets Manager holds no text");
    AWS.secretsManager().putSecretValue(put -> put.secretId(name).secretString("text"));
    assertThat(managed.get()).isEqualTo(secret("text"));
  }

  @Test
  void reads_nothing_before_it_is_asked() {
    var missing = new ManagedSecret(AWS.secretsManager(), name);

    assertThatThrownBy(missing::get).isInstanceOf(ResourceNotFoundException.class);
  }

  private static SecretBytes secret(String text) {
    return SecretBytes.of(text.getBytes(UTF_8));
  }
}
