package uk.firstbell.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.vault.DataKeys.DataKey;
import uk.firstbell.domain.vault.DataKeys.UnusableKeyException;

final class MemoryDataKeysTest {
  private final MemoryDataKeys keys = new MemoryDataKeys(new SplittableRandom(7));

  @Test
  void refuses_a_wrapped_key_with_any_bit_changed() throws Exception {
    byte[] wrapped = keys.generate(NOTIFICATION).wrapped();

    assertThat(wrapped).hasSize(60);
    for (int bit = 0; bit < wrapped.length * Byte.SIZE; bit++) {
      byte[] changed = wrapped.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      assertThatThrownBy(() -> keys.unwrap(NOTIFICATION, changed))
          .isInstanceOf(UnusableKeyException.class);
    }
    assertThat(keys.unwrap(NOTIFICATION, wrapped).length()).isEqualTo(32);
  }

  @Test
  void refuses_a_wrapped_key_of_another_length() throws Exception {
    byte[] wrapped = keys.generate(NOTIFICATION).wrapped();

    for (int length : new int[] {0, 11, 12, 59, 61}) {
      assertThatThrownBy(() -> keys.unwrap(NOTIFICATION, Arrays.copyOf(wrapped, length)))
          .isInstanceOf(UnusableKeyException.class);
    }
    assertThat(keys.unwrap(NOTIFICATION, Arrays.copyOf(wrapped, 60)).length()).isEqualTo(32);
  }

  @Test
  void makes_other_keys_each_time_and_the_same_ones_from_the_same_seed() throws Exception {
    DataKey first = keys.generate(NOTIFICATION);
    DataKey second = keys.generate(NOTIFICATION);
    assertThat(second.secret()).isNotEqualTo(first.secret());
    assertThat(second.wrapped()).isNotEqualTo(first.wrapped());

    var again = new MemoryDataKeys(new SplittableRandom(7));
    assertThat(again.unwrap(NOTIFICATION, first.wrapped())).isEqualTo(first.secret());
    assertThat(again.generate(NOTIFICATION).wrapped()).isEqualTo(first.wrapped());

    var others = new MemoryDataKeys(new SplittableRandom(8));
    assertThatThrownBy(() -> others.unwrap(NOTIFICATION, first.wrapped()))
        .isInstanceOf(UnusableKeyException.class);
  }
}
