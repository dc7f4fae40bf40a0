package uk.firstbell.domain.story;

import java.util.List;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.NotificationId;

/**
 * One revision of a sender's message id, taken for ever by the report that came with it, and the
 * answer it was given.
 *
 * @param bodyDigest pseudonym of the body as sent, so that a guessed body cannot be confirmed
 */
public record Claim(
    ForceCode force,
    ClientMessageId message,
    int revision,
    String bodyDigest,
    NotificationId notification,
    Deadline deadline,
    List<Missing> missing)
    implements Row {
  public Claim {
    missing = List.copyOf(missing);
  }

  @Override
  public RowId id() {
    return RowId.claim(force, message, revision);
  }
}
