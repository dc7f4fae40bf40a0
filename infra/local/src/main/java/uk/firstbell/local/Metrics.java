package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import uk.firstbell.cloud.template.Alarm;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/**
 * What functions counted in their log, as CloudWatch reads it there, and the template's alarms upon
 * it. An alarm is asked about the whole run and not about each of its periods, for the clock here
 * leaves out the times at which nothing happens; but one on silence is not asked before a first
 * period of its own is over.
 */
final class Metrics {
  private final List<Content.Group> lines;

  /** Reads the lines that direct CloudWatch to count something. */
  Metrics(List<String> logged) {
    this.lines =
        logged.stream().map(Metrics::read).filter(line -> line.group("_aws").isPresent()).toList();
  }

  /**
   * The alarms that would have called a person.
   *
   * @param ran how long the run has been going
   */
  List<Alarm> ringing(List<Alarm> alarms, Duration ran) {
    return alarms.stream().filter(alarm -> rings(alarm, ran)).toList();
  }

  /** The sum of what was counted; empty if nothing ever was. */
  OptionalLong sum(String namespace, String metric, Map<String, String> dimensions) {
    long[] counted =
        lines.stream()
            .flatMapToLong(line -> counted(line, namespace, metric, dimensions))
            .toArray();
    return counted.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(LongStream.of(counted).sum());
  }

  private boolean rings(Alarm alarm, Duration ran) {
    OptionalLong sum = sum(alarm.namespace(), alarm.metric(), alarm.dimensions());
    boolean periodOver = ran.compareTo(alarm.period()) >= 0;
    if (sum.isEmpty()) {
      return alarm.whenMissing() && periodOver;
    }
    return switch (alarm.comparison()) {
      case GREATER_THAN -> sum.getAsLong() > alarm.threshold();
      // What is still being counted may yet come to be enough.
      case LESS_THAN -> sum.getAsLong() < alarm.threshold() && periodOver;
    };
  }

  private static LongStream counted(
      Content.Group line, String namespace, String metric, Map<String, String> dimensions) {
    Content named = new Content.Items(dimensions.keySet().stream().map(Metrics::text).toList());
    boolean counts =
        line.group("_aws").orElse(Content.Group.EMPTY).groups("CloudWatchMetrics").stream()
            .filter(
                directions -> directions.text("Namespace").filter(namespace::equals).isPresent())
            .filter(directions -> directions.items("Dimensions").contains(named))
            .flatMap(directions -> directions.groups("Metrics").stream())
            .anyMatch(each -> each.text("Name").filter(metric::equals).isPresent());
    boolean matches =
        dimensions.entrySet().stream()
            .allMatch(each -> line.text(each.getKey()).filter(each.getValue()::equals).isPresent());
    return counts && matches
        ? line.whole(metric).stream().mapToLong(Long::longValue)
        : LongStream.empty();
  }

  private static Content text(String value) {
    return new Content.Text(value);
  }

  private static Content.Group read(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    if (ContentJson.read(bytes, bytes.length)
        instanceof ContentJson.Reading.Understood(Content.Group group)) {
      return group;
    }
    throw new IllegalStateException("a line of the log is not one JSON object");
  }
}
