package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.firstbell.testkit.scene.SampleBorough;

final class NightTest {
  @TempDir private Path folder;

  @Test
  void plays_every_sample_on_one_clock_and_finds_that_all_of_it_held() throws Exception {
    assertThat(SampleBorough.events(SampleBorough.samples())).hasSizeGreaterThanOrEqualTo(30);

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
  void finds_each_part_of_an_outcome_that_did_not_come_and_nothing_else() throws Exception {
    changed("bad-signature", "401", "422");
    changed("five-faults", "BEFORE_START", "IN_THE_FUTURE");
    changed("inset-monday", "\"pupilsNotIn\": true,", "");
    changed("filed-late", "\"cause\": \"REPORTING_DELAY\"", "\"cause\": \"PLATFORM_OUTAGE\"");
    changed("nobody-opens", "\"kind\": \"LA_BREACH\"", "\"kind\": \"LA_LEAD\"");
    changed("deputy-left", ", \"oakmere-dsl\"]", "]");
    changed("no-school-known", "SUPPORT_IN_PLACE", "SILENT_WATCH");

    assertThat(findings(Timeline.of(samples())))
        .extracting(finding ->
            finding.replaceFirst(": expected .*", "").replaceAll("[0-9a-f-]{36}/[A-Z]+-\\d+", "it"))
        .containsExactly(
            "inset-monday: that the alert of it says pupils are not in",
            "filed-late: that it was late",
            "no-school-known: the outcome of it",
            "deputy-left: the readers of it",
            "bad-signature: the answer to the police system",
            "five-faults: the faults it was told of",
            "nobody-opens: the tasks given to people about it");
  }

  @Test
  void finds_what_came_otherwise_of_a_case_or_of_a_revision_and_nothing_else() throws Exception {
    changed(
        "ocsae-confirmed-late",
        "\"knownAt\": \"2026-03-29T20:30",
        "\"knownAt\": \"2026-03-29T17:50");
    changed("ocsae-answered", "\"kind\": \"CASE_REVIEW\"", "\"kind\": \"CASE_DECISION\"");
    changed(
        "ocsae-conversation",
        "\"confirmedAt\": \"2026-10-17T21:40",
        "\"confirmedAt\": \"2026-10-17T21:41");
    changed(
        "ocsae-acknowledged",
        "\"recordedAt\": \"2026-10-25T17:01:00Z\"",
        "\"recordedAt\": \"2026-10-25T17:00:00Z\"");
    changed("ocsae-late", "\"known\": false", "\"known\": true");
    changed("minimum-safe", "\"revision\": 2", "\"revision\": 3");

    assertThat(findings(Timeline.of(samples())))
        .extracting(finding ->
            finding
                .replaceFirst(": expected .*", "")
                .replaceAll("N#\\S+", "it")
                .replaceAll("[0-9a-f-]{36}/[A-Z]+-\\d+", "it"))
        .containsExactly(
            "ocsae-confirmed-late: the contact there was",
            "minimum-safe: the copy it does not hold the expected notice",
            "minimum-safe: the copy it does not hold the expected notice",
            "minimum-safe: the copy it does not hold the expected notice",
            "ocsae-answered: the tasks given to people about the case",
            "ocsae-conversation: the conversations recorded",
            "ocsae-acknowledged: the breach of the case",
            "ocsae-late: the copy it does not hold the expected notice");
  }

  @Test
  void finds_a_case_and_a_revision_that_no_outcome_speaks_of() throws Exception {
    without("ocsae-late", ",\\s*\"case\": \\{\\s*\"state\".*", "}");
    without("minimum-safe", ",\\s*\"revision\": \\{.*", "}");

    assertThat(findings(Timeline.of(samples())))
        .extracting(finding -> finding.replaceFirst(": expected .*", ""))
        .containsExactly(
            "minimum-safe: the outcome does not say what came of the revision",
            "ocsae-late: that there is a case",
            "the run: the addresses mailed");
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

  private void changed(String scene, String from, String to) throws Exception {
    copied(scene);
    Path outcome = folder.resolve(scene + ".outcome.json");
    String written = Files.readString(outcome);
    assertThat(written).contains(from);
    Files.writeString(outcome, written.replaceFirst(Pattern.quote(from), to));
  }

  /** Cuts what {@code from}, a pattern, finds out of a scene's outcome. */
  private void without(String scene, String from, String to) throws Exception {
    copied(scene);
    Path outcome = folder.resolve(scene + ".outcome.json");
    String written = Files.readString(outcome);
    String cut = Pattern.compile(from, Pattern.DOTALL).matcher(written).replaceFirst(to);
    assertThat(cut).isNotEqualTo(written);
    Files.writeString(outcome, cut);
  }

  private List<Night.Sample> samples() {
    return SampleBorough.events(folder).stream()
        .map(event -> Night.Sample.read(event, SampleBorough.path()))
        .toList();
  }

  private static List<String> findings(Timeline timeline) throws Exception {
    Path borough = SampleBorough.path();
    var narrator = new Narrator(new PrintStream(OutputStream.nullOutputStream()), false);
    try (var notebook = Notebook.ofNoFolder();
        var gateway =
            RunningGateway.start(
                timeline.start(), borough, 0, LocalSignIn.TOKEN_LIFE, narrator, notebook);
        var outside = new Outside(gateway, borough)) {
      return new Night(gateway, outside, Progress.of(timeline, notebook))
          .play(timeline, Instant.MAX);
    }
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
