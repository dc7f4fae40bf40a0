package uk.firstbell.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.SecretBytes;

final class MemoryPseudonymKeyTest {
  private final MemoryPseudonymKey key =
      new MemoryPseudonymKey(SecretBytes.of("Jefe".getBytes(StandardCharsets.US_ASCII)));

  /** RFC 4231, section 4.3. */
  @Test
  void agrees_with_the_published_vector() {
    assertThat(key.mac("what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}
