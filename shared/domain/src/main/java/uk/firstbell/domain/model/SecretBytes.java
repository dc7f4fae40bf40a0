package uk.firstbell.domain.model;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Key material. Prints as nothing and compares in constant time; the one door out is {@link
 * #exposed()}, named so that a search finds every use.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies {@code bytes}; the caller still owns, and should wipe, its own array. */
  public static SecretBytes of(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  /** A copy of the secret. Whoever takes it wipes it. */
  public byte[] exposed() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  /** Overwrites the secret with zeros. */
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** The same for every secret, so that a hash cannot be compared in its place. */
  @Override
  public int hashCode() {
    return SecretBytes.class.hashCode();
  }

  @Override
  public String toString() {
    return "SecretBytes";
  }
}
