package uk.firstbell.wire.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/**
 * Writes each decision as one line of JSON. Metrics are in the line as CloudWatch's embedded metric
 * format has them, so that counting needs no call and no permission. Safe to use from several
 * threads.
 */
public final class JsonLines implements DecisionLog {
  private static final String NAMESPACE = "Firstbell";
  private static final String DIMENSION = "stage";

  private final PrintStream out;

  /** Writes to {@code out}, which stays the caller's to close. */
  public JsonLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void decided(Decision decision) {
    var facts = new TreeMap<String, Content>();
    var metrics = new TreeMap<String, Content>();
    decision
        .facts()
        .forEach((name, fact) ->
            (fact instanceof Fact.Metric ? metrics : facts).put(name, content(fact)));
    var line = new TreeMap<String, Content>(metrics);
    line.put("time", new Content.Text(decision.time().toString()));
    line.put("level", new Content.Text(decision.level().name()));
    line.put(DIMENSION, new Content.Text(decision.stage()));
    line.put("id", new Content.Text(decision.id()));
    line.put("outcome", new Content.Text(decision.outcome()));
    line.put("facts", new Content.Group(facts));
    if (!metrics.isEmpty()) {
      line.put("_aws", directions(decision.time(), metrics.keySet()));
    }
    byte[] written = ContentJson.bytes(new Content.Group(line));
    byte[] bytes = (new String(written, UTF_8) + "\n").getBytes(UTF_8);
    // One write of a whole line, so that lines of two threads never mix.
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** What CloudWatch is to count, by the names it has in the line. */
  private static Content directions(Instant time, Set<String> names) {
    List<Content> metrics =
        names.stream()
            .<Content>map(name ->
                new Content.Group(
                    Map.of("Name", new Content.Text(name), "Unit", new Content.Text("Count"))))
            .toList();
    var dimensions =
        new Content.Items(List.of(new Content.Items(List.of(new Content.Text(DIMENSION)))));
    var counted =
        new Content.Group(
            Map.of(
                "Namespace", new Content.Text(NAMESPACE),
                "Dimensions", dimensions,
                "Metrics", new Content.Items(metrics)));
    return new Content.Group(
        Map.of(
            "Timestamp", new Content.Whole(time.toEpochMilli()),
            "CloudWatchMetrics", new Content.Items(List.of(counted))));
  }

  private static Content content(Fact fact) {
    return switch (fact) {
      case Fact.Id(var id) -> new Content.Text(id);
      case Fact.Code(var code) -> new Content.Text(code);
      case Fact.Count(var count) -> new Content.Whole(count);
      case Fact.Metric(var count) -> new Content.Whole(count);
      case Fact.Moment(var moment) -> new Content.Text(moment.toString());
    };
  }
}
