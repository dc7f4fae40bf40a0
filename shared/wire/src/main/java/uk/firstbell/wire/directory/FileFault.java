package uk.firstbell.wire.directory;

import java.util.Comparator;

/**
 * One thing to correct in a directory's files. Never carries the offending value, which may be
 * personal.
 *
 * @param file relative to the directory's folder
 * @param line counted from 1
 * @param whatToDo a constant sentence for each kind of fault
 */
public record FileFault(String file, int line, String whatToDo) implements Comparable<FileFault> {
  private static final Comparator<FileFault> ORDER =
      Comparator.comparing(FileFault::file)
          .thenComparingInt(FileFault::line)
          .thenComparing(FileFault::whatToDo);

  @Override
  public int compareTo(FileFault other) {
    return ORDER.compare(this, other);
  }

  /** As compilers write it: {@code people.json:12: do this}. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + whatToDo;
  }
}
