package uk.firstbell.domain.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Fields as bytes that no other fields have: each is a four-byte big-endian length and that many
 * bytes of UTF-8; a count goes before anything whose number varies.
 */
public final class Fields {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /**
   * Starts with {@code kind}, which names what the fields are, so that two kinds never meet in one
   * hash.
   */
  public Fields(String kind) {
    add(kind);
  }

  public Fields add(String field) {
    byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
    count(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  public Fields add(Object field) {
    return add(field.toString());
  }

  /** Announces how many of what follows there are. */
  public Fields count(int number) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    return this;
  }

  /** SHA-256 of all fields so far, in lower-case hex. */
  public String sha256() {
    return sha256(bytes.toByteArray());
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
