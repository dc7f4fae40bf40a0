package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.testkit.scene.SampleBorough;

final class LocalGatewayTest {
  private static final int MISUSED = 2;

  @TempDir Path folder;

  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

  @Test
  void says_in_one_line_that_a_port_is_taken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("--once", "--port", port)).isEqualTo(MISUSED);

      assertThat(complaints.toString(UTF_8))
          .startsWith("--port " + port + " cannot be had: ")
          .hasLineCount(1);
    }
  }

  @Test
  void says_in_one_line_where_a_scene_cannot_be_played() throws Exception {
    Path event = SampleBorough.event("bank-holiday-friday");
    Path copy = folder.resolve(String.valueOf(event.getFileName()));
    Files.writeString(copy, Files.readString(event).replaceFirst("\"then\"", "\"thn\""));

    assertThat(run("--once", "--play", folder.toString())).isEqualTo(MISUSED);

    assertThat(complaints.toString(UTF_8))
        .contains("bank-holiday-friday.event.json#: remove the names that are not known here")
        .hasLineCount(1);
  }

  @Test
  void says_in_one_line_that_a_scene_has_no_outcome_beside_it() throws Exception {
    Path event = SampleBorough.event("bank-holiday-friday");
    Files.copy(event, folder.resolve(String.valueOf(event.getFileName())));

    assertThat(run("--once", "--play", folder.toString())).isEqualTo(MISUSED);

    assertThat(complaints.toString(UTF_8)).contains("cannot be read").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          event   | wxc-2026a     | bank-holiday-friday.event.json#/publish/keyId: name a key that the borough's forces.json lists
          event   | wxc-auditor   | bank-holiday-friday.event.json#/then/2/person: name somebody whom the borough's people.json lists
          outcome | larkfield-dsl | bank-holiday-friday.outcome.json#/deliveries/0/readers: name somebody whom the borough's people.json lists
          """)
  void says_in_one_line_that_nobody_knows_somebody_or_a_key_in_a_scene(
      String file, String known, String said) throws Exception {
    Path event = SampleBorough.event("bank-holiday-friday");
    Path outcome = event.resolveSibling("bank-holiday-friday.outcome.json");
    for (Path part : List.of(event, outcome)) {
      String name = String.valueOf(part.getFileName());
      String text = Files.readString(part);
      boolean changed = name.endsWith("." + file + ".json");
      Files.writeString(
          folder.resolve(name), changed ? text.replaceFirst(known, known + "-x") : text);
    }

    assertThat(run("--once", "--play", folder.toString())).isEqualTo(MISUSED);

    assertThat(complaints.toString(UTF_8)).contains(said).hasLineCount(1);
  }

  @Test
  void refuses_two_scenes_of_one_name() throws Exception {
    Path event = SampleBorough.event("bank-holiday-friday");
    Path outcome = event.resolveSibling("bank-holiday-friday.outcome.json");
    for (String below : List.of("one", "two")) {
      Path copies = Files.createDirectory(folder.resolve(below));
      Files.copy(event, copies.resolve(String.valueOf(event.getFileName())));
      Files.copy(outcome, copies.resolve(String.valueOf(outcome.getFileName())));
    }

    assertThat(run("--once", "--play", folder.toString())).isEqualTo(MISUSED);

    assertThat(complaints.toString(UTF_8))
        .startsWith("--play needs a folder in which no two scenes are called bank-holiday-friday");
  }

  @Test
  void stops_without_a_word_when_it_is_interrupted_while_the_night_plays() throws Exception {
    Process gateway =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LocalGateway.class.getName(),
                "--once")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = gateway.inputReader(UTF_8)) {
      assertThat(lineStarting("Scene ", said)).isTrue();
      List<ProcessHandle> family = gateway.descendants().toList();
      assertThat(family).isNotEmpty();

      gateway.toHandle().destroy(); // Ends it as Ctrl-C does, and leaves its output to be read.

      assertThat(said.lines())
          .noneMatch(line -> line.contains("Exception") || line.stripLeading().startsWith("at "));
      assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.exitValue()).isNotZero();
      assertThat(family).noneMatch(ProcessHandle::isAlive);
    } finally {
      gateway.destroyForcibly();
    }
  }

  private int run(String... arguments) throws Exception {
    return LocalGateway.run(List.of(arguments), new PrintStream(complaints, true, UTF_8));
  }

  private static boolean lineStarting(String wanted, BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(wanted)) {
        return true;
      }
    }
    return false;
  }
}
