package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import uk.firstbell.domain.intake.PseudonymKey;

/** What every {@link PseudonymKey} does, whoever holds the key. */
public abstract class PseudonymKeyContract {
  /** The same key at every call. */
  protected abstract PseudonymKey pseudonymKey();

  @Test
  void gives_equal_texts_equal_pseudonyms_and_others_another() {
    String pseudonym = pseudonymKey().mac("reference\nWXC\nA1");

    assertThat(pseudonym).matches("[0-9a-f]{64}");
    assertThat(pseudonymKey().mac("reference\nWXC\nA1")).isEqualTo(pseudonym);
    assertThat(pseudonymKey().mac("reference\nWXC\nA2")).isNotEqualTo(pseudonym);
  }

  @Test
  void takes_letters_of_any_script() {
    assertThat(pseudonymKey().mac("ÅSA")).isNotEqualTo(pseudonymKey().mac("ASA"));
  }

  @Test
  void takes_4096_bytes_of_utf_8_and_not_one_more() {
    assertThat(pseudonymKey().mac("é".repeat(2_048))).hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pseudonymKey().mac("é".repeat(2_048) + "e"));
  }
}
