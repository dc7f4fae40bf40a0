package uk.firstbell.domain.directory;

/** Where a directory is kept. */
public interface DirectoryShelf {
  /**
   * Stores everything in {@code book}. What is already there under the same name is replaced, but
   * for devices and sign-ins about which something was written since: that knows better.
   */
  void store(DirectoryBook book);
}
