package uk.firstbell.domain.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

/** What the stages ask of the directory. Answers are as of the asking, never cached. */
public interface Directory {
  Optional<School> school(Urn urn);

  /** The authority of that code; empty if the directory lists none. */
  Optional<LocalAuthority> localAuthority(String code);

  /**
   * The school's own calendar; else its local authority's; else one that knows nothing and treats
   * week days as open. Bank holidays are in all three.
   */
  SchoolCalendar calendar(Urn urn);

  /** A local authority's office: Monday to Friday except bank holidays, from 8:50am (R12). */
  SchoolCalendar officeDays();

  /** The unit's people who hold any of {@code roles}, in the order of their ids. */
  List<Person> people(Unit unit, Set<Role> roles);

  /**
   * Those of {@link #people} with a certificate in date at {@code now}, with those certificates.
   */
  List<Reader> readers(Unit unit, Set<Role> roles, Instant now);

  /** By what the organisation's person can read at {@code now}; none if by nothing. */
  List<ReaderCertificate> certificates(Unit organisation, PersonId person, Instant now);

  Optional<Person> person(PersonId id);

  /** The provider of that issuer identifier, if people may sign in by it at all. */
  Optional<Issuer> issuer(String issuer);

  /** Whom that subject of that issuer is bound to, and since when its tokens count. */
  Recognised signedIn(String issuer, String subject);
}
