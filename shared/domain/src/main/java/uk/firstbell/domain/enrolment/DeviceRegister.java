package uk.firstbell.domain.enrolment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Binding;
import uk.firstbell.domain.story.BoundPerson;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Stored;

/**
 * The directory's rows that enrolment changes, each with the mark a change must find: {@link
 * uk.firstbell.domain.story.Mark#NONE} if the directory was given it and nothing was written about
 * it since. Reads are strongly consistent but for {@link #waitingFor}.
 */
public interface DeviceRegister {
  Optional<Stored<Device>> device(Unit organisation, PersonId person, String device);

  /** The organisation's devices, in the order of their persons and ids. */
  List<Stored<Device>> devices(Unit organisation);

  /** The person's devices there, in the order of their ids. */
  List<Stored<Device>> devices(Unit organisation, PersonId person);

  /**
   * Devices that wait for approval, of all organisations the authority may approve for, asked for
   * after {@code since}, longest waiting first; at most 100. What was written a moment ago may be
   * missing, or still be there.
   */
  List<Stored<Device>> waitingFor(Unit authority, Instant since);

  /** Whom that sign-in is bound to, or was. */
  Optional<Stored<Binding>> binding(String signIn);

  /** By which sign-in the person is known, or was. */
  Optional<Stored<BoundPerson>> boundPerson(PersonId person);
}
