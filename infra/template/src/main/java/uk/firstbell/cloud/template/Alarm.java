package uk.firstbell.cloud.template;

import java.time.Duration;
import java.util.Map;

/**
 * What calls a person, upon a metric that functions count in their own log.
 *
 * @param name its logical id
 * @param namespace where the metric is counted
 * @param dimensions what else tells the metric from others of its name
 * @param comparison how what was counted stands to the threshold when a person is called
 * @param period over which the metric is summed up
 * @param whenMissing whether a person is called also when nothing was counted
 */
public record Alarm(
    String name,
    String namespace,
    String metric,
    Map<String, String> dimensions,
    Comparison comparison,
    long threshold,
    Duration period,
    boolean whenMissing) {

  /** The comparisons that occur. */
  public enum Comparison {
    GREATER_THAN,
    LESS_THAN
  }

  public Alarm {
    dimensions = Map.copyOf(dimensions);
  }
}
