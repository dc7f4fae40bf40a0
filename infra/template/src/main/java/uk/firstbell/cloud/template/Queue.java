package uk.firstbell.cloud.template;

import java.time.Duration;
import java.util.Optional;

/**
 * A queue.
 *
 * @param name its logical id
 * @param visibility how long a received message stays with its reader
 * @param retention how long an unread message is kept
 * @param redrive where what fails too often goes; empty if it stays
 */
public record Queue(
    String name, Duration visibility, Duration retention, Optional<Redrive> redrive) {
  /**
   * Where a message goes that was received too often.
   *
   * @param deadLetters the logical id of that queue
   * @param receivedTimesMax after so many times it goes there; at least 1
   */
  public record Redrive(String deadLetters, int receivedTimesMax) {}
}
