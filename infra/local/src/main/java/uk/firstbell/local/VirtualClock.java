package uk.firstbell.local;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The one clock of a local run. It stands still until it is told to go on, and never goes back.
 * Safe to use from several threads.
 */
final class VirtualClock implements InstantSource {
  private Instant reached;
  private boolean live;
  private long liveSinceNanos;

  VirtualClock(Instant start) {
    this.reached = start;
  }

  @Override
  public synchronized Instant instant() {
    return live ? reached.plusNanos(System.nanoTime() - liveSinceNanos) : reached;
  }

  /**
   * Goes on to {@code moment}.
   *
   * @throws IllegalArgumentException if it is past already
   */
  synchronized void advanceTo(Instant moment) {
    if (moment.isBefore(instant())) {
      throw new IllegalArgumentException("a clock does not go back");
    }
    reached = moment;
    liveSinceNanos = System.nanoTime();
  }

  /** The same where the clock may run, and so have passed {@code moment} since it was asked. */
  synchronized void reach(Instant moment) {
    if (moment.isAfter(instant())) {
      advanceTo(moment);
    }
  }

  /** From now on a second takes a second. */
  synchronized void runLive() {
    reached = instant();
    liveSinceNanos = System.nanoTime();
    live = true;
  }
}
