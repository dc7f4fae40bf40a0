package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.testkit.scene.SampleBorough;

/** The clock goes where it is told, and never back. */
final class SteeredTest {
  private static final int WELL = 0;
  private static final int BROKEN = 1;
  private static final int MISUSED = 2;

  private static final Instant EVENING = Instant.parse("2026-05-01T21:40:00Z");

  @TempDir private Path folder;

  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

  @BeforeEach
  void a_scene_is_there() throws Exception {
    copied("bank-holiday-friday");
  }

  @Test
  void lets_so_much_time_pass_and_keeps_the_rest_of_the_night_for_the_next_run() throws Exception {
    assertThat(run("--at", "2026-05-01T22:30:00+01:00", "--pass", "1h")).isEqualTo(WELL);

    assertThat(clock()).contains(Instant.parse("2026-05-01T22:30:00Z"));
    assertThat(noted("came")).isEqualTo(1); // The report; it is read on Tuesday.
    assertThat(noted("verdicts")).isZero();

    assertThat(run("--at", "2026-05-01T22:29:59Z")).isEqualTo(MISUSED);
    assertThat(complaints.toString(UTF_8))
        .startsWith("--at is before 2026-05-01T22:30:00Z, which the clock of this run has reached");

    assertThat(run("--at", "2026-05-01T22:30:00Z")).isEqualTo(WELL);
    assertThat(noted("verdicts")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1m, 3m, 4m", "5m, 14m, 19m", "14m, 1m, 15m", "20m, 10m, 30m"})
  void finds_nobody_silent_however_short_a_run_is_and_goes_on_counting_in_the_next(
      String first, String second, String together) throws Exception {
    assertThat(run("--pass", first)).isEqualTo(WELL);
    assertThat(run("--pass", second)).isEqualTo(WELL);

    assertThat(clock()).contains(EVENING.plus(Duration.parse("PT" + together)));
  }

  @Test
  void refuses_to_go_on_with_other_scenes_than_it_began_with() throws Exception {
    assertThat(run("--pass", "20m")).isEqualTo(WELL);
    copied("half-term");

    assertThat(run()).isEqualTo(MISUSED);
    assertThat(complaints.toString(UTF_8))
        .isEqualToIgnoringNewLines("--data was begun with other scenes than these");

    Files.delete(folder.resolve("scenes").resolve("half-term.event.json"));
    assertThat(run("--pass", "20m")).isEqualTo(WELL);
    assertThat(clock()).contains(EVENING.plusSeconds(2_400));
  }

  @Test
  void does_what_lies_before_its_start_late_and_says_so() throws Exception {
    assertThat(run("--at", "2026-05-05T10:00:00Z")).isEqualTo(BROKEN);

    assertThat(clock()).contains(Instant.parse("2026-05-05T10:00:00Z"));
  }

  private int run(String... more) throws Exception {
    var arguments =
        new ArrayList<>(
            List.of(
                "--once",
                "--play",
                folder.resolve("scenes").toString(),
                "--data",
                folder.resolve("data").toString()));
    arguments.addAll(List.of(more));
    return LocalGateway.run(arguments, new PrintStream(complaints, true, UTF_8));
  }

  private Optional<Instant> clock() throws Exception {
    try (var notebook = Notebook.in(folder.resolve("data"))) {
      return notebook.clock();
    }
  }

  private int noted(String name) throws Exception {
    try (var notebook = Notebook.in(folder.resolve("data"))) {
      return notebook.notes(name).size();
    }
  }

  private void copied(String scene) throws Exception {
    Path into = Files.createDirectories(folder.resolve("scenes"));
    Path event = SampleBorough.event(scene);
    for (Path file : List.of(event, event.resolveSibling(scene + ".outcome.json"))) {
      Files.copy(file, into.resolve(file.getFileName()));
    }
  }
}
