package uk.firstbell.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.vault.DataKeys.DataKey;
import uk.firstbell.domain.vault.DataKeys.UnusableKeyException;

final class MemoryDataKeysTest {
  private static final NotificationId ID =
      new NotificationId("019de5b1-1d40-7000-8000-000000000001");
  private static final NotificationId OTHER_ID =
      new NotificationId("019de5b1-1d40-7000-8000-000000000002");

  private final MemoryDataKeys keys = new MemoryDataKeys(new SplittableRandom(7));

  @Test
  void unwraps_what_it_made_for_the_same_notification_only() throws Exception {
    DataKey key = keys.generate(ID);

    assertThat(key.secret().length()).isEqualTo(32);
    assertThatThrownBy(() -> keys.unwrap(OTHER_ID, key.wrapped()))
        .isInstanceOf(UnusableKeyException.class);
    assertThat(keys.unwrap(ID, key.wrapped())).isEqualTo(key.secret());
  }

  @Test
  void refuses_a_wrapped_key_with_any_bit_changed() throws Exception {
    byte[] wrapped = keys.generate(ID).wrapped();

    assertThat(wrapped).hasSize(60);
    for (int bit = 0; bit < wrapped.length * Byte.SIZE; bit++) {
      byte[] changed = wrapped.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      assertThatThrownBy(() -> keys.unwrap(ID, changed)).isInstanceOf(UnusableKeyException.class);
    }
    assertThat(keys.unwrap(ID, wrapped).length()).isEqualTo(32);
  }

  @Test
  void refuses_a_wrapped_key_of_another_length() throws Exception {
    byte[] wrapped = keys.generate(ID).wrapped();

    for (int length : new int[] {0, 11, 12, 59, 61}) {
      assertThatThrownBy(() -> keys.unwrap(ID, Arrays.copyOf(wrapped, length)))
          .isInstanceOf(UnusableKeyException.class);
    }
    assertThat(keys.unwrap(ID, Arrays.copyOf(wrapped, 60)).length()).isEqualTo(32);
  }

  @Test
  void makes_other_keys_each_time_and_the_same_ones_from_the_same_seed() throws Exception {
    DataKey first = keys.generate(ID);
    DataKey second = keys.generate(ID);
    assertThat(second.secret()).isNotEqualTo(first.secret());
    assertThat(second.wrapped()).isNotEqualTo(first.wrapped());

    var again = new MemoryDataKeys(new SplittableRandom(7));
    assertThat(again.unwrap(ID, first.wrapped())).isEqualTo(first.secret());
    assertThat(again.generate(ID).wrapped()).isEqualTo(first.wrapped());

    var others = new MemoryDataKeys(new SplittableRandom(8));
    assertThatThrownBy(() -> others.unwrap(ID, first.wrapped()))
        .isInstanceOf(UnusableKeyException.class);
  }
}
