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
   * what else the machine does is left out.
   */
  static double processorSeconds(Duration time, Runnable once) {
    return seconds(time, once, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
  }

  private static double seconds(Duration time, Runnable once, LongSupplier nanos) {
    long until = System.nanoTime() + time.toNanos();
    long began = nanos.getAsLong();
    long done = 0;
    do {
      once.run();
      done++;
    } while (System.nanoTime() < until);
    return (nanos.getAsLong() - began) / NANOS / done;
  }
}
