package uk.firstbell.wire.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sample borough, whole or broken in one place. */
final class SampleFiles {
  static final Path BOROUGH = Path.of("../../events/samples/borough");

  static final Map<String, IssuerEndpoint> ENDPOINTS =
      Map.of(
          "sample-schools",
          new IssuerEndpoint(
              "http://127.0.0.1:7001/schools", URI.create("http://127.0.0.1:7001/schools/jwks")),
          "sample-agencies",
          new IssuerEndpoint(
              "http://127.0.0.1:7001/agencies", URI.create("http://127.0.0.1:7001/agencies/jwks")));

  private SampleFiles() {}

  static void copyTo(Path folder) {
    try (Stream<Path> files = Files.walk(BOROUGH)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(BOROUGH.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Replaces the first {@code from} in {@code file} by {@code to}.
   *
   * @return the line {@code from} begins on
   */
  static int replace(Path folder, String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    int at = text.indexOf(from);
    if (at < 0) {
      throw new IllegalArgumentException("the sample no longer holds what this test breaks");
    }
    Files.writeString(path, text.substring(0, at) + to + text.substring(at + from.length()));
    return (int) text.substring(0, at).lines().count() + (text.charAt(at - 1) == '\n' ? 1 : 0);
  }

  static List<String> faults(Path folder) {
    return faults(folder, ENDPOINTS);
  }

  static List<String> faults(Path folder, Map<String, IssuerEndpoint> endpoints) {
    try {
      DirectoryFiles.read(folder, endpoints);
      return List.of();
    } catch (BadDirectoryException refused) {
      return refused.faults().stream().map(FileFault::toString).toList();
    }
  }
}
