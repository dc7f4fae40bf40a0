package uk.firstbell.wire.directory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value that remembers the line it stands on; in an object, the line of its name. */
sealed interface Located {
  int line();

  record Named(int line, Map<String, Located> parts) implements Located {
    public Named {
      parts = new LinkedHashMap<>(parts);
    }
  }

  record Listed(int line, List<Located> items) implements Located {
    public Listed {
      items = List.copyOf(items);
    }
  }

  record Text(int line, String value) implements Located {}

  record Whole(int line, int value) implements Located {}

  /** Truth values, nothings and numbers that are not small and whole. */
  record Other(int line) implements Located {}
}
