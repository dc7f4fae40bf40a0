package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
  @Test
  void stays_up_on_any_port_unless_told_otherwise() throws Exception {
    assertThat(Options.read(List.of()))
        .isEqualTo(
            new Options(
                false,
                false,
                Optional.empty(),
                false,
                0,
                0,
                Duration.ofMinutes(30),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void reads_everything_it_offers() throws Exception {
    List<String> everything =
        List.of(
            "--once --play here --idle --port 65535 --desk-port 1 --token-life 1m --data there --at 2026-05-01T22:40:00+01:00 --pass 2h --help"
                .split(" ", -1));

    assertThat(Options.read(everything))
        .isEqualTo(
            new Options(
                true,
                true,
                Optional.of(Path.of("here")),
                true,
                65_535,
                1,
                Duration.ofMinutes(1),
                Optional.of(Path.of("there")),
                Optional.of(Instant.parse("2026-05-01T21:40:00Z")),
                Optional.of(Duration.ofHours(2))));
    assertThat(Options.usage())
        .contains(
            everything.stream().filter(option -> option.startsWith("--")).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "30m, PT30M",
    "2h, PT2H",
    "3d, P3D",
    "1d12h, P1DT12H",
    "1h1s, PT1H1S",
    "PT2H, PT2H",
    "P3DT1S, P3DT1S",
    "3660d, P3660D"
  })
  void lets_time_pass_by_what_a_person_or_a_machine_writes(String said, Duration meant)
      throws Exception {
    assertThat(Options.read(List.of("--pass", said)).pass()).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nonsense",
        "--play",
        "--port",
        "--port=65536",
        "--port=-1",
        "--port=x",
        "--desk-port=65536",
        "--token-life=0s",
        "--data",
        "--at",
        "--at=2026-05-01",
        "--at=2026-05-01T22:40:00",
        "--at=1999-12-31T23:59:59Z",
        "--at=+9000-01-01T00:00:00Z",
        "--pass",
        "--pass=",
        "--pass=2",
        "--pass=0s",
        "--pass=-2h",
        "--pass=2h1d",
        "--pass=PT-2H",
        "--pass=3660d1s",
        "--pass=soon"
      })
  void refuses_what_it_cannot_follow_and_says_why(String said) {
    assertThatThrownBy(() -> Options.read(List.of(said.split("=", -1))))
        .isInstanceOf(Options.UnusableException.class)
        .hasMessageContaining(said.split("=", -1)[0]);
  }
}
