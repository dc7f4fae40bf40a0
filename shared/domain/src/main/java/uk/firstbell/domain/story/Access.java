package uk.firstbell.domain.story;

import uk.firstbell.domain.model.NotificationId;

/** Counts the looks auditors took at a notification's trail; its version is the count. */
public record Access(NotificationId notification) implements Row {
  @Override
  public RowId id() {
    return RowId.access(notification);
  }
}
