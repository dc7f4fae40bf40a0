package uk.firstbell.domain.story;

import uk.firstbell.domain.model.NotificationId;

/**
 * What social care answered, encrypted under a data key of its own.
 *
 * @param name the answering side's own name for it, so that a repeat is known as one
 */
public record CaseAnswer(NotificationId notification, String name, byte[] sealed) implements Row {
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
