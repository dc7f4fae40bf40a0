package uk.firstbell.domain.story;

/**
 * One release of the page in which people read: whoever controls that page controls what decrypts.
 *
 * @param hash SHA-256 of the list of its files with theirs, lower-case hex
 */
public record PageRelease(String hash) implements Row {
  @Override
  public RowId id() {
    return RowId.pageRelease(hash);
  }
}
