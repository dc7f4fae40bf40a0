package uk.firstbell.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import uk.firstbell.aws.AwsClients;
import uk.firstbell.aws.KmsDataKeys;
import uk.firstbell.domain.vault.DataKeys;
import uk.firstbell.domain.vault.DataKeys.DataKey;
import uk.firstbell.domain.vault.DataKeys.UnusableKeyException;

/** What the other endpoint cannot show, for it decrypts a changed blob to other bytes. */
final class KmsRefusalsTest {
  @SuppressWarnings("NullAway.Init") // Made before the first test.
  private static AwsClients clients;

  @SuppressWarnings("NullAway.Init")
  private static KmsClient kms;

  @BeforeAll
  static void make_clients() {
    clients = AwsClients.from(OnLocalStack.environment(OnLocalStack.endpoint()));
    kms = clients.kms();
  }

  @AfterAll
  static void close_clients() {
    clients.close();
  }

  @Test
  void unwraps_no_key_of_which_one_bit_was_changed() throws UnusableKeyException {
    DataKeys keys = keysUnderANewKey();
    DataKey made = keys.generate(NOTIFICATION);
    byte[] wrapped = made.wrapped();
    assertThat(wrapped).hasSizeGreaterThan(32);

    for (int at = 0; at < wrapped.length; at++) {
      byte[] changed = wrapped.clone();
      changed[at] ^= (byte) (1 << at % 8);
      assertThatExceptionOfType(UnusableKeyException.class)
          .as("byte %d", at)
          .isThrownBy(() -> keys.unwrap(NOTIFICATION, changed));
    }

    assertThat(keys.unwrap(NOTIFICATION, wrapped)).isEqualTo(made.secret());
  }

  @Test
  void unwraps_no_key_under_another_wrapping_key() throws UnusableKeyException {
    DataKeys keys = keysUnderANewKey();
    DataKey made = keys.generate(NOTIFICATION);
    DataKeys others = keysUnderANewKey();

    assertThatExceptionOfType(UnusableKeyException.class)
        .isThrownBy(() -> others.unwrap(NOTIFICATION, made.wrapped()));
    assertThat(keys.unwrap(NOTIFICATION, made.wrapped())).isEqualTo(made.secret());
  }

  private static DataKeys keysUnderANewKey() {
    return new KmsDataKeys(kms, kms.createKey().keyMetadata().keyId());
  }
}
