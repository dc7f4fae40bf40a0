package uk.firstbell.cloud.template;

import java.time.Duration;
import java.util.Map;

/**
 * A function.
 *
 * @param name its logical id
 * @param handler the class that handles its events
 * @param timeout how long it may run
 * @param environment what it is told
 */
public record Function(
    String name, String handler, Duration timeout, Map<String, String> environment) {
  public Function {
    environment = Map.copyOf(environment);
  }
}
