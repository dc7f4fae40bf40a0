package uk.firstbell.rehearsal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/** A log that remembers what was decided, for one thread. */
public final class HeardLog implements DecisionLog {
  private final List<Decision> heard = new ArrayList<>();

  @Override
  public void decided(Decision decision) {
    heard.add(decision);
  }

  public List<Decision> heard() {
    return List.copyOf(heard);
  }

  /** The outcomes, in order. */
  public List<String> outcomes() {
    return heard.stream().map(Decision::outcome).toList();
  }

  /** Everything heard, as the deployed functions write it. */
  public byte[] lines() {
    var bytes = new ByteArrayOutputStream();
    var lines = new JsonLines(new PrintStream(bytes, false, StandardCharsets.UTF_8));
    heard.forEach(lines::decided);
    return bytes.toByteArray();
  }
}
