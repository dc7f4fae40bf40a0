package uk.firstbell.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import uk.firstbell.domain.policy.WorkPolicy;

/**
 * The moments at which a run was killed, and what they excuse: work that was in hand is found by
 * its due time, which is later. Nothing else may be late for it, and nothing may be missing.
 *
 * @param at what the clock showed
 * @param work how long the gateway waits before it does again what had no outcome
 */
record Kills(List<Instant> at, WorkPolicy work) {
  /** Due times are looked at each full minute. */
  private static final Duration SWEEP = Duration.ofMinutes(1);

  Kills {
    at = List.copyOf(at);
  }

  /**
   * Whether what was expected at one moment may for these kills have come at another: after a kill
   * that was not before it was due, and no later than such kills, one after another, can make it.
   */
  boolean excuse(Instant expected, Instant actual) {
    long between =
        at.stream().filter(kill -> !kill.isBefore(expected) && !kill.isAfter(actual)).count();
    return actual.isAfter(expected)
        && !actual.isAfter(expected.plus(longest().multipliedBy(between)));
  }

  private Duration longest() {
    Duration wait = work.nudge().compareTo(work.lease()) > 0 ? work.nudge() : work.lease();
    return wait.plus(SWEEP);
  }
}
