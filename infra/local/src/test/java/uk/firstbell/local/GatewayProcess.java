package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import uk.firstbell.testkit.endpoint.LocalEndpoint;

/** The gateway in a process of its own, which can be killed without a word. */
final class GatewayProcess implements AutoCloseable {
  private static final int LONGEST_SECONDS = 120;

  private final Process process;
  private final BufferedReader out;
  private final List<String> lines = new ArrayList<>();

  private GatewayProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
  }

  /**
   * Starts it.
   *
   * @param endpoint of somebody else; empty for one that it starts itself
   */
  static GatewayProcess start(Optional<URI> endpoint, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LocalGateway.class.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove(LocalEndpoint.ELSEWHERE);
    endpoint.ifPresent(uri -> builder.environment().put(LocalEndpoint.ELSEWHERE, uri.toString()));
    return new GatewayProcess(builder.start());
  }

  /** Reads what it says up to a line, or to its end; says whether that line came. */
  boolean says(Predicate<String> wanted) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (wanted.test(line)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it outright: SIGKILL. May be called from another thread than the reader's. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Asks it to end: SIGTERM. */
  void stop() {
    process.toHandle().destroy();
  }

  /** Reads on until it has ended, and says how. */
  int ends() throws InterruptedException {
    says(_ -> false);
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end");
    }
    return process.exitValue();
  }

  /** Everything it said that was read so far. */
  String said() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }
}
