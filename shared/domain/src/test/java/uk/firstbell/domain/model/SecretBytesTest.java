package uk.firstbell.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SecretBytesTest {
  private static final byte[] KEY = {1, 2, 3, -4};

  @Test
  void prints_nothing_of_itself() {
    try (var secret = SecretBytes.of(KEY)) {
      assertThat(secret).hasToString("SecretBytes");
    }
  }

  @Test
  void is_equal_by_what_it_holds_and_tells_nothing_by_its_hash() {
    var secret = SecretBytes.of(KEY);
    var other = SecretBytes.of(new byte[] {1, 2, 3, 4});
    var longer = SecretBytes.of(new byte[] {1, 2, 3, -4, 0});

    assertThat(secret).isEqualTo(SecretBytes.of(KEY)).isNotEqualTo(other).isNotEqualTo(longer);
    assertThat(secret).isNotEqualTo(new Object()).hasSameHashCodeAs(other);
    assertThat(secret.length()).isEqualTo(4);
    assertThat(longer.length()).isEqualTo(5);
  }

  @Test
  void keeps_a_copy_of_what_it_was_given_and_gives_copies_out() {
    byte[] given = KEY.clone();
    var secret = SecretBytes.of(given);

    given[0] = 9;
    secret.exposed()[1] = 9;

    assertThat(secret.exposed()).containsExactly(KEY);
  }

  @Test
  void is_wiped_by_closing_it_and_leaves_what_it_gave_out_to_whoever_took_it() {
    var secret = SecretBytes.of(KEY);
    byte[] taken = secret.exposed();

    secret.close();

    assertThat(secret.exposed()).containsExactly(0, 0, 0, 0);
    assertThat(taken).containsExactly(KEY);
    assertThat(secret).isNotEqualTo(SecretBytes.of(KEY));
  }
}
