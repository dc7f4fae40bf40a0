package uk.firstbell.functions.portal;

import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.json.FaultCode;
import uk.firstbell.wire.lambda.ApiAnswer;

/** What the page sends: an object of four texts. */
final class Bodies {
  private static final int BYTES_MAX = 8_192;
  private static final List<String> NAMES = List.of("issuer", "code", "verifier", "redirect");

  private Bodies() {}

  /** What a body turned out to be. */
  sealed interface Read {
    record Understood(SignIn.Code code) implements Read {}

    /** It is to be answered with this problem. */
    record Refused(ApiAnswer refusal) implements Read {}
  }

  static Read code(byte[] body) {
    return switch (ContentJson.read(body, BYTES_MAX)) {
      case ContentJson.Reading.Refused(var fault) -> new Read.Refused(Answers.unreadable(fault));
      case ContentJson.Reading.Understood(Content.Group group) -> code(group);
      case ContentJson.Reading.Understood _ ->
          new Read.Refused(Answers.rejected(FaultCode.TYPE.at("")));
    };
  }

  private static Read code(Content.Group group) {
    return fault(group)
        .<Read>map(fault -> new Read.Refused(Answers.rejected(fault)))
        .orElseGet(() ->
            new Read.Understood(
                new SignIn.Code(
                    text(group, "issuer"),
                    text(group, "code"),
                    text(group, "verifier"),
                    text(group, "redirect"))));
  }

  private static Optional<Fault> fault(Content.Group group) {
    for (String name : NAMES) {
      if (group.part(name).isEmpty()) {
        return Optional.of(FaultCode.REQUIRED.at("/" + name));
      }
      if (group.text(name).isEmpty()) {
        return Optional.of(FaultCode.TYPE.at("/" + name));
      }
    }
    return group.parts().size() == NAMES.size()
        ? Optional.empty()
        : Optional.of(FaultCode.UNKNOWN_PROPERTY.at(""));
  }

  private static String text(Content.Group group, String name) {
    return group.text(name).orElseThrow();
  }
}
