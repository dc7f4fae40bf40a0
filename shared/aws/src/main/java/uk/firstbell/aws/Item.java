package uk.firstbell.aws;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes as they are being gathered, by name. */
final class Item {
  private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

  Item text(String name, String value) {
    return put(name, AttributeValue.fromS(value));
  }

  /** A value of ours that is written as it prints: an id, a unit. */
  Item text(String name, Record id) {
    return text(name, id.toString());
  }

  Item textIfAny(String name, Optional<String> value) {
    value.ifPresent(text -> text(name, text));
    return this;
  }

  Item name(String name, Enum<?> value) {
    return text(name, value.name());
  }

  Item number(String name, long value) {
    return put(name, AttributeValue.fromN(Long.toString(value)));
  }

  Item truth(String name, boolean value) {
    return put(name, AttributeValue.fromBool(value));
  }

  Item bytes(String name, byte[] value) {
    return put(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
  }

  Item moment(String name, Instant value) {
    return text(name, Moments.text(value));
  }

  Item moment(String name, Optional<Instant> value) {
    value.ifPresent(present -> moment(name, present));
    return this;
  }

  Item name(String name, Optional<? extends Enum<?>> value) {
    value.ifPresent(present -> name(name, present));
    return this;
  }

  Item group(String name, Item group) {
    return put(name, AttributeValue.fromM(group.attributes()));
  }

  Item texts(String name, Collection<String> values) {
    return put(name, AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList()));
  }

  Item texts(String name, Map<String, String> values) {
    var group = new Item();
    values.forEach(group::text);
    return group(name, group);
  }

  <T> Item groups(String name, List<T> values, Function<T, Item> each) {
    return put(
        name,
        AttributeValue.fromL(
            values.stream()
                .map(value -> AttributeValue.fromM(each.apply(value).attributes()))
                .toList()));
  }

  Map<String, AttributeValue> attributes() {
    return Map.copyOf(attributes);
  }

  private Item put(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }
}
