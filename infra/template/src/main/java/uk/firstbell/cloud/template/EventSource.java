package uk.firstbell.cloud.template;

import java.util.List;
import java.util.Optional;

/**
 * A queue or a table's stream whose records start a function.
 *
 * @param name its logical id
 * @param kind what the records come from
 * @param source the logical id of the queue or table
 * @param function the logical id of the function
 * @param batchSize how many records at most start it at once
 * @param partialFailures whether it returns the ones that failed, instead of failing all
 * @param filters event patterns, JSON; a record passes if any matches, or if there are none
 * @param reading how a stream is read; empty for a queue
 * @param failures the logical id of the queue for batches given up on; a queue's own dead letters
 *     are in {@link Queue#redrive}
 */
public record EventSource(
    String name,
    Kind kind,
    String source,
    String function,
    int batchSize,
    boolean partialFailures,
    List<String> filters,
    Optional<Reading> reading,
    Optional<String> failures) {
  /** What records come from. */
  public enum Kind {
    QUEUE,
    STREAM
  }

  /**
   * How a stream is read.
   *
   * @param from where the first reading starts
   * @param retriesMax how often a batch is tried again before it is given up on; negative for as
   *     long as its records last
   * @param halved whether a batch that fails as a whole is split in two
   */
  public record Reading(Start from, int retriesMax, boolean halved) {
    /** Where a stream's first reading starts. */
    public enum Start {
      TRIM_HORIZON,
      LATEST
    }
  }

  public EventSource {
    filters = List.copyOf(filters);
  }
}
