package uk.firstbell.domain.dispatch;

import java.net.URI;
import uk.firstbell.domain.dispatch.Alerts.Alert;

/**
 * What an alert says: the same to everybody about everything (F32), so that a shared mailbox or a
 * locked screen tells nobody that there is a child, let alone which.
 */
final class AlertText {
  private AlertText() {}

  /** That there is something to agree to, for whoever answers for a colleague. */
  static Alert agreement(URI portal) {
    return new Alert(
        "Something waits for you to agree",
        """
        Something waits for you to agree to it, or not.

        Sign in to see it: %s

        This message never says what it is about. Please do not forward it.
        """
            .formatted(portal));
  }

  /**
   * The alert.
   *
   * @param pupilsNotIn whether it is read on an INSET day (domain 8.5)
   */
  static Alert of(URI portal, boolean pupilsNotIn) {
    String label = pupilsNotIn ? " (pupils not in)" : "";
    return new Alert(
        "You have a new item" + label,
        """
        You have a new item%s.

        Sign in to read it: %s

        This message never says what an item is about. Please do not forward it.
        """
            .formatted(label, portal));
  }
}
