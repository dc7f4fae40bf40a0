package uk.firstbell.aws;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Tries again what another transaction, or a batch that was too much at once, kept from happening:
 * at most {@value #TRIES_MAX} times, waiting a random time before each but the first that can be at
 * most 25, 50, 100 and 200 milliseconds. What the SDK itself sends again, a request that was lost
 * or throttled, is not tried again here: the two would multiply.
 *
 * <p>The random part keeps two writers that collided from colliding again, so under SnapStart
 * {@code chance} has to differ in every restored environment: {@link java.security.SecureRandom}
 * does.
 */
public final class Patience {
  static final int TRIES_MAX = 5;
  private static final long FIRST_WAIT_MILLIS = 25;

  private final Pause pause;
  private final RandomGenerator chance;

  public Patience(Pause pause, RandomGenerator chance) {
    this.pause = pause;
    this.chance = chance;
  }

  /**
   * What {@code attempt} answers; an exception that is not {@code passing}, or the last one, is the
   * caller's.
   */
  <T> T over(Supplier<T> attempt, Predicate<RuntimeException> passing) {
    for (int tried = 1; tried < TRIES_MAX; tried++) {
      try {
        return attempt.get();
      } catch (RuntimeException e) {
        if (!passing.test(e)) {
          throw e;
        }
        wait(tried);
      }
    }
    return attempt.get();
  }

  private void wait(int tried) {
    long longest = FIRST_WAIT_MILLIS << (tried - 1);
    pause.pause(Duration.ofMillis(chance.nextLong(1, longest + 1)));
  }
}
