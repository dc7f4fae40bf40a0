package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/**
 * What one unit is owed, fixed when routing decided it.
 *
 * @param fallback who is told when the unit does not answer; of a case the force, and nobody of
 *     education
 * @param force whose report it is
 * @param dayEndsAt end of the school day {@code deliverBy} falls on; an acknowledgement is owed by
 *     then
 * @param rungs the ladder, in order of time
 * @param tooLate why it was late and breached when it was accepted; empty unless it was (R10)
 * @param senderCause why it is late, if it is, as its sender said beforehand
 * @param profile which disclosure profile cuts the copies, with its version
 * @param children which of the report's children it is about, by their places in it, from 0
 * @param roles which of the unit's people may read it
 * @param readers the named people who are to have a copy, in the order of their ids
 * @param contacts named people who may be alerted without being readers, in the order of their ids
 * @param named the only people of the unit who may read it; if there are none, whoever has the role
 * @param barred people of the unit who are parties to the matter and may never learn of it
 * @param defects what was wrong with the unit's directory entry
 */
public record DeliveryPlan(
    Unit unit,
    Unit fallback,
    Unit force,
    Deadline deadline,
    PlannedAlert alert,
    Instant dayEndsAt,
    List<Rung> rungs,
    Optional<Late> tooLate,
    Optional<LateCause> senderCause,
    String profile,
    List<Integer> children,
    Set<Role> roles,
    List<PlannedReader> readers,
    List<PlannedReader> contacts,
    List<PersonId> named,
    List<PersonId> barred,
    List<Defect> defects) {
  public DeliveryPlan {
    rungs = List.copyOf(rungs);
    children = List.copyOf(children);
    roles = Set.copyOf(roles);
    readers = List.copyOf(readers);
    contacts = List.copyOf(contacts);
    named = List.copyOf(named);
    barred = List.copyOf(barred);
    defects = List.copyOf(defects);
  }

  /** Whether it is about a case, which is acknowledged and answered through the case alone. */
  public boolean ofCase() {
    return unit.kind() == Unit.Kind.CSC && fallback.equals(force);
  }

  /** The authority that answered for the unit's people when it was planned; a force has none. */
  public Optional<Unit> authority() {
    return switch (unit.kind()) {
      case SCHOOL -> Optional.of(fallback);
      case LA, CSC -> Optional.of(new Unit(Unit.Kind.LA, unit.code()));
      case FORCE -> Optional.empty();
    };
  }

  /** Whether somebody of the unit who holds {@code theirs} may read it. */
  public boolean readableBy(PersonId person, Set<Role> theirs) {
    return !Collections.disjoint(roles, theirs)
        && !barred.contains(person)
        && (named.isEmpty() || named.contains(person));
  }

  /** Whether nothing goes out before its {@link Rung.Kind#MINIMUM_SAFE} rung (R9). */
  public boolean held() {
    return rungs.stream().anyMatch(rung -> rung.kind() == Rung.Kind.MINIMUM_SAFE);
  }

  /** The same for other readers: the directory changed meanwhile. */
  public DeliveryPlan withReaders(List<PlannedReader> others) {
    return withReaders(others, barred);
  }

  /** The same for other readers, and with others barred. */
  public DeliveryPlan withReaders(List<PlannedReader> others, List<PersonId> parties) {
    return new DeliveryPlan(
        unit,
        fallback,
        force,
        deadline,
        alert,
        dayEndsAt,
        rungs,
        tooLate,
        senderCause,
        profile,
        children,
        roles,
        others,
        contacts,
        named,
        parties,
        defects);
  }

  /** What can be wrong with how a unit is listed (F40). */
  public enum Defect {
    NO_DSL,
    FEWER_THAN_TWO_DEPUTIES,
    /** Nobody named has a certificate in date. */
    NO_LIVE_READER
  }
}
