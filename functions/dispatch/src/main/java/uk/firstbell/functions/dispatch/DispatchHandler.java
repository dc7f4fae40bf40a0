package uk.firstbell.functions.dispatch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import uk.firstbell.domain.dispatch.Dispatch;
import uk.firstbell.domain.dispatch.DispatchDecision.Alerted;
import uk.firstbell.domain.dispatch.DispatchDecision.AlertsPending;
import uk.firstbell.domain.dispatch.DispatchDecision.Contended;
import uk.firstbell.domain.dispatch.DispatchDecision.MadeAvailable;
import uk.firstbell.domain.dispatch.DispatchDecision.NoLiveReader;
import uk.firstbell.domain.dispatch.DispatchDecision.NobodyTold;
import uk.firstbell.domain.dispatch.DispatchDecision.NothingThere;
import uk.firstbell.domain.dispatch.DispatchDecision.NothingToDo;
import uk.firstbell.domain.dispatch.DispatchDecision.SealedAgain;
import uk.firstbell.domain.dispatch.Warnings;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;
import uk.firstbell.wire.lambda.Nudge;
import uk.firstbell.wire.lambda.QueueBatch;
import uk.firstbell.wire.lambda.QueueWork;
import uk.firstbell.wire.lambda.QueueWork.Attempt;

/**
 * Nudges in, one delivery acted on for each. What is decided, and why, is in {@link Dispatch}.
 *
 * <p>A nudge that names nothing, or something else than a delivery, comes again like a failed one:
 * only a bug of ours sends it, so it has to end in the dead letters, whose alarm calls a person,
 * and not be dropped as if it were done. Alerts that another worker holds are no reason to come
 * again: the watch looks after them.
 */
public final class DispatchHandler implements RequestStreamHandler {
  private final Dispatch dispatch;
  private final Warnings warnings;
  private final DecisionLog log;
  private final InstantSource time;

  /** Called by the Lambda runtime, once per execution environment. */
  public DispatchHandler() {
    this(DispatchWiring.fromEnvironment(System.getenv()));
  }

  private DispatchHandler(DispatchHandler wired) {
    this(wired.dispatch, wired.warnings, wired.log, wired.time);
  }

  /**
   * A handler of that stage.
   *
   * @param time says when a decision was logged; the stage has its own
   */
  public DispatchHandler(
      Dispatch dispatch, Warnings warnings, DecisionLog log, InstantSource time) {
    this.dispatch = dispatch;
    this.warnings = warnings;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    new QueueWork("dispatch", log, time).each(QueueBatch.read(event), this::act).writeTo(answer);
  }

  private Attempt act(Nudge nudge) {
    if (!nudge.id().isDelivery() && !nudge.id().isExpiry()) {
      return Attempt.senseless(line(nudge, "MISDIRECTED"));
    }
    return switch (nudge.id().isExpiry()
        ? warnings.act(nudge.id())
        : dispatch.act(nudge.id().delivery())) {
      case MadeAvailable(var copies, var unusable) ->
          Attempt.done(
              line(nudge, "MADE_AVAILABLE")
                  .at(unusable > 0 ? Level.WARN : Level.INFO)
                  .with("copies", new Fact.Count(copies))
                  .with("unusable", new Fact.Count(unusable)));
      // A person was asked to act, through a task of the delivery; so nobody needs to read the log.
      case NoLiveReader() -> Attempt.done(line(nudge, "NO_LIVE_READER"));
      case Alerted(var sent, var refused, var postponed) ->
          Attempt.done(
              line(nudge, "ALERTED")
                  .at(sent == 0 && refused > 0 ? Level.ERROR : Level.INFO)
                  .with("sent", new Fact.Count(sent))
                  .with("refused", new Fact.Count(refused))
                  .with("postponed", new Fact.Count(postponed)));
      case AlertsPending(var pending) ->
          Attempt.done(line(nudge, "ALERTS_PENDING").with("pending", new Fact.Count(pending)));
      case NobodyTold(var refused) ->
          Attempt.done(
              line(nudge, "NOBODY_TOLD")
                  .at(Level.ERROR)
                  .with("refused", new Fact.Count(refused))
                  .with("untold", new Fact.Metric(1)));
      case SealedAgain(var sealed, var not) ->
          Attempt.done(
              line(nudge, "SEALED_AGAIN")
                  .at(not > 0 ? Level.WARN : Level.INFO)
                  .with("sealed", new Fact.Count(sealed))
                  .with("not", new Fact.Count(not)));
      case NothingToDo() -> Attempt.done(line(nudge, "NOTHING_TO_DO"));
      case NothingThere() -> Attempt.senseless(line(nudge, "NOTHING_THERE"));
      case Contended() -> Attempt.later(line(nudge, "CONTENDED"));
    };
  }

  private Decision line(Nudge nudge, String outcome) {
    return Decision.of(time.instant(), "dispatch", nudge.id().toString(), outcome);
  }
}
