package uk.firstbell.cloud.template;

/**
 * A function started by the clock.
 *
 * @param name its logical id
 * @param expression as EventBridge Scheduler reads it: {@code rate(1 minute)}
 * @param function the logical id of the function
 */
public record Schedule(String name, String expression, String function) {}
