package uk.firstbell.wire.directory;

import java.util.Set;
import java.util.TreeSet;

/** Gathers what is wrong, so that one reading names everything. */
final class Faults {
  private final Set<FileFault> found = new TreeSet<>();
  private int noted;

  void add(String file, int line, String whatToDo) {
    found.add(new FileFault(file, line, whatToDo));
    noted++;
  }

  /** How often a fault was noted; more than there are, where two of a kind share a line. */
  int noted() {
    return noted;
  }

  void throwIfAny() throws BadDirectoryException {
    if (!found.isEmpty()) {
      throw new BadDirectoryException(found);
    }
  }
}
