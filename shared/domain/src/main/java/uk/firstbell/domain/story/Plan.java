package uk.firstbell.domain.story;

import java.util.List;
import java.util.Optional;

/**
 * Who is owed what and by when, frozen when routing decided it.
 *
 * @param deliveries in the order of their units
 * @param unplaced how many children have a school in the report that is not open, or none
 * @param held how many are held for correction: none of them a child, by the date of birth given
 * @param untold how many are to be known to a children's social care that the directory does not
 *     list
 * @param casefile the clock of a case, if it is one
 */
public record Plan(
    List<DeliveryPlan> deliveries,
    int unplaced,
    int held,
    int untold,
    Optional<CasePlan> casefile) {
  public Plan {
    deliveries = List.copyOf(deliveries);
  }

  /** How many children a person has to see to. */
  public int childrenForPeople() {
    return unplaced + held + untold;
  }
}
