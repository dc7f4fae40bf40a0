package uk.firstbell.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How long something takes, done one after the other as often as fits into a time. */
final class Pace {
  private static final double NANOS = 1e9;

  private Pace() {}

  /** Seconds of the world's for each; at least one is done. */
  static double seconds(Duration time, Runnable once) {
    return seconds(time, once, System::nanoTime);
  }

  /**
   * Seconds of this thread's on a processor for each, which is what {@code openssl speed} counts:
   * what else the machine does is left out, and so is how little of it is left for us.
   */
  static double processorSeconds(Duration time, Runnable once) {
    return seconds(time, once, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
  }

  private static double seconds(Duration time, Runnable once, LongSupplier nanos) {
    long began = nanos.getAsLong();
    long done = 0;
    long spent;
    do {
      once.run();
      done++;
      spent = nanos.getAsLong() - began;
    } while (spent < time.toNanos());
    return spent / NANOS / done;
  }
}
