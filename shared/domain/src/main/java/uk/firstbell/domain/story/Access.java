package uk.firstbell.domain.story;

import uk.firstbell.domain.model.NotificationId;

/**
 * Counts the looks that were taken at a notification: by auditors at its trail, by a case's own
 * people at the case, by the force at what came back. Its version is the count.
 */
public record Access(NotificationId notification) implements Row {
  @Override
  public RowId id() {
    return RowId.access(notification);
  }
}
