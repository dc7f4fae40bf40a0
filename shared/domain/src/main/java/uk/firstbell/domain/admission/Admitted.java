package uk.firstbell.domain.admission;

import java.util.Set;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/**
 * A signed-in person as the directory knows them. Being admitted is not being allowed: each stage
 * still checks that organisation, role and object match.
 *
 * @param organisation for whom they speak
 * @param roles what they are to {@code organisation}; at least one
 * @param scope for an auditor the force whose notifications they may ask about; otherwise their own
 *     organisation
 */
public record Admitted(PersonId person, Unit organisation, Set<Role> roles, Unit scope)
    implements Caller {
  /** Somebody as the directory knows them. */
  public static Admitted of(Person person) {
    return new Admitted(person.id(), person.organisation(), person.roles(), person.scope());
  }

  public Admitted {
    roles = Set.copyOf(roles);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("an admitted person has a role");
    }
  }
}
