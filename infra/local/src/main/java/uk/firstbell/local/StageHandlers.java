package uk.firstbell.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.cloud.template.Function;
import uk.firstbell.functions.admission.AdmissionHandler;
import uk.firstbell.functions.admission.AdmissionWiring;
import uk.firstbell.functions.audit.AuditHandler;
import uk.firstbell.functions.audit.AuditWiring;
import uk.firstbell.functions.dispatch.DispatchHandler;
import uk.firstbell.functions.dispatch.DispatchWiring;
import uk.firstbell.functions.enrolment.EnrolmentHandler;
import uk.firstbell.functions.enrolment.EnrolmentWiring;
import uk.firstbell.functions.exchange.ExchangeHandler;
import uk.firstbell.functions.exchange.ExchangeWiring;
import uk.firstbell.functions.intake.IntakeHandler;
import uk.firstbell.functions.intake.IntakeWiring;
import uk.firstbell.functions.portal.PortalHandler;
import uk.firstbell.functions.portal.PortalWiring;
import uk.firstbell.functions.receipt.ReceiptHandler;
import uk.firstbell.functions.receipt.ReceiptWiring;
import uk.firstbell.functions.relay.RelayHandler;
import uk.firstbell.functions.relay.RelayWiring;
import uk.firstbell.functions.routing.RoutingHandler;
import uk.firstbell.functions.routing.RoutingWiring;
import uk.firstbell.functions.watch.ReconciliationHandler;
import uk.firstbell.functions.watch.ReconciliationWiring;
import uk.firstbell.functions.watch.WatchHandler;
import uk.firstbell.functions.watch.WatchWiring;
import uk.firstbell.wire.lambda.DecisionLog;

/**
 * Makes the handlers that the template names, each by the wiring of its own room, on another clock
 * and another log than in the cloud.
 */
final class StageHandlers implements LocalFunctions.Handlers {
  private static final Map<String, Wiring> WIRINGS =
      Map.ofEntries(
          Map.entry(AdmissionHandler.class.getName(), AdmissionWiring::handler),
          Map.entry(AuditHandler.class.getName(), AuditWiring::handler),
          Map.entry(DispatchHandler.class.getName(), DispatchWiring::handler),
          Map.entry(EnrolmentHandler.class.getName(), EnrolmentWiring::handler),
          Map.entry(ExchangeHandler.class.getName(), ExchangeWiring::handler),
          Map.entry(IntakeHandler.class.getName(), IntakeWiring::handler),
          Map.entry(PortalHandler.class.getName(), PortalWiring::handler),
          Map.entry(ReceiptHandler.class.getName(), ReceiptWiring::handler),
          Map.entry(ReconciliationHandler.class.getName(), ReconciliationWiring::handler),
          Map.entry(RelayHandler.class.getName(), RelayWiring::handler),
          Map.entry(RoutingHandler.class.getName(), RoutingWiring::handler),
          Map.entry(WatchHandler.class.getName(), WatchWiring::handler));

  private final InstantSource time;
  private final DecisionLog log;

  StageHandlers(InstantSource time, DecisionLog log) {
    this.time = time;
    this.log = log;
  }

  private interface Wiring {
    RequestStreamHandler handler(
        Map<String, String> environment, InstantSource time, DecisionLog log);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the template names a class that no room has
   */
  @Override
  public RequestStreamHandler handler(Function function) {
    Wiring wiring = WIRINGS.get(function.handler());
    if (wiring == null) {
      throw new IllegalStateException("the template names a handler that no room has");
    }
    return wiring.handler(function.environment(), time, log);
  }
}
