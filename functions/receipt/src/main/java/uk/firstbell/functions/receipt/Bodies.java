package uk.firstbell.functions.receipt;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.json.FaultCode;
import uk.firstbell.wire.lambda.ApiAnswer;

/** What readers send: an object with one text in it. */
final class Bodies {
  private static final int BYTES_MAX = 1_024;
  private static final Map<String, ReaderOutcome> OUTCOMES =
      Stream.of(ReaderOutcome.values()).collect(toUnmodifiableMap(Enum::name, Function.identity()));

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

  private static <T> Read<T> read(byte[] body, String name, Function<String, Optional<T>> value) {
    return switch (ContentJson.read(body, BYTES_MAX)) {
      case ContentJson.Reading.Refused(var fault) ->
          new Read.Refused<>(
              ApiAnswer.faults(400, "unreadable", "The request cannot be read.", List.of(fault)));
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

  private static <T> Read<T> unusable(Fault fault) {
    return new Read.Refused<>(
        ApiAnswer.faults(422, "rejected", "The request cannot be taken as it is.", List.of(fault)));
  }
}
