package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.List;
import uk.firstbell.domain.model.Unit;

/**
 * What one unit is owed, fixed when routing decided it.
 *
 * @param localAuthority who is told when the unit does not answer
 * @param alertAt the first moment its people may be disturbed (R8)
 * @param pupilsNotIn whether the alert falls on an INSET day
 * @param dayEndsAt end of the school day {@code deliverBy} falls on; an acknowledgement is owed by
 *     then
 * @param profile which disclosure profile cuts the copies, with its version
 * @param readers the named people, in the order of their ids
 * @param defects what was wrong with the unit's directory entry
 */
public record DeliveryPlan(
    Unit unit,
    Unit localAuthority,
    Deadline deadline,
    Instant alertAt,
    boolean pupilsNotIn,
    Instant dayEndsAt,
    String profile,
    List<PlannedReader> readers,
    List<Defect> defects) {
  public DeliveryPlan {
    readers = List.copyOf(readers);
    defects = List.copyOf(defects);
  }

  /** What can be wrong with how a school is listed (F40). */
  public enum Defect {
    NO_DSL,
    FEWER_THAN_TWO_DEPUTIES,
    /** Nobody named has a certificate in date. */
    NO_LIVE_READER
  }
}
