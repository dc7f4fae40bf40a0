package uk.firstbell.testkit.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/** One object of a sample file, that says where it stands when it is not what was asked for. */
final class Part {
  private static final int FILE_BYTES_MAX = 1_048_576;

  private final String where;
  private final Content.Group group;

  private Part(String where, Content.Group group) {
    this.where = where;
    this.group = group;
  }

  /** The one object in {@code file}, which has no other names than {@code known}. */
  static Part read(Path file, Set<String> known) {
    String where = String.valueOf(file.getFileName());
    return switch (ContentJson.read(bytes(file), FILE_BYTES_MAX)) {
      case ContentJson.Reading.Understood(Content.Group group) -> of(where + "#", group, known);
      case ContentJson.Reading.Understood(_) ->
          throw new BadSceneException(where, "write one object in braces");
      case ContentJson.Reading.Refused(var fault) ->
          throw new BadSceneException(where, fault.detail());
    };
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("a sample file cannot be read", unreadable);
    }
  }

  private static Part of(String where, Content.Group group, Set<String> known) {
    if (!known.containsAll(group.parts().keySet())) {
      throw new BadSceneException(where, "remove the names that are not known here");
    }
    return new Part(where, group);
  }

  /** Everything in it. */
  Content.Group content() {
    return group;
  }

  /** The same, of which nothing but {@code names} may be there. */
  Part only(String... names) {
    return of(where, group, Set.of(names));
  }

  boolean has(String name) {
    return group.part(name).isPresent();
  }

  /** A text as it stands. */
  String text(String name) {
    return as(name, Function.identity(), "write a text");
  }

  /** A text as {@code reading} understands it; it refuses by IllegalArgumentException. */
  <T> T as(String name, Function<String, T> reading, String whatToDo) {
    try {
      return reading.apply(group.text(name).orElseThrow(() -> bad(name, whatToDo)));
    } catch (IllegalArgumentException | DateTimeException misshapen) {
      throw bad(name, whatToDo);
    }
  }

  <T> Optional<T> maybe(String name, Function<String, T> reading, String whatToDo) {
    return has(name) ? Optional.of(as(name, reading, whatToDo)) : Optional.empty();
  }

  <T> List<T> texts(String name, Function<String, T> reading, String whatToDo) {
    List<T> values = new ArrayList<>();
    for (Content item : items(name)) {
      var alone = new Part(where, new Content.Group(Map.of(name, item)));
      values.add(alone.as(name, reading, whatToDo));
    }
    return values;
  }

  /** A moment that carries its offset. */
  Instant instant(String name) {
    return as(
        name,
        text -> OffsetDateTime.parse(text).toInstant(),
        "write a moment with its offset, like 2026-05-01T22:40:00+01:00");
  }

  int whole(String name) {
    return Math.toIntExact(group.whole(name).orElseThrow(() -> bad(name, "write a whole number")));
  }

  boolean truth(String name) {
    if (group.part(name).orElse(Content.Group.EMPTY) instanceof Content.Truth(boolean truth)) {
      return truth;
    }
    throw bad(name, "write true or false");
  }

  Content.Group content(String name) {
    return group.group(name).orElseThrow(() -> bad(name, "write an object in braces"));
  }

  Part part(String name, Set<String> known) {
    return of(where + "/" + name, content(name), known);
  }

  /** Every item of a list of objects. */
  List<Part> parts(String name, Set<String> known) {
    List<Part> parts = new ArrayList<>();
    for (Content item : items(name)) {
      String there = where + "/" + name + "/" + parts.size();
      if (!(item instanceof Content.Group one)) {
        throw new BadSceneException(there, "write an object in braces");
      }
      parts.add(of(there, one, known));
    }
    return parts;
  }

  private List<Content> items(String name) {
    if (group.part(name).orElse(Content.Group.EMPTY) instanceof Content.Items(var items)) {
      return items;
    }
    throw bad(name, "write a list in square brackets");
  }

  BadSceneException bad(String name, String whatToDo) {
    return new BadSceneException(where + "/" + name, whatToDo);
  }
}
