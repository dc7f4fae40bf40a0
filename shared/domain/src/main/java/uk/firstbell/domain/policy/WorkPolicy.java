package uk.firstbell.domain.policy;

import java.time.Duration;
import java.util.Map;

/**
 * How long the gateway waits for its own parts and for its senders.
 *
 * @param unroutedRetry an accepted report that is not routed is tried again after this (R11)
 * @param unroutedAlarm and people are told after this
 * @param nudge how long dispatch is given before it is asked again
 * @param lease how long a claimed alert is left to whoever claimed it
 * @param overdueGrace how long the watch may be late before the reconciliation takes over
 * @param skew how far a sender's clock may be ahead of ours (domain 8.8, 6)
 * @param backlog a report about something older than this must say why
 */
public record WorkPolicy(
    Duration unroutedRetry,
    Duration unroutedAlarm,
    Duration nudge,
    Duration lease,
    Duration overdueGrace,
    Duration skew,
    Duration backlog) {

  public static final WorkPolicy DEFAULT =
      new WorkPolicy(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofDays(30));

  /**
   * The defaults, with whatever {@code environment} sets in their place: {@code
   * FIRSTBELL_UNROUTED_RETRY} and so on, one for each component, in upper snake case, written
   * {@code PT5M}.
   *
   * @throws IllegalArgumentException if one of them cannot be read; it names which
   */
  public static WorkPolicy from(Map<String, String> environment) {
    var settings = Settings.of(environment);
    return new WorkPolicy(
        settings.duration("FIRSTBELL_UNROUTED_RETRY", DEFAULT.unroutedRetry),
        settings.duration("FIRSTBELL_UNROUTED_ALARM", DEFAULT.unroutedAlarm),
        settings.duration("FIRSTBELL_NUDGE", DEFAULT.nudge),
        settings.duration("FIRSTBELL_LEASE", DEFAULT.lease),
        settings.duration("FIRSTBELL_OVERDUE_GRACE", DEFAULT.overdueGrace),
        settings.duration("FIRSTBELL_SKEW", DEFAULT.skew),
        settings.duration("FIRSTBELL_BACKLOG", DEFAULT.backlog));
  }
}
