package uk.firstbell.wire.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The folder a directory is written in. */
final class Pages {
  static final String INSIDE = "name a file inside this folder, by a relative path";
  static final String MISSING_FILE = "add the file that is named here, or name one that is there";

  private static final long NAMED_FILE_BYTES_MAX = 65_536;

  private final Path folder;
  private final Faults faults;

  Pages(Path folder, Faults faults) {
    this.folder = folder.toAbsolutePath().normalize();
    this.faults = faults;
  }

  /** The one object {@code file} holds; empty, with the fault noted, if it holds something else. */
  Optional<Entry> open(String file, Set<String> known) {
    try {
      return LocatedJson.read(folder, file, faults)
          .flatMap(value -> Entry.of(file, value, known, faults));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The bytes of the file that {@code entry} names, at most 64 KiB; required. */
  Optional<byte[]> bytes(Entry entry, String name) {
    return path(entry, name).map(Pages::read);
  }

  /** The file that {@code entry} names and that is there; required. */
  Optional<Path> path(Entry entry, String name) {
    Optional<Path> named =
        entry.text(name, folder::resolve, INSIDE).map(Path::normalize).filter(Pages::notNothing);
    if (named.isPresent() && !named.orElseThrow().startsWith(folder)) {
      entry.fault(name, INSIDE);
      return Optional.empty();
    }
    if (named.isPresent() && !smallFile(named.orElseThrow())) {
      entry.fault(name, MISSING_FILE);
      return Optional.empty();
    }
    return named;
  }

  private static boolean notNothing(Path path) {
    return path.getNameCount() > 0;
  }

  private static boolean smallFile(Path path) {
    try {
      return Files.isRegularFile(path) && Files.size(path) <= NAMED_FILE_BYTES_MAX;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
