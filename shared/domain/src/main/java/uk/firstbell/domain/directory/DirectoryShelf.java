package uk.firstbell.domain.directory;

/** Where a directory is kept. */
public interface DirectoryShelf {
  /** Stores everything in {@code book}; what is already there under the same name is replaced. */
  void store(DirectoryBook book);
}
