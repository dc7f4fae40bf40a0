package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.firstbell.cloud.template.Schedule;

/**
 * Plays the template's schedules, on full minutes of the virtual clock.
 *
 * <p>While time is told to run ahead it strikes only those minutes at which there is something to
 * see. What is scheduled each minute takes what is due and does nothing else, so it is struck when
 * something is due. What is scheduled more seldom looks at what nothing else sees: it is struck
 * when its time comes for the first time after anything happened, and with the next minute at which
 * something is due. A jump over months in which nothing happens strikes it once.
 */
final class SchedulePump {
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

  private final List<Timed> schedules;
  private final LocalFunctions functions;
  private final Predicate<Instant> somethingDue;
  private final Map<String, Integer> failures = new TreeMap<>();
  private Instant struck;

  /** Whether the minute that was found last is one at which nothing is due. */
  private boolean nothingDue;

  /** Whether everything was struck since anything happened. */
  private boolean settled;

  /** A schedule and how often it strikes, on multiples of that time. */
  private record Timed(Schedule schedule, Duration each) {
    static Timed of(Schedule schedule) {
      Matcher rate = RATE.matcher(schedule.expression());
      if (!rate.matches()) {
        throw new IllegalStateException("only schedules of a rate are played here");
      }
      ChronoUnit unit = ChronoUnit.valueOf(rate.group(2).toUpperCase(Locale.ROOT) + "S");
      return new Timed(schedule, Duration.of(Long.parseLong(rate.group(1)), unit));
    }

    /** The last of its times at or before {@code moment}. */
    Instant last(Instant moment) {
      long seconds = each.toSeconds();
      return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
    }

    boolean eachMinute() {
      return each.equals(Duration.ofMinutes(1));
    }
  }

  /**
   * A pump that has struck nothing yet.
   *
   * @param somethingDue whether anything is due at a moment; what is due once stays so
   * @param start minutes after it can be struck
   * @throws IllegalStateException if a schedule is not for a rate
   */
  SchedulePump(
      List<Schedule> schedules,
      LocalFunctions functions,
      Predicate<Instant> somethingDue,
      Instant start) {
    // What comes more often is first: in the cloud it would have come before, too.
    this.schedules =
        schedules.stream().map(Timed::of).sorted(Comparator.comparing(Timed::each)).toList();
    this.functions = functions;
    this.somethingDue = somethingDue;
    this.struck = start.truncatedTo(ChronoUnit.MINUTES);
  }

  /** The next minute not struck. */
  Instant nextMinute() {
    return struck.plus(1, ChronoUnit.MINUTES);
  }

  /** Something may have happened since the last strike. */
  void disturbed() {
    settled = false;
  }

  /**
   * The first minute not struck, and not after {@code until}, at which there is anything to see.
   */
  Optional<Instant> nextStrike(Instant until) {
    Optional<Instant> due = nextDueMinute(until);
    Optional<Instant> seldom = nextSeldom(until);
    nothingDue = seldom.filter(time -> due.isEmpty() || time.isBefore(due.get())).isPresent();
    return nothingDue ? seldom : due;
  }

  private Optional<Instant> nextSeldom(Instant until) {
    return schedules.stream()
        .filter(timed -> !settled && !timed.eachMinute())
        .map(timed -> timed.last(struck).plus(timed.each()))
        .filter(time -> !time.isAfter(until))
        .min(Comparator.naturalOrder());
  }

  /** The first minute not struck, and not after {@code until}, at which something is due. */
  private Optional<Instant> nextDueMinute(Instant until) {
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
   * Starts what is scheduled and whose time has come since the last strike. What fails is tried
   * again at its next time, as EventBridge Scheduler would strike it again whatever came of the
   * time before.
   *
   * @param minute what the clock shows; minutes before it are never struck again
   */
  void strike(Instant minute) {
    Instant before = struck;
    struck = minute.truncatedTo(ChronoUnit.MINUTES);
    List<Schedule> come =
        schedules.stream()
            .filter(timed -> timed.last(struck).isAfter(before))
            .map(Timed::schedule)
            .toList();
    settled = nothingDue && come.size() == schedules.size();
    come.forEach(this::start);
  }

  private void start(Schedule schedule) {
    try {
      functions.invoke(schedule.function(), event(schedule));
    } catch (RuntimeException toldToTheNarrator) {
      failures.merge(schedule.function(), 1, Integer::sum);
    }
  }

  /**
   * How many times each function failed that was started here; those that never did are left out.
   */
  Map<String, Integer> failures() {
    return Collections.unmodifiableMap(new TreeMap<>(failures));
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
