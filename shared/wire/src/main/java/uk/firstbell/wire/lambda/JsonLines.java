package uk.firstbell.wire.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/** Writes each decision as one line of JSON. Safe to use from several threads. */
public final class JsonLines implements DecisionLog {
  private final PrintStream out;

  /** Writes to {@code out}, which stays the caller's to close. */
  public JsonLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void decided(Decision decision) {
    var facts = new TreeMap<String, Content>();
    decision.facts().forEach((name, fact) -> facts.put(name, content(fact)));
    var line =
        new Content.Group(
            Map.of(
                "time", new Content.Text(decision.time().toString()),
                "level", new Content.Text(decision.level().name()),
                "stage", new Content.Text(decision.stage()),
                "id", new Content.Text(decision.id()),
                "outcome", new Content.Text(decision.outcome()),
                "facts", new Content.Group(facts)));
    byte[] bytes = (new String(ContentJson.bytes(line), UTF_8) + "\n").getBytes(UTF_8);
    // One write of a whole line, so that lines of two threads never mix.
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  private static Content content(Fact fact) {
    return switch (fact) {
      case Fact.Id(var id) -> new Content.Text(id);
      case Fact.Code(var code) -> new Content.Text(code);
      case Fact.Count(var count) -> new Content.Whole(count);
      case Fact.Moment(var moment) -> new Content.Text(moment.toString());
    };
  }
}
