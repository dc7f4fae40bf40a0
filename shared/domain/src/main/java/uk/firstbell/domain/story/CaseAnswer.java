package uk.firstbell.domain.story;

import java.time.Instant;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.NotificationId;

/**
 * What social care answered, encrypted under a data key of its own.
 *
 * @param name the answering side's own name for it, so that a repeat is known as one
 * @param at when it was answered
 * @param bodyDigest pseudonym of what was answered, so that a guess cannot be confirmed
 * @param byRole what whoever answered is to social care
 */
public record CaseAnswer(
    NotificationId notification,
    String name,
    String bodyDigest,
    Instant at,
    Role byRole,
    byte[] sealed)
    implements Row {
  public CaseAnswer {
    sealed = sealed.clone();
  }

  @Override
  public byte[] sealed() {
    return sealed.clone();
  }

  @Override
  public RowId id() {
    return RowId.answer(notification);
  }
}
