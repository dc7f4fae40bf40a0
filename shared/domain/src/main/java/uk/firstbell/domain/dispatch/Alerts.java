package uk.firstbell.domain.dispatch;

/** Hands alerts to a mail service. An alert never says what it is about. */
public interface Alerts {
  /**
   * Hands one mail over. The service has no idempotency token: whoever calls twice sends twice.
   *
   * @param address from the directory
   * @param alert what the mail says
   */
  Handover send(String address, Alert alert);

  /** What the mail service said. An outage is an exception of the adapter's, to be repeated. */
  enum Handover {
    /** It took the mail. */
    TAKEN,
    /** It will never take this mail: the address or the sender is refused. */
    REFUSED
  }

  /**
   * A mail without a word of content.
   *
   * @param subject one line
   * @param text plain text, ASCII
   */
  record Alert(String subject, String text) {}
}
