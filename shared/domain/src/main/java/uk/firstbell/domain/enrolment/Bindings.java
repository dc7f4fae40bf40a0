package uk.firstbell.domain.enrolment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.Binding;
import uk.firstbell.domain.story.BoundPerson;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.DirectoryRow;
import uk.firstbell.domain.story.Stored;

/** By which sign-in each person is known: one at a time, until it ends. */
final class Bindings {
  private final DeviceRegister register;

  Bindings(DeviceRegister register) {
    this.register = register;
  }

  /** The sign-in that speaks for the person; empty if none does. */
  Optional<String> signInOf(PersonId person) {
    return standing(person).map(held -> held.row().signIn());
  }

  boolean unbound(PersonId person) {
    return standing(person).isEmpty();
  }

  /** Whether that sign-in, of all, speaks for the person. */
  boolean boundTo(PersonId person, String signIn) {
    return signInOf(person).filter(signIn::equals).isPresent();
  }

  /** Whether somebody else than its owner, as they are known now, asked for the device. */
  boolean ofAnotherSignIn(Device device) {
    return device.signIn().filter(signIn -> !boundTo(device.person(), signIn)).isPresent();
  }

  /** Whether the person, or the sign-in, was bound before and is not now. */
  boolean endedBefore(PersonId person, String signIn) {
    return register.boundPerson(person).filter(held -> !held.row().holds()).isPresent()
        || register.binding(signIn).filter(held -> !held.row().holds()).isPresent();
  }

  /**
   * What makes the device's sign-in its person's, or finds that it is. Each way it writes the row
   * by which the person is known, so that a binding that ends meanwhile is not overlooked.
   *
   * @return empty if the person is known by another, or the sign-in is somebody else's
   */
  Optional<List<Change>> holding(PersonId person, String signIn, Deed bound, Deed held) {
    Optional<Stored<BoundPerson>> known = register.boundPerson(person);
    if (boundTo(person, signIn)) {
      return known.map(row -> List.of(new Change.Replace(row, row.row(), held)));
    }
    Optional<Stored<Binding>> before = register.binding(signIn);
    if (!unbound(person) || before.filter(row -> row.row().holds()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(
            change(
                before,
                before
                    .map(ended -> ended.row().boundTo(person))
                    .orElseGet(() -> Binding.of(signIn, person)),
                bound),
            change(known, BoundPerson.of(person, signIn), bound)));
  }

  /** What ends the sign-in that speaks for the person; nothing if none does. */
  List<Change> ending(PersonId person, Deed deed, Instant now) {
    var changes = new ArrayList<Change>();
    standing(person)
        .ifPresent(known -> changes.add(new Change.Replace(known, known.row().endedAt(now), deed)));
    speaking(person)
        .ifPresent(held -> changes.add(new Change.Replace(held, held.row().endedAt(now), deed)));
    return changes;
  }

  /** What ends the sessions of whoever is signed in as the person; nothing if nobody can be. */
  Optional<Change> signingOut(PersonId person, Deed deed, Instant now) {
    return speaking(person)
        .map(held -> new Change.Replace(held, held.row().signedOutAt(now), deed));
  }

  /** The row of the sign-in by which the person is known. */
  private Optional<Stored<Binding>> speaking(PersonId person) {
    return signInOf(person)
        .flatMap(register::binding)
        .filter(held -> held.row().holds() && held.row().person().equals(person));
  }

  private Optional<Stored<BoundPerson>> standing(PersonId person) {
    return register.boundPerson(person).filter(held -> held.row().holds());
  }

  private static <R extends DirectoryRow> Change change(
      Optional<Stored<R>> before, R becomes, Deed deed) {
    return before
        .<Change>map(standing -> new Change.Replace(standing, becomes, deed))
        .orElseGet(() -> new Change.Create(becomes, deed));
  }
}
