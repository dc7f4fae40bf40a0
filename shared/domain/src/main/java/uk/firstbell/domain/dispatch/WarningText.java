package uk.firstbell.domain.dispatch;

import java.net.URI;
import uk.firstbell.domain.dispatch.Alerts.Alert;

/** What a warning that a device ends says: nothing of anybody, and nothing of any item (F32). */
final class WarningText {
  private WarningText() {}

  /**
   * That a device reads in its owner's name from now on: they may know nothing of it.
   *
   * @param own whether it goes to that owner, rather than to who answers for them
   */
  static Alert beginning(URI portal, boolean own) {
    String whose = own ? "your" : "a colleague's";
    String what =
        own
            ? "If you did not set one up, tell whoever approves devices where you work at once, and"
                + " sign in to see it: "
            : "They could not be told by mail. Sign in, see whose it is, and ask them whether they"
                + " set it up: ";
    return new Alert(
        "A device can open items in " + whose + " name",
        """
        From now on a device can open items in %s name.

        %s%s

        Nobody will ever ask you for a code by mail.
        """
            .formatted(whose, what, portal));
  }

  /**
   * The warning.
   *
   * @param days until the end; 0 at it
   * @param own whether it goes to whose device it is, rather than to who answers for them
   */
  static Alert of(URI portal, int days, boolean own) {
    String whose = own ? "Your" : "A colleague's";
    String when = days == 0 ? "has ended" : "ends in " + days + (days == 1 ? " day" : " days");
    String what =
        own
            ? days == 0
                ? "Sign in and set this device up again: "
                : "Sign in on that device and renew it: "
            : "Sign in to see whose it is: ";
    return new Alert(
        whose + " reading key " + when,
        """
        %s reading key %s. Without one, items cannot be opened.

        %s%s

        Nobody will ever ask you for a code by mail.
        """
            .formatted(whose, when, what, portal));
  }
}
