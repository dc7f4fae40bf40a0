package uk.firstbell.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import uk.firstbell.benchmarks.FirstMessage.Sealing;
import uk.firstbell.memory.MemoryAuthority;

/**
 * The first message of a process that has done nothing yet, against the same by Bouncy Castle's
 * generators and provider; every round starts a process for each, one after the other. Counted is
 * the time on a processor, of the thread that seals.
 *
 * <p>The processes run as Lambda runs Java 25: the client compiler alone, the serial collector. On
 * their class path is what seals and nothing else.
 */
final class FreshJvm {
  private static final int ROUNDS = 11;
  private static final Path PACKAGE = Path.of("infra", "package", "target", "functions.zip");
  private static final List<String> SEALS = List.of("domain", "sealing", "bouncycastle", "bc");

  private final String reader = Base64.getEncoder().encodeToString(Seal.certificate());
  private final String authority =
      Base64.getEncoder().encodeToString(new MemoryAuthority().publicKey());
  private final String asPublished;
  private final String asPackaged;

  FreshJvm() {
    List<String> all =
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    String own = all.getFirst();
    this.asPublished =
        Stream.concat(Stream.of(own), all.stream().filter(part -> seals(Path.of(part))))
            .collect(Collectors.joining(File.pathSeparator));
    try {
      this.asPackaged =
          Stream.concat(Stream.of(own), packaged(Files.createTempDirectory("packaged")).stream())
              .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException("the packed functions cannot be read", e);
    }
  }

  /** What is compared, and what it came to. */
  List<String> measure() {
    var naive = new ArrayList<Double>();
    var packaged = new ArrayList<Double>();
    var published = new ArrayList<Double>();
    var warmed = new ArrayList<Double>();
    // A first round is thrown away: it reads the files from the disk.
    for (int round = 0; round <= ROUNDS; round++) {
      naive.add(milliseconds(Sealing.BOUNCY_CASTLE, asPublished));
      packaged.add(milliseconds(Sealing.FIRSTBELL, asPackaged));
      published.add(milliseconds(Sealing.FIRSTBELL, asPublished));
      warmed.add(milliseconds(Sealing.FIRSTBELL_WARMED, asPackaged));
    }
    Stream.of(naive, packaged, published, warmed).forEach(List::removeFirst);
    return List.of(
        "First message in a fresh JVM, Bouncy Castle's generators and provider: "
            + milliseconds(naive),
        "The same by Firstbell, as it is packed for Lambda: " + against(packaged, naive),
        "The same by Firstbell, from jars as they are published: " + against(published, naive),
        "The same by Firstbell, in a process that was warmed: " + against(warmed, naive));
  }

  private static String milliseconds(List<Double> times) {
    return String.format(Locale.ROOT, "%.0f ms", new Ratios(times).median());
  }

  private static String against(List<Double> times, List<Double> naive) {
    var ratios = new ArrayList<Double>();
    for (int i = 0; i < times.size(); i++) {
      ratios.add(times.get(i) / naive.get(i));
    }
    return milliseconds(times) + ", of Bouncy Castle's " + new Ratios(ratios).said();
  }

  private double milliseconds(Sealing sealing, String classPath) {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            FirstMessage.class.getName(),
            sealing.name(),
            reader,
            authority);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (var said = process.inputReader(UTF_8)) {
        return Double.parseDouble(said.readLine());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a JVM cannot be started", e);
    }
  }

  private static boolean seals(Path jar) {
    String name = jar.getFileName().toString();
    return name.endsWith(".jar") && SEALS.stream().anyMatch(name::startsWith);
  }

  private static List<String> packaged(Path folder) throws IOException {
    folder.toFile().deleteOnExit();
    var jars = new ArrayList<String>();
    try (var zip = new ZipFile(PACKAGE.toFile())) {
      for (ZipEntry entry : zip.stream().filter(held -> seals(Path.of(held.getName()))).toList()) {
        Path jar = folder.resolve(Path.of(entry.getName()).getFileName());
        try (var from = zip.getInputStream(entry)) {
          Files.copy(from, jar);
        }
        jar.toFile().deleteOnExit();
        jars.add(jar.toString());
      }
    }
    return jars;
  }
}
