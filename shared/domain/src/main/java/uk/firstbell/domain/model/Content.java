package uk.firstbell.domain.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A message's content as plain data, free of any file format: what a report holds, and what a
 * reader's copy is cut from. Numbers are whole; no message of ours carries a fraction.
 */
public sealed interface Content {

  /** Named parts, in the order of their names. */
  record Group(Map<String, Content> parts) implements Content {
    public static final Group EMPTY = new Group(Map.of());

    public Group {
      parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    public Optional<Content> part(String name) {
      return Optional.ofNullable(parts.get(name));
    }

    /** The named part as a group; empty if it is absent or something else. */
    public Optional<Group> group(String name) {
      return part(name).filter(Group.class::isInstance).map(Group.class::cast);
    }

    /** The named part's items; none if it is absent or something else. */
    public List<Content> items(String name) {
      return parts.get(name) instanceof Items(var items) ? items : List.of();
    }

    /** The named part's items that are groups. */
    public List<Group> groups(String name) {
      return items(name).stream().filter(Group.class::isInstance).map(Group.class::cast).toList();
    }

    public Optional<String> text(String name) {
      return parts.get(name) instanceof Text(var value) ? Optional.of(value) : Optional.empty();
    }

    public Optional<Long> whole(String name) {
      return parts.get(name) instanceof Whole(var value) ? Optional.of(value) : Optional.empty();
    }

    /** Whether the named part is there and is the truth value {@code true}. */
    public boolean is(String name) {
      return parts.get(name) instanceof Truth(var value) && value;
    }

    /** A copy that also has {@code part} under {@code name}, in place of any it had. */
    public Group with(String name, Content part) {
      var copy = new TreeMap<>(parts);
      copy.put(name, part);
      return new Group(copy);
    }
  }

  /** A list, in its order. */
  record Items(List<Content> items) implements Content {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Text, exactly as it came. */
  record Text(String value) implements Content {}

  /** A whole number. */
  record Whole(long value) implements Content {}

  /** True or false. */
  record Truth(boolean value) implements Content {}

  /** A part that was sent as explicitly nothing. */
  record Nothing() implements Content {}
}
