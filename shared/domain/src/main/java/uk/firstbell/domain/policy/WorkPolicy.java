package uk.firstbell.domain.policy;

import java.time.Duration;

/**
 * How long the gateway waits for its own parts and for its senders.
 *
 * @param unroutedRetry an accepted report that is not routed is tried again after this (R11)
 * @param unroutedAlarm and people are told after this
 * @param nudge how long dispatch is given before it is asked again
 * @param lease how long a claimed alert is left to whoever claimed it
 * @param skew how far a sender's clock may be ahead of ours (domain 8.8, 6)
 * @param backlog a report about something older than this must say why
 */
public record WorkPolicy(
    Duration unroutedRetry,
    Duration unroutedAlarm,
    Duration nudge,
    Duration lease,
    Duration skew,
    Duration backlog) {

  public static final WorkPolicy DEFAULT =
      new WorkPolicy(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofDays(30));
}
