package uk.firstbell.domain.story;

import java.util.Set;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;

/** A named person who is to have a copy, and as what. */
public record PlannedReader(PersonId person, Role role) {
  /** A person who holds one of {@code roles}, as the first of those. */
  public static PlannedReader of(Person person, Set<Role> roles) {
    return new PlannedReader(
        person.id(),
        person.roles().stream().filter(roles::contains).sorted().findFirst().orElseThrow());
  }
}
