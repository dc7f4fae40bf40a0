package uk.firstbell.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Attributes as they were stored, by name. What we did not write, or what somebody changed into
 * something we cannot read, is an {@link UnreadableItemException}.
 */
record StoredItem(Map<String, AttributeValue> attributes) {
  /** A stored item is not one of ours. Carries none of its values. */
  static final class UnreadableItemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableItemException(Throwable cause) {
      super("a stored item is not as the gateway wrote it", cause);
    }

    UnreadableItemException() {
      super("a stored item is not as the gateway wrote it");
    }
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  String text(String name) {
    return as(name, AttributeValue::s);
  }

  long number(String name) {
    return parse(as(name, AttributeValue::n), Long::valueOf);
  }

  boolean truth(String name) {
    return as(name, AttributeValue::bool);
  }

  byte[] bytes(String name) {
    return as(name, AttributeValue::b).asByteArray();
  }

  Instant moment(String name) {
    return parse(text(name), Moments::read);
  }

  Optional<Instant> momentIfAny(String name) {
    return has(name) ? Optional.of(moment(name)) : Optional.empty();
  }

  /** A text of ours read back by {@code reading}, an id's constructor for example. */
  <T> T read(String name, Function<String, T> reading) {
    return parse(text(name), reading);
  }

  <T> Optional<T> readIfAny(String name, Function<String, T> reading) {
    return has(name) ? Optional.of(read(name, reading)) : Optional.empty();
  }

  StoredItem group(String name) {
    AttributeValue value = value(name);
    if (!value.hasM()) {
      throw new UnreadableItemException();
    }
    return new StoredItem(value.m());
  }

  List<StoredItem> groups(String name) {
    return list(name).stream().map(value -> new StoredItem(value.m())).toList();
  }

  List<String> texts(String name) {
    return list(name).stream().map(StoredItem::textOf).toList();
  }

  Map<String, String> textsByName(String name) {
    var texts = new TreeMap<String, String>();
    group(name).attributes().forEach((key, value) -> texts.put(key, textOf(value)));
    return texts;
  }

  private List<AttributeValue> list(String name) {
    AttributeValue value = value(name);
    if (!value.hasL()) {
      throw new UnreadableItemException();
    }
    return value.l();
  }

  private <T> T as(String name, Function<AttributeValue, T> kind) {
    return Optional.ofNullable(kind.apply(value(name))).orElseThrow(UnreadableItemException::new);
  }

  private AttributeValue value(String name) {
    return Optional.ofNullable(attributes.get(name)).orElseThrow(UnreadableItemException::new);
  }

  private static String textOf(AttributeValue value) {
    return Optional.ofNullable(value.s()).orElseThrow(UnreadableItemException::new);
  }

  private static <T> T parse(String text, Function<String, T> reading) {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException | java.time.DateTimeException notOurs) {
      throw new UnreadableItemException(notOurs);
    }
  }
}
