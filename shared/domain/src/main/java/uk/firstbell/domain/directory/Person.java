package uk.firstbell.domain.directory;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/**
 * A named person of one organisation.
 *
 * @param name as colleagues write it; shown to people, never logged
 * @param email where content-free alerts go; from the directory only, never typed by a sender
 * @param phone in E.164, if it is known; for the conflict check alone
 * @param dateOfBirth if it is known; for the conflict check alone
 * @param roles what they are to {@code organisation}; at least one
 * @param scope for an auditor the force whose notifications they may ask about; otherwise their own
 *     organisation
 */
public record Person(
    PersonId id,
    Unit organisation,
    String name,
    String email,
    Optional<String> phone,
    Optional<LocalDate> dateOfBirth,
    Set<Role> roles,
    Unit scope) {
  public Person {
    roles = Set.copyOf(roles);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("a named person has a role");
    }
  }

  /** Whether they hold any of {@code wanted}. */
  public boolean isAny(Set<Role> wanted) {
    return !Collections.disjoint(roles, wanted);
  }
}
