package uk.firstbell.domain.enrolment;

import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.directory.Guidance;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Device;

/**
 * Who somebody is, as they are told themselves.
 *
 * @param person empty for a newcomer
 * @param organisationName as the directory has it, if it does
 * @param guidance what the local authority tells whoever reads here, if it tells anything
 * @param candidates whom a newcomer may say they are: their organisation's people nobody's sign-in
 *     is bound to
 * @param devices their own; of a newcomer those they asked for
 */
public record Standing(
    Optional<Person> person,
    Unit organisation,
    Optional<String> organisationName,
    Optional<Guidance> guidance,
    List<Person> candidates,
    List<Device> devices) {
  public Standing {
    candidates = List.copyOf(candidates);
    devices = List.copyOf(devices);
  }
}
