package uk.firstbell.domain.story;

import java.util.List;

/**
 * Who is owed what and by when, frozen when routing decided it.
 *
 * @param deliveries in the order of their units
 * @param childrenWithoutSchool how many children no open school could be found for
 */
public record Plan(List<DeliveryPlan> deliveries, int childrenWithoutSchool) {
  public Plan {
    deliveries = List.copyOf(deliveries);
  }
}
