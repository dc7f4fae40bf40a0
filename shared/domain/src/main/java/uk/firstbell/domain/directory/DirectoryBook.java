package uk.firstbell.domain.directory;

import java.util.List;
import java.util.Map;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.model.Unit;

/**
 * A whole directory as plain values, as a set of files lists it.
 *
 * @param calendars of schools and of local authorities, bank holidays included
 */
public record DirectoryBook(
    List<Force> forces,
    List<SenderKey> senderKeys,
    List<LocalAuthority> localAuthorities,
    List<School> schools,
    Map<Unit, SchoolCalendar> calendars,
    List<Person> people,
    List<ReaderCertificate> certificates,
    List<Issuer> issuers,
    List<SignIn> signIns) {
  public DirectoryBook {
    forces = List.copyOf(forces);
    senderKeys = List.copyOf(senderKeys);
    localAuthorities = List.copyOf(localAuthorities);
    schools = List.copyOf(schools);
    calendars = Map.copyOf(calendars);
    people = List.copyOf(people);
    certificates = List.copyOf(certificates);
    issuers = List.copyOf(issuers);
    signIns = List.copyOf(signIns);
  }
}
