package uk.firstbell.domain.story;

import java.util.List;

/**
 * Who is owed what and by when, frozen when routing decided it.
 *
 * @param deliveries in the order of their units
 * @param unplaced how many children have a school in the report that is not open, or none
 * @param held how many are held for correction: none of them a child, by the date of birth given
 */
public record Plan(List<DeliveryPlan> deliveries, int unplaced, int held) {
  public Plan {
    deliveries = List.copyOf(deliveries);
  }

  /** How many children a person has to see to. */
  public int childrenForPeople() {
    return unplaced + held;
  }
}
