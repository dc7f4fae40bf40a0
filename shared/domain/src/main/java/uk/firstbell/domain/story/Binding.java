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
 * @param signedOut when its sessions were last ended: tokens of before then prove nobody, also once
 *     it is bound anew
 */
public record Binding(
    String signIn, PersonId person, Optional<Instant> ended, Optional<Instant> signedOut)
    implements DirectoryRow {
  /** One that holds from now on. */
  public static Binding of(String signIn, PersonId person) {
    return new Binding(signIn, person, Optional.empty(), Optional.empty());
  }

  /** The same, bound anew from now on. */
  public Binding boundTo(PersonId other) {
    return new Binding(signIn, other, Optional.empty(), signedOut);
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

  /** The same, after its end, which its sessions share. */
  public Binding endedAt(Instant now) {
    return new Binding(signIn, person, Optional.of(now), signedOut(now));
  }

  /** The same, after the end of its sessions. */
  public Binding signedOutAt(Instant now) {
    return new Binding(signIn, person, ended, signedOut(now));
  }

  /** What ended later already stays so: clocks of two writers may differ. */
  private Optional<Instant> signedOut(Instant now) {
    return signedOut.filter(now::isBefore).or(() -> Optional.of(now));
  }
}
