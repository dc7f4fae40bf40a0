package uk.firstbell.functions.watch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import uk.firstbell.domain.story.Segment;
import uk.firstbell.domain.watch.Reconciliation;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;
import uk.firstbell.wire.lambda.Failures;

/**
 * The slower schedule's call in, whatever was missed taken and confessed. What that is, and why, is
 * in {@link Reconciliation}. Two things are counted, and an alarm waits for each: that it read
 * everything to the end, for which it waits to stay away, and each confession.
 */
public final class ReconciliationHandler implements RequestStreamHandler {
  /** Each is read by itself, so that one that cannot be read to its end keeps none from it. */
  static final int SEGMENTS = 4;

  private final Reconciliation reconciliation;
  private final DecisionLog log;
  private final InstantSource time;

  /** Called by the Lambda runtime, once per execution environment. */
  public ReconciliationHandler() {
    this(ReconciliationWiring.fromEnvironment(System.getenv()));
  }

  private ReconciliationHandler(ReconciliationHandler wired) {
    this(wired.reconciliation, wired.log, wired.time);
  }

  /**
   * A handler of that stage.
   *
   * @param time says when a decision was logged; the stage has its own
   */
  public ReconciliationHandler(Reconciliation reconciliation, DecisionLog log, InstantSource time) {
    this.reconciliation = reconciliation;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) {
    var lines = new SweepLines("reconciliation", log, time);
    long unread = Segment.all(SEGMENTS).filter(segment -> !reconciled(segment, lines)).count();
    log.decided(
        lines
            .total(unread > 0 ? "RECONCILED_IN_PART" : "RECONCILED")
            .at(unread > 0 ? Level.WARN : Level.INFO)
            .with("unread", new Fact.Count(unread))
            .with("finished", new Fact.Metric(unread > 0 ? 0 : 1)));
    if (unread > 0 || lines.failed() > 0) {
      throw new IllegalStateException("a reconciliation could not read or take every row");
    }
  }

  /** Whether the segment was read to its end. */
  private boolean reconciled(Segment segment, SweepLines lines) {
    try {
      lines.add(reconciliation.reconcile(segment));
      return true;
    } catch (RuntimeException unread) {
      log.decided(
          Failures.told(lines.line("-", "FAILED"), unread)
              .with("segment", new Fact.Count(segment.number())));
      return false;
    }
  }
}
