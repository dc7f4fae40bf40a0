package uk.firstbell.aws;

import java.time.Duration;

/** How to wait before something is tried again. */
@FunctionalInterface
public interface Pause {
  void pause(Duration wait);

  /** Lets the calling thread sleep; an interruption ends the wait and is an exception. */
  static Pause sleeping() {
    return wait -> {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting to try again", e);
      }
    };
  }
}
