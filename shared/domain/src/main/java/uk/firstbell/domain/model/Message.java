package uk.firstbell.domain.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a police system sends, whatever it is about: the envelope (domain section 7.1). */
public sealed interface Message permits Report, CaseReport {
  Content.Group content();

  /** The force's own reference for the matter. */
  String policeReference();

  /** The children, in the order of the message. */
  List<Content.Group> childParts();

  /** The adults the message names: whoever is one of them may never read it (F34). */
  List<Adult> parties();

  /** The message that {@code content}, which has passed its schema, is. */
  static Message of(Content.Group content) {
    return Parts.required(content, "messageType").equals(CaseReport.TYPE)
        ? new CaseReport(content)
        : new Report(content);
  }

  default ClientMessageId clientMessageId() {
    return new ClientMessageId(Parts.required(content(), "clientMessageId"));
  }

  default String messageType() {
    return Parts.required(content(), "messageType");
  }

  default int revision() {
    return Math.toIntExact(content().whole("revision").orElse(1L));
  }

  /** The notification, of the same series, that this one takes the place of. */
  default Optional<NotificationId> supersedes() {
    return content().text("supersedes").map(NotificationId::new);
  }

  default boolean drill() {
    return content().is("drill");
  }

  default String forceCode() {
    return Parts.required(Parts.part(content(), "publisher"), "forceCode");
  }

  default String unit() {
    return Parts.required(Parts.part(content(), "publisher"), "unit");
  }

  default Instant createdAt() {
    return Parts.instant(content(), "createdAt");
  }

  default Instant policeAwareAt() {
    return Parts.instant(content(), "policeAwareAt");
  }

  default boolean saysWhyBacklog() {
    return content().text("backlogReason").isPresent();
  }
}
