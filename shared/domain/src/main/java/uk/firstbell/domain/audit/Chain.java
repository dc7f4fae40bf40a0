package uk.firstbell.domain.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.RowId;

/**
 * How entries are chained: SHA-256 over every field of an entry and the hash before it.
 *
 * <p>Each field is written as a four-byte big-endian length and that many bytes of UTF-8, lists and
 * maps as a four-byte count and then their members (maps in the order of their keys), so no two
 * different entries have the same bytes. The order of fields is that of {@link #hash}.
 */
public final class Chain {
  private Chain() {}

  /** The entry that records {@code deed} on a row which stood at {@code before}. */
  public static AuditEntry next(RowId row, Mark before, Instant at, Deed deed) {
    Instant whole = at.truncatedTo(ChronoUnit.MILLIS);
    long version = before.version() + 1;
    String hash = hash(row, version, whole, deed, before.chain());
    return new AuditEntry(row, version, whole, deed, before.chain(), hash);
  }

  /** Whether {@code entry} holds what its hash says it holds. */
  public static boolean holds(AuditEntry entry) {
    return entry
        .hash()
        .equals(hash(entry.row(), entry.version(), entry.at(), entry.deed(), entry.previous()));
  }

  private static String hash(RowId row, long version, Instant at, Deed deed, String previous) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      field(out, "firstbell.audit.v1");
      field(out, row.partition());
      field(out, row.sort());
      field(out, Long.toString(version));
      field(out, Long.toString(at.toEpochMilli()));
      field(out, deed.actor().kind().name());
      field(out, deed.actor().id());
      field(out, deed.actor().organisation());
      field(out, deed.action().name());
      field(out, deed.happening().name());
      out.writeInt(deed.facts().size());
      for (var fact : deed.facts().entrySet()) {
        field(out, fact.getKey());
        field(out, fact.getValue());
      }
      out.writeInt(deed.subjects().size());
      for (var subject : deed.subjects()) {
        field(out, subject);
      }
      field(out, previous);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // Nothing here leaves memory.
    }
    return sha256(bytes.toByteArray());
  }

  private static void field(DataOutputStream out, String value) throws IOException {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /** SHA-256 of {@code bytes}, in lower-case hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
