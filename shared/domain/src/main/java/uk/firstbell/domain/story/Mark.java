package uk.firstbell.domain.story;

/**
 * Where a row's trail stands.
 *
 * @param version how many times the row was written; 0 before the first
 * @param chain the hash of its last audit entry; 64 zeros before the first
 */
public record Mark(long version, String chain) {
  /** A row that was never written. */
  public static final Mark NONE = new Mark(0, "0".repeat(64));
}
