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
   * Those who answer for the owner: the heads of their school, if there are others; else whoever
   * approves for the authority, or for the force. In the order of their ids.
   */
  public List<Person> answering(Person owner) {
    return nearestFirst(owner).stream().findFirst().orElse(List.of());
  }

  /**
   * The same, and then those who answer where none of the former can; each time somebody, all of
   * one unit.
   */
  public List<List<Person>> nearestFirst(Person owner) {
    Stream<Unit> units =
        Stream.concat(Stream.of(owner.organisation()), authority(owner.organisation()).stream())
            .distinct();
    return units
        .map(unit -> directory.people(unit, Set.of(Role.values())))
        .map(people -> people.stream().filter(one -> mayApprove(Admitted.of(one), owner)).toList())
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
