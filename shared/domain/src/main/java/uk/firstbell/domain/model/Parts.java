package uk.firstbell.domain.model;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Parts of a message by the names of its fields. It has passed its schema, so what the schema
 * requires is there; where it is not, that is a bug of ours and an unchecked exception says so.
 */
final class Parts {
  private Parts() {}

  static String required(Content.Group group, String name) {
    return group
        .text(name)
        .orElseThrow(() -> new IllegalStateException("a field the schema requires is not there"));
  }

  static Content.Group part(Content.Group group, String name) {
    return group
        .group(name)
        .orElseThrow(() -> new IllegalStateException("a part the schema requires is not there"));
  }

  static Instant instant(Content.Group group, String name) {
    return parse(required(group, name));
  }

  static Instant parse(String dateTime) {
    return OffsetDateTime.parse(dateTime).toInstant();
  }

  /** The texts of a list; what is none is left out. */
  static List<String> texts(Content.Group group, String name) {
    return group.items(name).stream()
        .filter(Content.Text.class::isInstance)
        .map(item -> ((Content.Text) item).value())
        .toList();
  }
}
