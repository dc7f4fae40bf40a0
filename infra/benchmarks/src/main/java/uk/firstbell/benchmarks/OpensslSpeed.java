package uk.firstbell.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Seconds that one operation takes by {@code openssl speed}, on one processor. */
final class OpensslSpeed {
  private static final String SECONDS = "1";

  private OpensslSpeed() {}

  static double ecdsaP256Sign() {
    return 1 / field(3, "+F4:", "ecdsap256");
  }

  static double ecdhP256() {
    return 1 / field(3, "+F5:", "ecdhp256");
  }

  static double aes256Gcm(int bytes) {
    return bytes / field(3, "+F:", "-bytes", Integer.toString(bytes), "-evp", "aes-256-gcm");
  }

  static double sha256(int bytes) {
    return bytes / field(3, "+F:", "-bytes", Integer.toString(bytes), "-evp", "sha256");
  }

  /** One number of the machine-readable line that starts with {@code line}. */
  private static double field(int field, String line, String... what) {
    var command =
        Stream.concat(Stream.of("openssl", "speed", "-mr", "-seconds", SECONDS), Stream.of(what))
            .toList();
    List<String> fields =
        lines(command)
            .filter(said -> said.startsWith(line))
            .findFirst()
            .map(said -> Arrays.asList(said.split(":", -1)))
            .orElseThrow(() -> new IllegalStateException("openssl speed does not measure this"));
    return Double.parseDouble(fields.get(field));
  }

  private static Stream<String> lines(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (var said = process.inputReader(UTF_8)) {
        return said.readAllLines().stream();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("openssl cannot be run", e);
    }
  }
}
