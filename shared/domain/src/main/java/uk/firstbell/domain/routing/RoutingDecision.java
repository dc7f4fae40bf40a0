package uk.firstbell.domain.routing;

/** What came of routing one report. */
public sealed interface RoutingDecision {
  /**
   * Every delivery exists, and dispatch is asked to act on each.
   *
   * @param forPeople how many children a person has to see to
   */
  record Routed(int deliveries, int forPeople) implements RoutingDecision {}

  /** It was routed before; a nudge came twice. */
  record AlreadyRouted() implements RoutingDecision {}

  /** There is no such report. A nudge named nothing, which only a bug of ours can cause. */
  record NothingThere() implements RoutingDecision {}

  /** Another writer is at work on the same report; the nudge should come again. */
  record Contended() implements RoutingDecision {}
}
