package uk.firstbell.wire.report;

import java.util.List;
import uk.firstbell.domain.intake.ReportReader.Reading;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.json.StrictJson;

/**
 * Reads what police and social care say about a case. As with reports, no fault repeats anything
 * that was sent. Make one at start-up and share it; it is safe to use from several threads.
 */
public final class ExchangeJson {
  private static final int BODY_BYTES_MAX = 16_384;

  private final MessageSchema conversation =
      MessageSchema.load("/schemas/conversation.v1.schema.json");
  private final MessageSchema answer = MessageSchema.load("/schemas/case-answer.v1.schema.json");

  /** A conversation that police had with social care; at most 16,384 bytes. */
  public Reading conversation(byte[] body) {
    return reading(body, conversation);
  }

  /** What social care answers; at most 16,384 bytes. */
  public Reading answer(byte[] body) {
    return reading(body, answer);
  }

  private static Reading reading(byte[] body, MessageSchema schema) {
    return switch (StrictJson.parse(body, BODY_BYTES_MAX)) {
      case StrictJson.Parsed.Unreadable(var fault) -> new Reading.Unreadable(fault);
      case StrictJson.Parsed.Tree(var root) -> {
        List<Fault> faults = schema.faults(root);
        yield faults.isEmpty() && ContentJson.content(root) instanceof Content.Group content
            ? new Reading.WellFormed(content)
            : new Reading.Misshapen(faults);
      }
    };
  }
}
