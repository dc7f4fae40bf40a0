package uk.firstbell.domain.story;

import uk.firstbell.domain.model.PersonId;

/**
 * Whom a sign-in is bound to, once and for good.
 *
 * @param signIn as {@link uk.firstbell.domain.directory.SignIn#name} writes it
 */
public record Binding(String signIn, PersonId person) implements DirectoryRow {
  @Override
  public RowId id() {
    return RowId.binding(signIn);
  }
}
