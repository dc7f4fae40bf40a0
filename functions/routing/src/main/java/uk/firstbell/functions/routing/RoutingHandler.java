package uk.firstbell.functions.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import uk.firstbell.domain.routing.Routing;
import uk.firstbell.domain.routing.RoutingDecision.AlreadyRouted;
import uk.firstbell.domain.routing.RoutingDecision.Contended;
import uk.firstbell.domain.routing.RoutingDecision.NothingThere;
import uk.firstbell.domain.routing.RoutingDecision.Routed;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.Nudge;
import uk.firstbell.wire.lambda.QueueBatch;
import uk.firstbell.wire.lambda.QueueWork;
import uk.firstbell.wire.lambda.QueueWork.Attempt;

/**
 * Nudges in, one report routed for each. What is decided, and why, is in {@link Routing}.
 *
 * <p>A nudge that names nothing, or something else than a report, comes again like a failed one:
 * only a bug of ours sends it, so it has to end in the dead letters, whose alarm calls a person,
 * and not be dropped as if it were done.
 */
public final class RoutingHandler implements RequestStreamHandler {
  private final Routing routing;
  private final DecisionLog log;
  private final InstantSource time;

  /** Called by the Lambda runtime, once per execution environment. */
  public RoutingHandler() {
    this(RoutingWiring.fromEnvironment(System.getenv()));
  }

  private RoutingHandler(RoutingHandler wired) {
    this(wired.routing, wired.log, wired.time);
  }

  /**
   * A handler of that stage.
   *
   * @param time says when a decision was logged; the stage has its own
   */
  public RoutingHandler(Routing routing, DecisionLog log, InstantSource time) {
    this.routing = routing;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    new QueueWork("routing", log, time).each(QueueBatch.read(event), this::route).writeTo(answer);
  }

  private Attempt route(Nudge nudge) {
    if (!nudge.id().isHead()) {
      return Attempt.senseless(line(nudge, "MISDIRECTED"));
    }
    return switch (routing.route(nudge.id().notification())) {
      case Routed(var deliveries, var forPeople) ->
          Attempt.done(
              line(nudge, "ROUTED")
                  .with("deliveries", new Fact.Count(deliveries))
                  .with("forPeople", new Fact.Count(forPeople)));
      case AlreadyRouted() -> Attempt.done(line(nudge, "ALREADY_ROUTED"));
      case NothingThere() -> Attempt.senseless(line(nudge, "NOTHING_THERE"));
      case Contended() -> Attempt.later(line(nudge, "CONTENDED"));
    };
  }

  private Decision line(Nudge nudge, String outcome) {
    return Decision.of(time.instant(), "routing", nudge.id().toString(), outcome);
  }
}
