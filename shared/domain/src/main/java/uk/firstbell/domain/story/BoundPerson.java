package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.Optional;
import uk.firstbell.domain.model.PersonId;

/**
 * By which one sign-in a person is known. It stands beside the {@link Binding}, so that neither a
 * sign-in nor a person is bound twice, and ends with it.
 *
 * @param signIn as {@link uk.firstbell.domain.directory.SignIn#name} writes it
 * @param ended since when the person is known by none; empty while the binding holds
 */
public record BoundPerson(PersonId person, String signIn, Optional<Instant> ended)
    implements DirectoryRow {
  /** One that holds from now on. */
  public static BoundPerson of(PersonId person, String signIn) {
    return new BoundPerson(person, signIn, Optional.empty());
  }

  @Override
  public RowId id() {
    return RowId.boundPerson(person);
  }

  public boolean holds() {
    return ended.isEmpty();
  }

  /** The same, after its end. */
  public BoundPerson endedAt(Instant now) {
    return new BoundPerson(person, signIn, Optional.of(now));
  }
}
