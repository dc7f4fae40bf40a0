package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import uk.firstbell.cloud.template.Schedule;

/**
 * Plays the template's schedules, on full minutes of the virtual clock.
 *
 * <p>While time is told to run ahead it strikes only those minutes at which something is due: what
 * is scheduled takes what is due and does nothing else, so every other minute would pass unseen.
 */
final class SchedulePump {
  private static final String EACH_MINUTE = "rate(1 minute)";

  private final List<Schedule> schedules;
  private final LocalFunctions functions;
  private final Predicate<Instant> somethingDue;
  private final Map<String, Integer> failures = new TreeMap<>();
  private Instant struck;

  /**
   * @param somethingDue whether anything is due at a moment; what is due once stays so
   * @param start minutes after it can be struck
   * @throws IllegalStateException if a schedule is for anything but each minute
   */
  SchedulePump(
      List<Schedule> schedules,
      LocalFunctions functions,
      Predicate<Instant> somethingDue,
      Instant start) {
    if (!schedules.stream().allMatch(schedule -> schedule.expression().equals(EACH_MINUTE))) {
      throw new IllegalStateException("only schedules of each minute are played here");
    }
    this.schedules = schedules;
    this.functions = functions;
    this.somethingDue = somethingDue;
    this.struck = start.truncatedTo(ChronoUnit.MINUTES);
  }

  /** The next minute not struck. */
  Instant nextMinute() {
    return struck.plus(1, ChronoUnit.MINUTES);
  }

  /** The first minute not struck, and not after {@code until}, at which something is due. */
  Optional<Instant> nextDueMinute(Instant until) {
    Instant first = nextMinute();
    if (until.isBefore(first) || !somethingDue.test(until.truncatedTo(ChronoUnit.MINUTES))) {
      return Optional.empty();
    }
    // Nothing due becomes undone by waiting, so the first such minute can be found by halving.
    long low = 0;
    long high = Duration.between(first, until).toMinutes();
    while (low < high) {
      long middle = (low + high) / 2;
      if (somethingDue.test(first.plus(middle, ChronoUnit.MINUTES))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return Optional.of(first.plus(low, ChronoUnit.MINUTES));
  }

  /**
   * Starts what is scheduled. What fails is tried again at the next minute, as EventBridge
   * Scheduler would strike it again whatever came of the minute before.
   *
   * @param minute what the clock shows; minutes before it are never struck again
   */
  void strike(Instant minute) {
    struck = minute.truncatedTo(ChronoUnit.MINUTES);
    for (Schedule schedule : schedules) {
      try {
        functions.invoke(schedule.function(), event(schedule));
      } catch (RuntimeException toldToTheNarrator) {
        failures.merge(schedule.function(), 1, Integer::sum);
      }
    }
  }

  /**
   * How many times each function failed that was started here; those that never did are left out.
   */
  Map<String, Integer> failures() {
    return Map.copyOf(failures);
  }

  /** What EventBridge Scheduler sends when it is told nothing else to send. */
  private byte[] event(Schedule schedule) {
    var event = JsonNodeFactory.instance.objectNode();
    event
        .put("version", "0")
        .put("id", UUID.randomUUID().toString())
        .put("detail-type", "Scheduled Event")
        .put("source", "aws.scheduler")
        .put("account", "000000000000")
        .put("time", struck.toString())
        .put("region", "eu-west-2")
        .putArray("resources")
        .add("arn:aws:scheduler:eu-west-2:000000000000:schedule/default/" + schedule.name());
    return event.put("detail", "{}").toString().getBytes(UTF_8);
  }
}
