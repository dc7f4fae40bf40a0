package uk.firstbell.domain.enrolment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

/** Who answers for whom, by {@link EnrolmentRules} and what the directory says of their units. */
public final class Answering {
  private final Directory directory;

  public Answering(Directory directory) {
    this.directory = directory;
  }

  boolean mayApprove(Admitted who, Person owner) {
    return EnrolmentRules.mayApprove(who, owner, authority(owner.organisation()));
  }

  /**
   * Those who answer for the owner, nearest first: the heads of their school, if there are others;
   * then, for where none of the former can, whoever approves for the authority, or for the force.
   * Each time somebody, all of one unit, in the order of their ids.
   */
  public List<List<Person>> nearestFirst(Person owner) {
    return nearestFirst(owner.id(), owner.organisation(), owner.roles());
  }

  /** The same for whoever was of that organisation, and is not now. */
  public List<List<Person>> nearestFirst(PersonId left, Unit organisation) {
    return nearestFirst(left, organisation, Set.of());
  }

  private List<List<Person>> nearestFirst(PersonId owner, Unit organisation, Set<Role> roles) {
    Optional<Unit> authority = authority(organisation);
    return Stream.concat(Stream.of(organisation), authority.stream())
        .distinct()
        .map(unit -> directory.people(unit, Set.of(Role.values())))
        .map(people ->
            people.stream()
                .filter(one ->
                    EnrolmentRules.mayApprove(
                        Admitted.of(one), owner, organisation, roles, authority))
                .toList())
        .filter(found -> !found.isEmpty())
        .toList();
  }

  /** The local authority that answers for the organisation's people; a force has none. */
  Optional<Unit> authority(Unit organisation) {
    return switch (organisation.kind()) {
      case SCHOOL -> directory.school(new Urn(organisation.code())).map(School::localAuthority);
      case LA, CSC -> Optional.of(EnrolmentRules.authorityOf(organisation));
      case FORCE -> Optional.empty();
    };
  }
}
