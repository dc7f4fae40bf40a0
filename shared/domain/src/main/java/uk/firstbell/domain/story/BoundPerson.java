package uk.firstbell.domain.story;

import uk.firstbell.domain.model.PersonId;

/**
 * By which one sign-in a person is known. It stands beside the {@link Binding}, so that neither a
 * sign-in nor a person is bound twice.
 *
 * @param signIn as {@link uk.firstbell.domain.directory.SignIn#name} writes it
 */
public record BoundPerson(PersonId person, String signIn) implements DirectoryRow {
  @Override
  public RowId id() {
    return RowId.boundPerson(person);
  }
}
