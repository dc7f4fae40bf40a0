package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.Optional;
import uk.firstbell.domain.model.PersonId;

/**
 * Whom a sign-in is bound to. It is bound to one person at a time, and to another only after that
 * has ended.
 *
 * @param signIn as {@link uk.firstbell.domain.directory.SignIn#name} writes it
 * @param ended since when it speaks for nobody; empty while it is bound
 */
public record Binding(String signIn, PersonId person, Optional<Instant> ended)
    implements DirectoryRow {
  /** One that holds from now on. */
  public static Binding of(String signIn, PersonId person) {
    return new Binding(signIn, person, Optional.empty());
  }

  @Override
  public RowId id() {
    return RowId.binding(signIn);
  }

  public boolean holds() {
    return ended.isEmpty();
  }

  /** Whether it speaks for its person: only while they are known by this sign-in, and no other. */
  public boolean agreesWith(BoundPerson known) {
    return holds() && known.holds() && known.equals(BoundPerson.of(person, signIn));
  }

  /** The same, after its end. */
  public Binding endedAt(Instant now) {
    return new Binding(signIn, person, Optional.of(now));
  }
}
