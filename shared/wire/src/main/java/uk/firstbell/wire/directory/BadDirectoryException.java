package uk.firstbell.wire.directory;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A directory's files cannot be used as they are: the fault of whoever wrote them. */
public final class BadDirectoryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<FileFault> faults;

  BadDirectoryException(Collection<FileFault> faults) {
    super(faults.stream().sorted().map(FileFault::toString).collect(Collectors.joining("\n")));
    this.faults = faults.stream().sorted().toList();
  }

  /** Everything wrong, sorted by file and line; at least one. The message has one line for each. */
  public List<FileFault> faults() {
    return faults;
  }
}
