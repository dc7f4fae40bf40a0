package uk.firstbell.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChosenTest {
  private static final URI NAMED = URI.create("http://127.0.0.1:4566");

  @Test
  void is_the_endpoint_that_is_named_and_no_engine_is_asked_for() {
    Chosen chosen =
        Chosen.from(
            Optional.of(NAMED),
            () -> {
              throw new AssertionError("an engine was asked for");
            });

    assertThat(chosen).isEqualTo(new Chosen.Named(NAMED));
    assertThat(chosen.why()).contains(NAMED.toString()).contains("named");
  }

  @Test
  void is_the_image_where_an_engine_answers() {
    Chosen chosen = Chosen.from(Optional.empty(), () -> true);

    assertThat(chosen).isEqualTo(new Chosen.Image());
    assertThat(chosen.why()).contains("localstack/localstack:4.14.0").contains("engine answers");
  }

  @Test
  void is_the_one_from_pypi_where_no_engine_does() {
    Chosen chosen = Chosen.from(Optional.empty(), () -> false);

    assertThat(chosen).isEqualTo(new Chosen.FromPyPi());
    assertThat(chosen.why()).contains("PyPI").contains("no container engine answers");
  }
}
