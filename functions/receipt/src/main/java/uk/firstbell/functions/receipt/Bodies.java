package uk.firstbell.functions.receipt;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Share;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.json.FaultCode;
import uk.firstbell.wire.lambda.ApiAnswer;

/** What readers send: an object with one text in it, what they shared, or until when to look. */
final class Bodies {
  private static final int BYTES_MAX = 1_024;
  private static final Map<String, ReaderOutcome> OUTCOMES =
      Stream.of(ReaderOutcome.values()).collect(toUnmodifiableMap(Enum::name, Function.identity()));

  private static final Map<String, Share.With> SHARED_WITH =
      Stream.of(Share.With.values()).collect(toUnmodifiableMap(Enum::name, Function.identity()));
  private static final List<String> SHARE = List.of("name", "role", "people");

  private Bodies() {}

  /** What a body turned out to be. */
  sealed interface Read<T> {
    record Understood<T>(T value) implements Read<T> {}

    /** It is to be answered with this problem, whatever it was about. */
    record Refused<T>(ApiAnswer refusal) implements Read<T> {}
  }

  /** {@code {"openingToken":"…"}}. */
  static Read<OpeningToken> openingToken(byte[] body) {
    return read(body, "openingToken", text -> Optional.of(new OpeningToken(text)));
  }

  /** {@code {"outcome":"SUPPORT_IN_PLACE"}}. */
  static Read<ReaderOutcome> outcome(byte[] body) {
    return read(body, "outcome", text -> Optional.ofNullable(OUTCOMES.get(text)));
  }

  /**
   * What a reader notes of a share.
   *
   * @param name the reader's own name for it
   */
  record ToShare(String name, Share.With role, int people) {}

  /** {@code {"name":"…","role":"CLASS_TEACHER","people":1}}. */
  static Read<ToShare> share(byte[] body) {
    return switch (ContentJson.read(body, BYTES_MAX)) {
      case ContentJson.Reading.Refused(var fault) -> unreadable(fault);
      case ContentJson.Reading.Understood(Content.Group group) -> share(group);
      case ContentJson.Reading.Understood _ -> unusable(FaultCode.TYPE.at(""));
    };
  }

  /** Until when to look, if the query says so: {@code ?until=2026-03-02T07:45:00Z}. */
  static Read<Optional<Instant>> until(Map<String, List<String>> query) {
    List<String> moments = query.getOrDefault("until", List.of());
    if (moments.isEmpty()) {
      return new Read.Understood<>(Optional.empty());
    }
    try {
      Instant until = Instant.parse(moments.getFirst());
      if (moments.size() == 1 && until.isAfter(Instant.EPOCH)) {
        return new Read.Understood<>(Optional.of(until));
      }
    } catch (DateTimeParseException noMoment) {
      // Answered as every other one that nothing can have come by.
    }
    return unusable(FaultCode.FORMAT.at("/until"));
  }

  private static Read<ToShare> share(Content.Group group) {
    for (String name : SHARE) {
      if (group.part(name).isEmpty()) {
        return unusable(FaultCode.REQUIRED.at("/" + name));
      }
    }
    if (group.parts().size() > SHARE.size()) {
      return unusable(FaultCode.UNKNOWN_PROPERTY.at(""));
    }
    Optional<String> name = group.text("name").filter(Share::isName);
    Optional<Share.With> role = group.text("role").map(SHARED_WITH::get);
    if (name.isEmpty()) {
      return unusable(FaultCode.PATTERN.at("/name"));
    }
    if (role.isEmpty()) {
      return unusable(FaultCode.ENUM.at("/role"));
    }
    if (!(group.part("people").orElseThrow() instanceof Content.Whole(long people))) {
      return unusable(FaultCode.TYPE.at("/people"));
    }
    if (people < 1) {
      return unusable(FaultCode.MINIMUM.at("/people"));
    }
    if (people > Share.PEOPLE_MAX) {
      return unusable(FaultCode.MAXIMUM.at("/people"));
    }
    return new Read.Understood<>(new ToShare(name.get(), role.get(), Math.toIntExact(people)));
  }

  private static <T> Read<T> read(byte[] body, String name, Function<String, Optional<T>> value) {
    return switch (ContentJson.read(body, BYTES_MAX)) {
      case ContentJson.Reading.Refused(var fault) -> unreadable(fault);
      case ContentJson.Reading.Understood(Content.Group group) -> one(group, name, value);
      case ContentJson.Reading.Understood _ -> unusable(FaultCode.TYPE.at(""));
    };
  }

  private static <T> Read<T> one(
      Content.Group group, String name, Function<String, Optional<T>> value) {
    String pointer = "/" + name;
    if (group.part(name).isEmpty()) {
      return unusable(FaultCode.REQUIRED.at(pointer));
    }
    if (group.parts().size() > 1) {
      return unusable(FaultCode.UNKNOWN_PROPERTY.at(""));
    }
    if (group.text(name).isEmpty()) {
      return unusable(FaultCode.TYPE.at(pointer));
    }
    return group
        .text(name)
        .flatMap(value)
        .<Read<T>>map(Read.Understood::new)
        .orElseGet(() -> unusable(FaultCode.ENUM.at(pointer)));
  }

  private static <T> Read<T> unreadable(Fault fault) {
    return new Read.Refused<>(
        ApiAnswer.faults(400, "unreadable", "The request cannot be read.", List.of(fault)));
  }

  private static <T> Read<T> unusable(Fault fault) {
    return new Read.Refused<>(
        ApiAnswer.faults(422, "rejected", "The request cannot be taken as it is.", List.of(fault)));
  }
}
