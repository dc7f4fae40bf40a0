package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.firstbell.testkit.scene.SampleBorough;

final class NightTest {
  @TempDir private Path folder;

  @Test
  void plays_every_sample_on_one_clock_and_finds_that_all_of_it_held() throws Exception {
    assertThat(SampleBorough.events(SampleBorough.samples())).hasSizeGreaterThanOrEqualTo(6);

    assertThat(LocalGateway.run(List.of("--once"), System.err)).isZero();
  }

  @Test
  void names_what_came_otherwise_than_the_outcome_says_and_fails() throws Exception {
    copied("half-term");
    Path outcome = folder.resolve("half-term.outcome.json");
    String written = Files.readString(outcome);
    Files.writeString(outcome, written.replace("2026-10-31T09:00:00Z", "2026-10-31T09:00:01Z"));

    assertThat(LocalGateway.run(List.of("--once", "--play", folder.toString()), System.err))
        .isEqualTo(1);

    Files.writeString(outcome, written);
    assertThat(LocalGateway.run(List.of("--once", "--play", folder.toString()), System.err))
        .isZero();
  }

  @Test
  void refuses_scenes_of_which_one_begins_before_another_is_over() throws Exception {
    copied("half-term");
    copied("filed-late");
    Path event = folder.resolve("filed-late.event.json");
    String moved =
        Files.readString(event)
            .replace("2026-06-18T11:00:00+01:00", "2026-10-25T11:00:00+00:00")
            .replace("2026-06-18T12:3", "2026-10-25T12:3");
    Files.writeString(event, moved);
    var said = new ByteArrayOutputStream();

    int exit =
        LocalGateway.run(
            List.of("--once", "--play", folder.toString()),
            new PrintStream(said, true, StandardCharsets.UTF_8));

    assertThat(exit).isEqualTo(2);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("filed-late begins before half-term is over");
  }

  private void copied(String scene) throws Exception {
    for (Path file : List.of(SampleBorough.event(scene), outcome(scene))) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
  }

  private static Path outcome(String scene) {
    return SampleBorough.event(scene).resolveSibling(scene + ".outcome.json");
  }
}
