package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

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

    assertThat(played()).isEqualTo(1);

    Files.writeString(outcome, written);
    assertThat(played()).isZero();
  }

  @Test
  void plays_a_scene_inside_another_and_holds_each_to_its_own_outcome() throws Exception {
    copied("nobody-opens");
    copied("filed-late");
    // A morning of June, moved to the one in November on which the other waits to be opened.
    for (String name : List.of("filed-late.event.json", "filed-late.outcome.json")) {
      Path file = folder.resolve(name);
      String moved = Files.readString(file).replace("2026-06-18", "2026-11-11");
      Files.writeString(file, moved.replace("2026-11-11T07:30:00Z", "2026-11-11T08:30:00Z"));
    }

    assertThat(played()).isZero();
  }

  private int played() throws Exception {
    return LocalGateway.run(List.of("--once", "--play", folder.toString()), System.err);
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
