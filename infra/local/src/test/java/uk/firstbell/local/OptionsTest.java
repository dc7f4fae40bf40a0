package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
  @Test
  void stays_up_on_any_port_unless_told_otherwise() throws Exception {
    assertThat(Options.read(List.of())).isEqualTo(new Options(false, false, Optional.empty(), 0));
  }

  @Test
  void reads_everything_it_offers() throws Exception {
    assertThat(Options.read(List.of("--once", "--play", "here", "--port", "65535", "--help")))
        .isEqualTo(new Options(true, true, Optional.of(Path.of("here")), 65_535));
    assertThat(Options.usage()).contains("--once", "--play FOLDER", "--port N", "--help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--nonsense", "--play", "--port", "--port=65536", "--port=-1", "--port=x"})
  void refuses_what_it_cannot_follow_and_says_why(String said) {
    assertThatThrownBy(() -> Options.read(List.of(said.split("=", -1))))
        .isInstanceOf(Options.UnusableException.class)
        .hasMessageContaining(said.split("=", -1)[0]);
  }
}
