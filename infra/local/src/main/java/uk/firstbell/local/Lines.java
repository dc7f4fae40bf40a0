package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lines that are kept, so that a check can read them all: in memory, or in a file, where those of a
 * process that was killed are found again. Safe to use from several threads.
 */
final class Lines {
  private final PrintStream written;
  private final Kept kept;

  private Lines(OutputStream out, Kept kept) {
    this.written = new PrintStream(out, true, UTF_8);
    this.kept = kept;
  }

  private interface Kept {
    byte[] bytes() throws IOException;
  }

  static Lines inMemory() {
    var memory = new ByteArrayOutputStream();
    return new Lines(memory, memory::toByteArray);
  }

  /** In a file, after whatever it holds. */
  static Lines in(Path file) {
    try {
      // Whoever is killed loses no more than the line being written: each goes out at once.
      return new Lines(Files.newOutputStream(file, CREATE, APPEND), () -> Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(String line) {
    written.println(line);
  }

  /** For whoever writes its own lines. */
  PrintStream stream() {
    return written;
  }

  /** Every line so far. */
  List<String> all() {
    try {
      return new String(kept.bytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
