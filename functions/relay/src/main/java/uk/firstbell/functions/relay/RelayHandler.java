package uk.firstbell.functions.relay;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uk.firstbell.domain.story.Nudges;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.wire.lambda.BatchAnswer;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;
import uk.firstbell.wire.lambda.StreamBatch;

/**
 * Changes of the story's table in, nudges out. There is no stage behind it to decide anything: a
 * row that names its next stage is sent there by name.
 */
public final class RelayHandler implements RequestStreamHandler {
  private final Nudges nudges;
  private final DecisionLog log;
  private final InstantSource time;

  /** Called by the Lambda runtime, once per execution environment. */
  public RelayHandler() {
    this(RelayWiring.fromEnvironment(System.getenv()));
  }

  private RelayHandler(RelayHandler wired) {
    this(wired.nudges, wired.log, wired.time);
  }

  /**
   * A handler that sends to those queues.
   *
   * @param time says when a decision was logged
   */
  public RelayHandler(Nudges nudges, DecisionLog log, InstantSource time) {
    this.nudges = nudges;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    StreamBatch batch = StreamBatch.read(event);
    Map<Stage, Set<RowId>> waiting = waiting(batch);
    var untaken = new EnumMap<Stage, Set<RowId>>(Stage.class);
    waiting.forEach(
        (stage, rows) -> untaken.put(stage, new HashSet<>(nudges.send(stage, List.copyOf(rows)))));
    Optional<String> firstFailed = firstFailed(batch, untaken);
    log.decided(line(waiting, untaken));
    BatchAnswer.failing(firstFailed.stream().toList()).writeTo(answer);
  }

  /** A row that changed twice in one batch waits once. */
  private static Map<Stage, Set<RowId>> waiting(StreamBatch batch) {
    var waiting = new EnumMap<Stage, Set<RowId>>(Stage.class);
    for (StreamBatch.Change change : batch.changes()) {
      stage(change)
          .ifPresent(stage ->
              waiting.computeIfAbsent(stage, _ -> new LinkedHashSet<>()).add(change.row()));
    }
    return waiting;
  }

  /** A stage that nobody knows is a bug of ours: the batch fails, and ends with its own alarm. */
  private static Optional<Stage> stage(StreamBatch.Change change) {
    return change.next().map(Stage::valueOf);
  }

  /**
   * The change from which the stream has to come again. A stream is read in order: Lambda takes the
   * lowest number that is reported and hands over everything from there, so no other is named.
   */
  private static Optional<String> firstFailed(StreamBatch batch, Map<Stage, Set<RowId>> untaken) {
    return batch.changes().stream()
        .filter(change ->
            stage(change)
                .filter(stage -> untaken.getOrDefault(stage, Set.of()).contains(change.row()))
                .isPresent())
        .map(StreamBatch.Change::sequenceNumber)
        .findFirst();
  }

  private Decision line(Map<Stage, Set<RowId>> waiting, Map<Stage, Set<RowId>> untaken) {
    long failed = untaken.values().stream().mapToLong(Set::size).sum();
    var line =
        failed == 0
            ? Decision.of(time.instant(), "relay", "-", "RELAYED")
            : Decision.of(time.instant(), "relay", "-", "RELAYED_IN_PART")
                .at(Level.WARN)
                .with("untaken", new Fact.Count(failed))
                .with("next", new Fact.Code("COMES_AGAIN"));
    for (Map.Entry<Stage, Set<RowId>> sent : waiting.entrySet()) {
      line =
          line.with(
              sent.getKey().name().toLowerCase(Locale.ROOT),
              new Fact.Count(sent.getValue().size()));
    }
    return line;
  }
}
