package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.directory.Role.AUDITOR;
import static uk.firstbell.domain.directory.Role.DEPUTY_DSL;
import static uk.firstbell.domain.directory.Role.DSL;
import static uk.firstbell.domain.directory.Role.HEAD;
import static uk.firstbell.testkit.fixture.SampleDirectory.AUTHORITY;
import static uk.firstbell.testkit.fixture.SampleDirectory.CERTIFIED_FROM;
import static uk.firstbell.testkit.fixture.SampleDirectory.CERTIFIED_UNTIL;
import static uk.firstbell.testkit.fixture.SampleDirectory.ISSUER;
import static uk.firstbell.testkit.fixture.SampleDirectory.LARKFIELD;
import static uk.firstbell.testkit.fixture.SampleDirectory.OAKMERE;
import static uk.firstbell.testkit.fixture.SampleDirectory.OTHER_AUTHORITY;
import static uk.firstbell.testkit.fixture.SampleDirectory.THORNBY;
import static uk.firstbell.testkit.fixture.SampleDirectory.aPerson;
import static uk.firstbell.testkit.fixture.SampleDirectory.aSenderKey;
import static uk.firstbell.testkit.fixture.SampleDirectory.authorityCalendar;
import static uk.firstbell.testkit.fixture.SampleDirectory.book;
import static uk.firstbell.testkit.fixture.SampleDirectory.larkfieldCalendar;
import static uk.firstbell.testkit.fixture.SampleDirectory.onlyPeople;
import static uk.firstbell.testkit.fixture.SampleDirectory.unknownCalendar;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.DirectoryShelf;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SenderKeys;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.testkit.fixture.SampleDirectory;

/** What every {@link Directory}, its shelf and its sender keys do, wherever they are kept. */
public abstract class DirectoryContract {
  private static final Instant IN_DATE = Instant.parse("2026-05-01T21:40:00Z");
  private static final Unit LARKFIELD_UNIT = Unit.school(LARKFIELD);

  private Parts parts;

  /** A directory in which nothing was ever stored; all three parts see what the shelf stores. */
  protected abstract Parts emptyDirectory();

  /** The three ports to one directory; an adapter may be all of them. */
  public record Parts(Directory directory, DirectoryShelf shelf, SenderKeys senderKeys) {}

  @BeforeEach
  void store_the_sample_directory() {
    parts = emptyDirectory();
    parts.shelf().store(book());
  }

  @Test
  void knows_nothing_before_anything_is_stored() {
    Parts empty = emptyDirectory();

    assertThat(empty.directory().school(LARKFIELD)).isEmpty();
    assertThat(empty.directory().people(LARKFIELD_UNIT, Set.of(Role.values()))).isEmpty();
    assertThat(empty.directory().readers(LARKFIELD_UNIT, Set.of(Role.values()), IN_DATE)).isEmpty();
    assertThat(empty.directory().person(new PersonId("larkfield-dsl"))).isEmpty();
    assertThat(empty.directory().issuer(ISSUER)).isEmpty();
    assertThat(empty.directory().signedIn(ISSUER, "subject-1").person()).isEmpty();
    assertThat(empty.senderKeys().senderKey("wxc-a")).isEmpty();
    assertThat(empty.directory().calendar(LARKFIELD).bankHolidays()).isEmpty();
    assertThat(empty.directory().calendar(LARKFIELD).known()).isEmpty();
  }

  @Test
  void gives_every_school_back() {
    assertThat(book().schools())
        .isNotEmpty()
        .allSatisfy(school -> assertThat(directory().school(school.urn())).hasValue(school));
    assertThat(directory().localAuthority("998").orElseThrow().name()).isEqualTo("Fenmarch");
    assertThat(directory().localAuthority("998").orElseThrow().guidance()).isEmpty();
    assertThat(
            directory().localAuthority(SampleDirectory.AUTHORITY.code()).orElseThrow().guidance())
        .contains(SampleDirectory.GUIDANCE);
    assertThat(directory().localAuthority("997")).isEmpty();
    assertThat(directory().school(new Urn("102999"))).isEmpty();
  }

  @Test
  void gives_every_field_of_every_person_back() {
    assertThat(book().people())
        .isNotEmpty()
        .allSatisfy(person -> assertThat(directory().person(person.id())).hasValue(person));
    assertThat(directory().person(new PersonId("nobody"))).isEmpty();
  }

  @Test
  void lists_a_units_people_with_any_of_the_roles_in_the_order_of_their_ids() {
    assertThat(directory().people(LARKFIELD_UNIT, Set.of(DSL, DEPUTY_DSL)))
        .extracting(person -> person.id().value())
        .containsExactly(
            "larkfield-deputy-1", "larkfield-deputy-2", "larkfield-dsl", "larkfield-head");
    assertThat(directory().people(LARKFIELD_UNIT, Set.of(HEAD)))
        .extracting(person -> person.id().value())
        .containsExactly("larkfield-head");
    assertThat(directory().people(LARKFIELD_UNIT, Set.of(AUDITOR))).isEmpty();
    assertThat(directory().people(LARKFIELD_UNIT, Set.of())).isEmpty();
    assertThat(directory().people(Unit.school(OAKMERE), Set.of(DSL)))
        .extracting(person -> person.id().value())
        .containsExactly("oakmere-dsl");
    assertThat(directory().people(OTHER_AUTHORITY, Set.of(AUDITOR))).hasSize(1);
  }

  @Test
  void lists_as_readers_only_people_with_a_certificate() {
    List<Reader> readers = directory().readers(LARKFIELD_UNIT, Set.of(DSL, DEPUTY_DSL), IN_DATE);

    assertThat(readers)
        .extracting(reader -> reader.person().id().value())
        .containsExactly("larkfield-deputy-1", "larkfield-dsl", "larkfield-head");
    assertThat(readers.get(1).certificates())
        .extracting(certificate -> certificate.id())
        .containsExactlyInAnyOrder("phone", "desk");
    assertThat(readers.getFirst().certificates().getFirst())
        .usingRecursiveComparison()
        .isEqualTo(
            book().certificates().stream()
                .filter(c -> c.person().value().equals("larkfield-deputy-1"))
                .findFirst()
                .orElseThrow());
  }

  @Test
  void lists_only_certificates_in_date() {
    assertThat(directory().readers(LARKFIELD_UNIT, Set.of(DSL), CERTIFIED_FROM.minusMillis(1)))
        .isEmpty();
    assertThat(directory().readers(LARKFIELD_UNIT, Set.of(DSL), CERTIFIED_FROM))
        .singleElement()
        .satisfies(reader ->
            assertThat(reader.certificates())
                .extracting(certificate -> certificate.id())
                .containsExactly("phone"));
    assertThat(directory().readers(LARKFIELD_UNIT, Set.of(DSL), CERTIFIED_UNTIL.minusMillis(1)))
        .hasSize(1);
    assertThat(directory().readers(LARKFIELD_UNIT, Set.of(DSL), CERTIFIED_UNTIL)).isEmpty();
  }

  @Test
  void takes_a_schools_own_calendar_then_its_authoritys_then_one_that_knows_nothing() {
    assertThat(directory().calendar(LARKFIELD)).isEqualTo(larkfieldCalendar());
    assertThat(directory().calendar(OAKMERE)).isEqualTo(authorityCalendar());
    assertThat(directory().calendar(THORNBY)).isEqualTo(unknownCalendar());
    assertThat(directory().calendar(new Urn("102999"))).isEqualTo(unknownCalendar());
  }

  @Test
  void has_an_office_open_on_week_days_except_bank_holidays() {
    assertThat(directory().officeDays()).isEqualTo(unknownCalendar());
  }

  @Test
  void gives_every_field_of_every_sender_key_back() {
    assertThat(book().senderKeys())
        .isNotEmpty()
        .allSatisfy(key ->
            assertThat(parts.senderKeys().senderKey(key.keyId()).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(key));
    assertThat(parts.senderKeys().senderKey("wxc-z")).isEmpty();
  }

  @Test
  void gives_every_field_of_an_issuer_back_and_compares_its_name_character_by_character() {
    assertThat(book().issuers())
        .isNotEmpty()
        .allSatisfy(issuer -> assertThat(directory().issuer(issuer.issuer())).hasValue(issuer));
    assertThat(directory().issuer(ISSUER + "/")).isEmpty();
    assertThat(directory().issuer("HTTPS://sign-in.example/oidc")).isEmpty();
  }

  @Test
  void knows_whom_an_issuers_subject_is() {
    assertThat(book().signIns())
        .isNotEmpty()
        .allSatisfy(signIn ->
            assertThat(directory().signedIn(signIn.issuer(), signIn.subject()).person())
                .get()
                .extracting(Person::id)
                .isEqualTo(signIn.person()));
    assertThat(directory().signedIn(ISSUER, "subject-9").person()).isEmpty();
    assertThat(directory().signedIn("https://other.example", "subject-1").person()).isEmpty();
  }

  @Test
  void replaces_what_is_stored_again_under_the_same_name_and_keeps_the_rest() {
    Person promoted = aPerson("larkfield-deputy-1", LARKFIELD_UNIT, HEAD);

    parts.shelf().store(onlyPeople(List.of(promoted)));

    assertThat(directory().person(promoted.id())).hasValue(promoted);
    assertThat(directory().people(LARKFIELD_UNIT, Set.of(DEPUTY_DSL)))
        .extracting(person -> person.id().value())
        .containsExactly("larkfield-deputy-2", "larkfield-head");
    assertThat(directory().school(LARKFIELD)).get().extracting(School::name).isNotNull();
    assertThat(directory().calendar(THORNBY)).isEqualTo(unknownCalendar());
  }

  @Test
  void lists_a_person_who_moved_only_where_they_are_now() {
    Person moved = aPerson("larkfield-dsl", Unit.school(OAKMERE), DSL);

    parts.shelf().store(onlyPeople(List.of(moved)));

    assertThat(directory().people(LARKFIELD_UNIT, Set.of(DSL))).isEmpty();
    assertThat(directory().readers(LARKFIELD_UNIT, Set.of(DSL), IN_DATE)).isEmpty();
    assertThat(directory().people(Unit.school(OAKMERE), Set.of(DSL)))
        .extracting(person -> person.id().value())
        .containsExactly("larkfield-dsl", "oakmere-dsl");
    assertThat(directory().signedIn(ISSUER, "subject-1").person()).hasValue(moved);
  }

  @Test
  void stores_the_same_book_twice_as_once() {
    parts.shelf().store(book());

    assertThat(directory().people(LARKFIELD_UNIT, Set.of(Role.values()))).hasSize(4);
    assertThat(directory().issuer(ISSUER))
        .get()
        .extracting(Issuer::audience)
        .isEqualTo("firstbell");
    assertThat(parts.senderKeys().senderKey("wxc-b"))
        .get()
        .extracting(SenderKey::algorithm)
        .isEqualTo(aSenderKey("wxc-b", SenderKey.Algorithm.ECDSA_P256_SHA256).algorithm());
    assertThat(directory().school(OAKMERE))
        .get()
        .extracting(School::localAuthority)
        .isEqualTo(AUTHORITY);
  }

  private Directory directory() {
    return parts.directory();
  }
}
