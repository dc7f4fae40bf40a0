package uk.firstbell.memory;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.DirectoryShelf;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.directory.LocalAuthority;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SenderKeys;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

/**
 * A directory in maps, under one lock. Forces and local authorities are not kept: nobody asks for
 * them but by what they have, their keys, calendars and people.
 */
public final class MemoryDirectory implements Directory, DirectoryShelf, SenderKeys {
  private final Object lock = new Object();
  private final Map<String, SenderKey> senderKeys = new HashMap<>();
  private final Map<String, LocalAuthority> authorities = new HashMap<>();
  private final Map<Urn, School> schools = new HashMap<>();
  private final Map<Unit, SchoolCalendar> calendars = new HashMap<>();
  private final Map<PersonId, Person> people = new HashMap<>();
  private final Map<Device, ReaderCertificate> certificates = new HashMap<>();
  private final Map<String, Issuer> issuers = new HashMap<>();
  private final Map<Subject, PersonId> signIns = new HashMap<>();

  private record Device(PersonId person, String id) {}

  private record Subject(String issuer, String subject) {}

  @Override
  public void store(DirectoryBook book) {
    synchronized (lock) {
      book.senderKeys().forEach(key -> senderKeys.put(key.keyId(), key));
      book.localAuthorities()
          .forEach(authority -> authorities.put(authority.unit().code(), authority));
      book.schools().forEach(school -> schools.put(school.urn(), school));
      calendars.putAll(book.calendars());
      book.people().forEach(person -> people.put(person.id(), person));
      book.certificates().forEach(held -> certificates.put(device(held), held));
      book.issuers().forEach(issuer -> issuers.put(issuer.issuer(), issuer));
      book.signIns()
          .forEach(
              bound -> signIns.put(new Subject(bound.issuer(), bound.subject()), bound.person()));
    }
  }

  @Override
  public Optional<SenderKey> senderKey(String keyId) {
    synchronized (lock) {
      return Optional.ofNullable(senderKeys.get(keyId));
    }
  }

  @Override
  public Optional<School> school(Urn urn) {
    synchronized (lock) {
      return Optional.ofNullable(schools.get(urn));
    }
  }

  @Override
  public Optional<LocalAuthority> localAuthority(String code) {
    synchronized (lock) {
      return Optional.ofNullable(authorities.get(code));
    }
  }

  @Override
  public SchoolCalendar calendar(Urn urn) {
    synchronized (lock) {
      return Optional.ofNullable(calendars.get(Unit.school(urn)))
          .or(() -> school(urn).map(School::localAuthority).map(calendars::get))
          .orElseGet(this::nothingKnown);
    }
  }

  @Override
  public SchoolCalendar officeDays() {
    synchronized (lock) {
      return nothingKnown();
    }
  }

  /** Bank holidays are the same for everybody, so any calendar that is known tells them. */
  private SchoolCalendar nothingKnown() {
    Set<LocalDate> bankHolidays =
        calendars.values().stream()
            .flatMap(calendar -> calendar.bankHolidays().stream())
            .collect(Collectors.toSet());
    return SchoolCalendar.weekDays(bankHolidays);
  }

  @Override
  public List<Person> people(Unit unit, Set<Role> roles) {
    synchronized (lock) {
      return people.values().stream()
          .filter(person -> person.organisation().equals(unit))
          .filter(person -> person.isAny(roles))
          .sorted(comparing(person -> person.id().value()))
          .toList();
    }
  }

  @Override
  public List<Reader> readers(Unit unit, Set<Role> roles, Instant now) {
    synchronized (lock) {
      return people(unit, roles).stream().flatMap(person -> reader(person, now).stream()).toList();
    }
  }

  private Optional<Reader> reader(Person person, Instant now) {
    List<ReaderCertificate> inDate =
        certificates.values().stream()
            .filter(held -> held.person().equals(person.id()) && held.validAt(now))
            .sorted(comparing(ReaderCertificate::id))
            .toList();
    return inDate.isEmpty() ? Optional.empty() : Optional.of(new Reader(person, inDate));
  }

  @Override
  public Optional<Person> person(PersonId id) {
    synchronized (lock) {
      return Optional.ofNullable(people.get(id));
    }
  }

  @Override
  public Optional<Issuer> issuer(String issuer) {
    synchronized (lock) {
      return Optional.ofNullable(issuers.get(issuer));
    }
  }

  @Override
  public Optional<Person> signedIn(String issuer, String subject) {
    synchronized (lock) {
      return Optional.ofNullable(signIns.get(new Subject(issuer, subject))).map(people::get);
    }
  }

  private static Device device(ReaderCertificate held) {
    return new Device(held.person(), held.id());
  }
}
