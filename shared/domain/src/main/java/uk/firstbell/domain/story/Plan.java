package uk.firstbell.domain.story;

import java.util.List;

/**
 * Who is owed what and by when, frozen when routing decided it.
 *
 * @param deliveries in the order of their units
 * @param childrenForPeople how many children a person has to see to: without an open school, held
 *     for correction, or with a link to staff suspected
 */
public record Plan(List<DeliveryPlan> deliveries, int childrenForPeople) {
  public Plan {
    deliveries = List.copyOf(deliveries);
  }
}
