package uk.firstbell.wire.directory;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of a file, read name by name. What is missing, unknown or misshapen is noted as a
 * fault and comes back empty, so that the caller reads on and finds the next one too.
 */
final class Entry {
  static final String AN_OBJECT = "write an object in braces here";
  static final String UNKNOWN = "remove this name, which is not known here";

  private final String file;
  private final Located.Named named;
  private final Faults faults;
  private final int faultsBefore;

  private Entry(String file, Located.Named named, Faults faults) {
    this.file = file;
    this.named = named;
    this.faults = faults;
    this.faultsBefore = faults.noted();
  }

  /** {@code value} as an object that has no other names than {@code known}. */
  static Optional<Entry> of(String file, Located value, Set<String> known, Faults faults) {
    if (!(value instanceof Located.Named named)) {
      faults.add(file, value.line(), AN_OBJECT);
      return Optional.empty();
    }
    var entry = new Entry(file, named, faults);
    named
        .parts()
        .forEach((name, part) -> {
          if (!known.contains(name)) {
            faults.add(file, part.line(), UNKNOWN);
          }
        });
    return Optional.of(entry);
  }

  String file() {
    return file;
  }

  int line() {
    return named.line();
  }

  /** The line {@code name} stands on; the entry's own if it is not there. */
  int lineOf(String name) {
    Located part = named.parts().get(name);
    return part == null ? line() : part.line();
  }

  boolean has(String name) {
    return named.parts().containsKey(name);
  }

  /** Whether nothing has been found wrong since this entry was begun. */
  boolean sound() {
    return faults.noted() == faultsBefore;
  }

  void fault(String name, String whatToDo) {
    faults.add(file, lineOf(name), whatToDo);
  }

  /** The text under {@code name}, as {@code reading} understands it; required. */
  <T> Optional<T> text(String name, Function<String, T> reading, String whatToDo) {
    return read(named.parts().get(name), lineOf(name), reading, whatToDo);
  }

  /** The whole number under {@code name}, from {@code least} to {@code most}; required. */
  Optional<Integer> whole(String name, int least, int most, String whatToDo) {
    if (named.parts().get(name) instanceof Located.Whole(_, int value)
        && least <= value
        && value <= most) {
      return Optional.of(value);
    }
    fault(name, whatToDo);
    return Optional.empty();
  }

  /** The texts listed under {@code name}, those that {@code reading} understands; required. */
  <T> List<T> texts(String name, Function<String, T> reading, String whatToDo) {
    List<T> values = new ArrayList<>();
    for (Located item : items(name)) {
      read(item, item.line(), reading, whatToDo).ifPresent(values::add);
    }
    return List.copyOf(values);
  }

  /** Hands each object listed under {@code name} to {@code reader}; the list is required. */
  void each(String name, Set<String> known, Consumer<Entry> reader) {
    for (Located item : items(name)) {
      of(file, item, known, faults).ifPresent(reader);
    }
  }

  /** The object under {@code name}; required. */
  Optional<Entry> object(String name, Set<String> known) {
    Located part = named.parts().get(name);
    if (part == null) {
      fault(name, "write an object in braces as \"" + name + "\"");
      return Optional.empty();
    }
    return of(file, part, known, faults);
  }

  private List<Located> items(String name) {
    if (named.parts().get(name) instanceof Located.Listed(_, List<Located> items)) {
      return items;
    }
    fault(name, "write a list in square brackets as \"" + name + "\"");
    return List.of();
  }

  private <T> Optional<T> read(
      @Nullable Located part, int line, Function<String, T> reading, String whatToDo) {
    try {
      if (part instanceof Located.Text(_, String value)) {
        return Optional.of(reading.apply(value));
      }
    } catch (IllegalArgumentException | DateTimeException misshapen) {
      // Its own message may quote the value; the fault below says what is wanted instead.
    }
    faults.add(file, line, whatToDo);
    return Optional.empty();
  }
}
