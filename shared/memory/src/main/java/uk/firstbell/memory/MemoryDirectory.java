package uk.firstbell.memory;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.DirectoryShelf;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.directory.LocalAuthority;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Recognised;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.enrolment.DeviceRegister;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SenderKeys;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.story.Binding;
import uk.firstbell.domain.story.BoundPerson;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;

/**
 * A directory in maps, under one lock. Forces are not kept: nobody asks for them but by what they
 * have, their keys and people.
 */
public final class MemoryDirectory
    implements Directory, DeviceRegister, DirectoryShelf, SenderKeys {
  private static final int WAITING_MAX = 100;
  private final Object lock = new Object();
  private final Map<String, SenderKey> senderKeys = new HashMap<>();
  private final Map<String, LocalAuthority> authorities = new HashMap<>();
  private final Map<Urn, School> schools = new HashMap<>();
  private final Map<Unit, SchoolCalendar> calendars = new HashMap<>();
  private final Map<PersonId, Person> people = new HashMap<>();
  private final TreeMap<RowId, Stored<? extends Row>> rows = new TreeMap<>();
  private final Map<String, Issuer> issuers = new HashMap<>();

  @Override
  public void store(DirectoryBook book) {
    synchronized (lock) {
      book.senderKeys().forEach(key -> senderKeys.put(key.keyId(), key));
      book.localAuthorities()
          .forEach(authority -> authorities.put(authority.unit().code(), authority));
      book.schools().forEach(school -> schools.put(school.urn(), school));
      calendars.putAll(book.calendars());
      book.people().forEach(person -> people.put(person.id(), person));
      book.certificates().forEach(held -> give(Device.listed(organisation(held), held)));
      book.issuers().forEach(issuer -> issuers.put(issuer.issuer(), issuer));
      book.signIns().forEach(bound -> give(Binding.of(bound.name(), bound.person())));
      book.signIns().forEach(bound -> give(BoundPerson.of(bound.person(), bound.name())));
    }
  }

  /** What was written about since knows better. */
  private void give(Row row) {
    Stored<? extends Row> standing = rows.get(row.id());
    if (standing == null || standing.mark().equals(Mark.NONE)) {
      rows.put(row.id(), new Stored<>(row, Mark.NONE));
    }
  }

  private Unit organisation(ReaderCertificate held) {
    return person(held.person())
        .map(Person::organisation)
        .orElseThrow(
            () -> new IllegalArgumentException("a certificate is of a person in the directory"));
  }

  /** Keeps what a transaction wrote. */
  void put(Stored<? extends Row> written) {
    synchronized (lock) {
      rows.put(written.row().id(), written);
    }
  }

  /** What a transaction's change must still find. */
  Optional<Stored<? extends Row>> standing(RowId id) {
    synchronized (lock) {
      return Optional.ofNullable(rows.get(id));
    }
  }

  @Override
  public Optional<Stored<Device>> device(Unit organisation, PersonId person, String device) {
    return stored(RowId.device(organisation, person, device), Device.class);
  }

  @Override
  public List<Stored<Device>> devices(Unit organisation) {
    return devices().filter(held -> held.row().organisation().equals(organisation)).toList();
  }

  @Override
  public List<Stored<Device>> devices(Unit organisation, PersonId person) {
    return devices(organisation).stream()
        .filter(held -> held.row().person().equals(person))
        .toList();
  }

  @Override
  public List<Stored<Device>> waitingFor(Unit authority, Instant since) {
    return devices()
        .filter(held -> held.row().state().waiting())
        .filter(held -> held.row().authority().equals(Optional.of(authority)))
        .filter(held -> held.row().requestedAt().isAfter(since))
        .sorted(
            comparing((Stored<Device> held) -> held.row().requestedAt())
                .thenComparing(held -> held.row().id()))
        .limit(WAITING_MAX)
        .toList();
  }

  @Override
  public Optional<Stored<Binding>> binding(String signIn) {
    return stored(RowId.binding(signIn), Binding.class);
  }

  @Override
  public Optional<Stored<BoundPerson>> boundPerson(PersonId person) {
    return stored(RowId.boundPerson(person), BoundPerson.class);
  }

  private Stream<Stored<Device>> devices() {
    synchronized (lock) {
      return rows.keySet().stream()
          .flatMap(id -> stored(id, Device.class).stream())
          .toList()
          .stream();
    }
  }

  private <R extends Row> Optional<Stored<R>> stored(RowId id, Class<R> type) {
    return standing(id)
        .filter(stored -> type.isInstance(stored.row()))
        .map(stored -> new Stored<>(type.cast(stored.row()), stored.mark()));
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
    List<ReaderCertificate> inDate = certificates(person.organisation(), person.id(), now);
    return inDate.isEmpty() ? Optional.empty() : Optional.of(new Reader(person, inDate));
  }

  @Override
  public List<ReaderCertificate> certificates(Unit organisation, PersonId person, Instant now) {
    return devices(organisation, person).stream()
        .flatMap(held -> held.row().usableAt(now).stream())
        .toList();
  }

  @Override
  public Optional<Person> person(PersonId id) {
    synchronized (lock) {
      return Optional.ofNullable(people.get(id));
    }
  }

  private boolean holds(Binding binding) {
    return boundPerson(binding.person())
        .filter(known -> binding.agreesWith(known.row()))
        .isPresent();
  }

  @Override
  public Optional<Issuer> issuer(String issuer) {
    synchronized (lock) {
      return Optional.ofNullable(issuers.get(issuer));
    }
  }

  @Override
  public Recognised signedIn(String issuer, String subject) {
    synchronized (lock) {
      return binding(SignIn.name(issuer, subject))
          .map(Stored::row)
          .map(binding -> new Recognised(speaksFor(binding), binding.signedOut()))
          .orElse(Recognised.NOBODY);
    }
  }

  private Optional<Person> speaksFor(Binding binding) {
    return holds(binding) ? person(binding.person()) : Optional.empty();
  }
}
