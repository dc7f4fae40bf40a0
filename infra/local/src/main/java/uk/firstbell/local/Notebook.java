package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run writes down so that another can go on where it was killed: its clock, its identity,
 * and how far its night got. In a folder each note is on the disk before the call that makes it
 * returns, and no moment leaves half of one; a notebook of no folder forgets with its process.
 */
final class Notebook implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final @Nullable Path folder;
  private final @Nullable FileChannel lock;
  private final ObjectNode page;

  /** A folder that cannot be a run's; the message says why. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }

    UnusableException(String message, Exception why) {
      super(message, why);
    }
  }

  private Notebook(@Nullable Path folder, @Nullable FileChannel lock, ObjectNode page) {
    this.folder = folder;
    this.lock = lock;
    this.page = page;
  }

  static Notebook ofNoFolder() {
    return new Notebook(null, null, JSON.createObjectNode());
  }

  /**
   * Opens the notebook of a folder, which is made if need be. One process has it at a time.
   *
   * @throws UnusableException if another run has it, or what it holds cannot be read
   */
  static Notebook in(Path folder) throws UnusableException {
    try {
      Files.createDirectories(folder);
      var lock = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
      boolean opened = false;
      try {
        if (taken(lock)) {
          throw new UnusableException("--data " + folder + " is in use by another run");
        }
        var notebook = new Notebook(folder, lock, read(page(folder)));
        opened = true;
        return notebook;
      } finally {
        if (!opened) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw new UnusableException("--data " + folder + " cannot be used as a run's folder", e);
    }
  }

  private static ObjectNode read(Path written) throws IOException {
    if (!Files.exists(written)) {
      return JSON.createObjectNode();
    }
    if (JSON.readTree(Files.readAllBytes(written)) instanceof ObjectNode notes) {
      return notes;
    }
    throw new IOException("notes are an object");
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held == null;
    } catch (OverlappingFileLockException here) {
      return true;
    }
  }

  /** Whether another process can go on with it. */
  boolean kept() {
    return folder != null;
  }

  /** Where an endpoint of this run's own keeps its files; empty if nothing is kept. */
  Optional<Path> endpoint() {
    return Optional.ofNullable(folder).map(place -> place.resolve("endpoint"));
  }

  /** Lines of a kind, those of earlier processes first. */
  Lines lines(String kind) {
    return folder == null ? Lines.inMemory() : Lines.in(folder.resolve(kind + ".log"));
  }

  /** What the clock showed at least, of which everything so far is dated; empty at the start. */
  Optional<Instant> clock() {
    return text("clock").map(Instant::parse);
  }

  void reached(Instant moment) {
    write(notes -> notes.put("clock", moment.toString()));
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(page.get(name)).map(JsonNode::asText);
  }

  int number(String name, int otherwise) {
    return page.path(name).asInt(otherwise);
  }

  Optional<byte[]> bytes(String name) {
    return text(name).map(Base64.getDecoder()::decode);
  }

  /** The notes under one name, which are changed by {@link #write} alone. */
  JsonNode notes(String name) {
    return page.path(name);
  }

  /** Makes several notes in one. */
  synchronized void write(Consumer<ObjectNode> notes) {
    notes.accept(page);
    if (folder != null) {
      save(folder);
    }
  }

  private void save(Path place) {
    try {
      Path beside = place.resolve("run.json.new");
      try (var file = FileChannel.open(beside, CREATE, TRUNCATE_EXISTING, WRITE)) {
        var bytes = ByteBuffer.wrap(page.toPrettyString().getBytes(UTF_8));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(beside, page(place), ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path page(Path folder) {
    return folder.resolve("run.json");
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
