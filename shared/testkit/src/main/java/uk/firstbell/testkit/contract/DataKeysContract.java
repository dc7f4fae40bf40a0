package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.vault.DataKeys;
import uk.firstbell.domain.vault.DataKeys.DataKey;
import uk.firstbell.domain.vault.DataKeys.UnusableKeyException;

/** What every {@link DataKeys} does, whoever holds the key that wraps. */
public abstract class DataKeysContract {
  /** Data keys under one wrapping key; every call may give the same. */
  protected abstract DataKeys dataKeys();

  @Test
  void unwraps_what_it_wrapped() throws UnusableKeyException {
    DataKey made = dataKeys().generate(NOTIFICATION);

    assertThat(made.secret().length()).isEqualTo(32);
    assertThat(dataKeys().unwrap(NOTIFICATION, made.wrapped())).isEqualTo(made.secret());
  }

  @Test
  void unwraps_a_key_for_no_other_notification() throws UnusableKeyException {
    DataKey made = dataKeys().generate(NOTIFICATION);

    assertThatExceptionOfType(UnusableKeyException.class)
        .isThrownBy(() -> dataKeys().unwrap(anotherNotification(1), made.wrapped()));
    assertThat(dataKeys().unwrap(NOTIFICATION, made.wrapped())).isEqualTo(made.secret());
  }

  @Test
  void refuses_bytes_that_are_no_wrapped_key() {
    assertThatExceptionOfType(UnusableKeyException.class)
        .isThrownBy(() -> dataKeys().unwrap(NOTIFICATION, new byte[] {1, 2, 3}));
  }

  @Test
  void makes_a_fresh_key_each_time() {
    DataKey first = dataKeys().generate(NOTIFICATION);
    DataKey second = dataKeys().generate(NOTIFICATION);

    assertThat(first.secret()).isNotEqualTo(second.secret());
    assertThat(first.wrapped()).isNotEqualTo(second.wrapped());
  }

  @Test
  void stores_nothing_of_the_key_in_the_clear() {
    DataKey made = dataKeys().generate(NOTIFICATION);

    assertThat(made.wrapped().length).isGreaterThan(32);
    assertThat(HexFormat.of().formatHex(made.wrapped()))
        .doesNotContain(HexFormat.of().formatHex(made.secret().exposed()));
  }
}
