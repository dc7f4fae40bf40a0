package uk.firstbell.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import uk.firstbell.benchmarks.FirstMessage.Sealing;
import uk.firstbell.testkit.scene.SampleBorough;

/**
 * The first message of a process that has done nothing yet, against the same by Bouncy Castle's
 * generators and provider; every round starts a process for each, one after the other. Counted is
 * the time on a processor, of the thread that seals.
 *
 * <p>The processes run as Lambda runs Java 25: the client compiler alone, the serial collector.
 */
final class FreshJvm {
  private static final int ROUNDS = 7;
  private static final Path READER =
      SampleBorough.path().resolve("certificates").resolve("larkfield-dsl.cert.pem");

  private final String jarsAsPublished = System.getProperty("java.class.path");
  private final String jarsUnsigned;

  FreshJvm() {
    try {
      this.jarsUnsigned = unsigned(jarsAsPublished, Files.createTempDirectory("unsigned"));
    } catch (IOException e) {
      throw new UncheckedIOException("a jar cannot be copied", e);
    }
  }

  /** What is compared, and what it came to. */
  List<String> measure() {
    var naive = new ArrayList<Double>();
    var published = new ArrayList<Double>();
    var unsigned = new ArrayList<Double>();
    var warmed = new ArrayList<Double>();
    // A first round is thrown away: it reads the files from the disk.
    for (int round = 0; round <= ROUNDS; round++) {
      naive.add(milliseconds(Sealing.BOUNCY_CASTLE, jarsAsPublished));
      published.add(milliseconds(Sealing.FIRSTBELL, jarsAsPublished));
      unsigned.add(milliseconds(Sealing.FIRSTBELL, jarsUnsigned));
      warmed.add(milliseconds(Sealing.FIRSTBELL_WARMED, jarsAsPublished));
    }
    Stream.of(naive, published, unsigned, warmed).forEach(List::removeFirst);
    return List.of(
        "First message in a fresh JVM, Bouncy Castle's generators and provider: "
            + milliseconds(naive),
        "The same by Firstbell: " + against(published, naive),
        "The same by Firstbell, its jars without their signatures: " + against(unsigned, naive),
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

  private static double milliseconds(Sealing sealing, String classPath) {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            FirstMessage.class.getName(),
            sealing.name(),
            READER.toString());
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

  /** The class path with copies of its signed jars that are not signed. */
  private static String unsigned(String classPath, Path folder) throws IOException {
    var parts = new ArrayList<String>();
    for (String part : classPath.split(File.pathSeparator, -1)) {
      Path jar = Path.of(part);
      parts.add(
          part.contains("bouncycastle")
              ? unsigned(jar, folder.resolve(jar.getFileName())).toString()
              : part);
    }
    return parts.stream().collect(Collectors.joining(File.pathSeparator));
  }

  private static Path unsigned(Path jar, Path copy) throws IOException {
    try (var from = new ZipInputStream(Files.newInputStream(jar));
        var to = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        if (!isSignature(entry.getName())) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          from.transferTo(to);
        }
      }
    }
    return copy;
  }

  private static boolean isSignature(String name) {
    return name.startsWith("META-INF/")
        && Arrays.asList(".SF", ".RSA", ".DSA", ".EC").stream().anyMatch(name::endsWith);
  }
}
