package uk.firstbell.domain.story;

import uk.firstbell.domain.model.NotificationId;

/** A report's bytes as sent, encrypted under the notification's data key. */
public record Payload(NotificationId notification, byte[] sealed) implements Row {
  public Payload {
    sealed = sealed.clone();
  }

  @Override
  public byte[] sealed() {
    return sealed.clone();
  }

  @Override
  public RowId id() {
    return RowId.payload(notification);
  }
}
