package uk.firstbell.functions.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import uk.firstbell.domain.enrolment.Wish;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.Device;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.json.FaultCode;
import uk.firstbell.wire.lambda.ApiAnswer;

/** What people send about devices. */
final class Bodies {
  private static final int BYTES_MAX = 16_384;
  private static final int WRAPPED_BYTES_MAX = 4_096;
  private static final Set<Device.Reason> REASONS = EnumSet.allOf(Device.Reason.class);
  private static final Set<Device.Reason> ENDS =
      EnumSet.of(Device.Reason.LEFT, Device.Reason.WRONG);

  private Bodies() {}

  /** What a body, or a part of one, turned out to be. */
  sealed interface Read<T> {
    record Understood<T>(T value) implements Read<T> {}

    /** It is to be answered with this problem, whatever it was about. */
    record Refused<T>(ApiAnswer refusal) implements Read<T> {}

    default <S> Read<S> then(Function<T, Read<S>> next) {
      return switch (this) {
        case Understood<T>(var value) -> next.apply(value);
        case Refused<T>(var refusal) -> new Refused<>(refusal);
      };
    }
  }

  /** {@code {"person":"…","request":"…","passkey":{…},"recovery":{…}}}. */
  static Read<Wish> wish(byte[] body) {
    return group(body, Set.of("person", "request", "passkey", "recovery"))
        .then(group ->
            person(group)
                .then(person ->
                    bytes(group, "request")
                        .then(request ->
                            keys(group)
                                .then(keys ->
                                    new Read.Understood<>(new Wish(person, request, keys))))));
  }

  /** {@code {"code":"123456"}}. */
  static Read<String> code(byte[] body) {
    return group(body, Set.of("code")).then(group -> text(group, "code"));
  }

  /** {@code {"reason":"LOST"}}. */
  static Read<Device.Reason> reason(byte[] body) {
    return reason(body, REASONS);
  }

  /** {@code {"reason":"LEFT"}}, or {@code WRONG}: what is of a person and not of one device. */
  static Read<Device.Reason> end(byte[] body) {
    return reason(body, ENDS);
  }

  private static Read<Device.Reason> reason(byte[] body, Set<Device.Reason> known) {
    return group(body, Set.of("reason"))
        .then(group -> text(group, "reason"))
        .then(text ->
            or(
                known.stream().filter(reason -> reason.name().equals(text)).findFirst(),
                FaultCode.ENUM.at("/reason")));
  }

  /** A wrapped key by itself, as it is to be kept. */
  static Read<String> wrapped(byte[] body) {
    return group(body).then(group -> kept(group, ""));
  }

  /** Whom a newcomer says they are; an id that is none is nobody's, and no candidate's. */
  private static Read<Optional<PersonId>> person(Content.Group group) {
    if (!sent(group, "person")) {
      return new Read.Understood<>(Optional.empty());
    }
    return text(group, "person")
        .then(text ->
            PersonId.isOne(text)
                ? new Read.Understood<>(Optional.of(new PersonId(text)))
                : unusable(FaultCode.PATTERN.at("/person")));
  }

  private static Read<Device.Wrapped> keys(Content.Group group) {
    Read<Optional<String>> passkey =
        sent(group, "passkey")
            ? wrapped(group, "passkey").then(kept -> new Read.Understood<>(Optional.of(kept)))
            : new Read.Understood<>(Optional.empty());
    return passkey.then(byPasskey ->
        wrapped(group, "recovery")
            .then(recovery ->
                new Read.Understood<>(new Device.Wrapped(byPasskey, Optional.of(recovery)))));
  }

  /** Opaque to the gateway, which keeps it as JSON. */
  private static Read<String> wrapped(Content.Group group, String name) {
    String pointer = "/" + name;
    return group
        .part(name)
        .map(part ->
            part instanceof Content.Group wrapped
                ? kept(wrapped, pointer)
                : Bodies.<String>unusable(FaultCode.TYPE.at(pointer)))
        .orElseGet(() -> unusable(FaultCode.REQUIRED.at(pointer)));
  }

  private static Read<String> kept(Content.Group wrapped, String pointer) {
    byte[] json = ContentJson.bytes(wrapped);
    return json.length > WRAPPED_BYTES_MAX
        ? unusable(FaultCode.EXT_TOO_LARGE.at(pointer))
        : new Read.Understood<>(new String(json, UTF_8));
  }

  private static Read<byte[]> bytes(Content.Group group, String name) {
    return text(group, name).then(text -> or(decoded(text), FaultCode.PATTERN.at("/" + name)));
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Read<String> text(Content.Group group, String name) {
    FaultCode fault = group.part(name).isEmpty() ? FaultCode.REQUIRED : FaultCode.TYPE;
    return or(group.text(name), fault.at("/" + name));
  }

  /** What is sent as explicitly nothing is not sent. */
  private static boolean sent(Content.Group group, String name) {
    return group.part(name).filter(part -> !(part instanceof Content.Nothing)).isPresent();
  }

  private static Read<Content.Group> group(byte[] body, Set<String> known) {
    return group(body)
        .then(group ->
            known.containsAll(group.parts().keySet())
                ? new Read.Understood<>(group)
                : unusable(FaultCode.UNKNOWN_PROPERTY.at("")));
  }

  private static Read<Content.Group> group(byte[] body) {
    return switch (ContentJson.read(body, BYTES_MAX)) {
      case ContentJson.Reading.Refused(var fault) ->
          new Read.Refused<>(
              ApiAnswer.faults(400, "unreadable", "The request cannot be read.", List.of(fault)));
      case ContentJson.Reading.Understood(Content.Group group) -> new Read.Understood<>(group);
      case ContentJson.Reading.Understood _ -> unusable(FaultCode.TYPE.at(""));
    };
  }

  private static <T> Read<T> or(Optional<T> value, Fault otherwise) {
    return value.<Read<T>>map(Read.Understood::new).orElseGet(() -> unusable(otherwise));
  }

  private static <T> Read<T> unusable(Fault fault) {
    return new Read.Refused<>(Answers.rejected(List.of(fault)));
  }
}
