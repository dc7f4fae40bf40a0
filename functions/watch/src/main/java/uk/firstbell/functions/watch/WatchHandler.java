package uk.firstbell.functions.watch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import uk.firstbell.domain.watch.Sweep;
import uk.firstbell.domain.watch.Watch;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;

/**
 * The schedule's call in, whatever is due taken. What is taken, and why, is in {@link Watch}. What
 * the event says does not matter, and nobody reads an answer. That it came to its end is counted:
 * an alarm waits for the count to stay away.
 */
public final class WatchHandler implements RequestStreamHandler {
  /** What is left after so many is due in the next minute; an endless sweep would be cut off. */
  static final int SWEEPS_MAX = 10;

  private final Watch watch;
  private final DecisionLog log;
  private final InstantSource time;

  /** Called by the Lambda runtime, once per execution environment. */
  public WatchHandler() {
    this(WatchWiring.fromEnvironment(System.getenv()));
  }

  private WatchHandler(WatchHandler wired) {
    this(wired.watch, wired.log, wired.time);
  }

  /**
   * A handler of that stage.
   *
   * @param time says when a decision was logged; the stage has its own
   */
  public WatchHandler(Watch watch, DecisionLog log, InstantSource time) {
    this.watch = watch;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) {
    var lines = new SweepLines("watch", log, time);
    int sweeps = 0;
    boolean more = true;
    while (more && sweeps < SWEEPS_MAX) {
      Sweep sweep = watch.sweep();
      lines.add(sweep);
      // What failed is due again at once: another sweep now would only meet it again.
      more = sweep.more() && sweep.failed().isEmpty();
      sweeps++;
    }
    log.decided(
        lines
            .total(more ? "SWEPT_IN_PART" : "SWEPT")
            .at(more ? Level.WARN : Level.INFO)
            .with("sweeps", new Fact.Count(sweeps))
            .with("finished", new Fact.Metric(1)));
    if (lines.failed() > 0) {
      throw new IllegalStateException("a sweep could not take every row");
    }
  }
}
