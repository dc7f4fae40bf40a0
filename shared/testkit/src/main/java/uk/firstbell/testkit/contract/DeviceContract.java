package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleDirectory.AUTHORITY;
import static uk.firstbell.testkit.fixture.SampleDirectory.CERTIFIED_FROM;
import static uk.firstbell.testkit.fixture.SampleDirectory.CERTIFIED_UNTIL;
import static uk.firstbell.testkit.fixture.SampleDirectory.ISSUER;
import static uk.firstbell.testkit.fixture.SampleDirectory.LARKFIELD;
import static uk.firstbell.testkit.fixture.SampleDirectory.OAKMERE;
import static uk.firstbell.testkit.fixture.SampleDirectory.OTHER_AUTHORITY;
import static uk.firstbell.testkit.fixture.SampleDirectory.aPerson;
import static uk.firstbell.testkit.fixture.SampleDirectory.book;
import static uk.firstbell.testkit.fixture.SampleDirectory.onlyPeople;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.audit.Trail;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.DirectoryShelf;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Recognised;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.enrolment.DeviceRegister;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Binding;
import uk.firstbell.domain.story.BoundPerson;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.Looks;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.PageRelease;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;

/** How a story changes who may read by which device, and how a directory shows it, everywhere. */
public abstract class DeviceContract {
  private static final Unit SCHOOL = Unit.school(LARKFIELD);
  private static final PersonId DEPUTY = new PersonId("larkfield-deputy-2");
  private static final PersonId LEAD = new PersonId("larkfield-dsl");
  private static final Instant NOW = Instant.parse("2026-05-05T06:12:00Z");
  private static final String SUBJECT = SignIn.name(ISSUER, "subject-7");
  private static final Deed DEED =
      Deed.of(Actor.gateway("contract"), Action.ALTERED, Happening.DEVICE_REQUESTED);

  private Parts parts;

  /** A story and a directory that see each other's writes, in which nothing was ever stored. */
  protected abstract Parts empty();

  /** The ports; an adapter may be several of them. */
  public record Parts(
      Story story, Directory directory, DeviceRegister register, DirectoryShelf shelf) {}

  @BeforeEach
  void store_the_sample_directory() {
    parts = empty();
    parts.shelf().store(book());
  }

  @Test
  void gives_every_field_of_a_device_back_at_every_step() {
    Device asked = aDevice("a");
    done(new Change.Create(asked, DEED));
    assertThat(standing("a")).usingRecursiveComparison().isEqualTo(asked);

    replace("a", asked.checkedWrongly());
    assertThat(standing("a").check()).contains(new Device.Check("012345", 1));

    Device once = asked.approvedOnce(new Device.Approval(LEAD, NOW));
    replace("a", once);
    assertThat(standing("a")).usingRecursiveComparison().isEqualTo(once);

    Device active = once.certified(new Device.Approval(new PersonId("other"), NOW), aYear(NOW));
    replace("a", active);
    assertThat(standing("a")).usingRecursiveComparison().isEqualTo(active);

    Device renewed = active.renewed(aYear(NOW.plusSeconds(60))).wrappedBy("{\"v\":1,\"n\":2}");
    replace("a", renewed);
    assertThat(standing("a")).usingRecursiveComparison().isEqualTo(renewed);

    Device revoked = renewed.revoked(new Device.Revocation(LEAD, NOW, Device.Reason.LOST));
    replace("a", revoked);
    assertThat(standing("a")).usingRecursiveComparison().isEqualTo(revoked);
  }

  @Test
  void tells_the_trail_of_one_device_with_its_end_and_of_no_other() {
    done(new Change.Create(aDevice("a"), DEED), new Change.Create(aDevice("b"), DEED));
    replace("a", aDevice("a").certified(new Device.Approval(LEAD, NOW), aYear(NOW)));
    var steps = List.of(new Expiry.Step(0, aYear(NOW).notAfter(), true));
    Expiry end = Expiry.of(standing("a"), aYear(NOW), steps);
    RowId looks = RowId.looksAt(SCHOOL, DEPUTY, "a");
    done(new Change.Create(end, DEED), new Change.Create(new Looks(looks), DEED));

    Trail trail = parts.story().deviceTrail(SCHOOL, DEPUTY, "a").orElseThrow();

    assertThat(trail.rows().keySet())
        .containsExactlyInAnyOrder(RowId.device(SCHOOL, DEPUTY, "a"), end.id(), looks);
    assertThat(trail.entries()).hasSize(4);
    assertThat(Verifier.verify(trail)).isEqualTo(new Verifier.Verdict.Whole(4));
    assertThat(parts.story().deviceTrail(SCHOOL, DEPUTY, "c")).isEmpty();
    assertThat(parts.story().looks(looks)).isPresent();
    // One that was given, and nothing was written about, has a trail without an entry.
    assertThat(parts.story().deviceTrail(SCHOOL, LEAD, given()).orElseThrow().entries()).isEmpty();
  }

  private String given() {
    return parts.register().devices(SCHOOL, LEAD).getFirst().row().device();
  }

  @Test
  void tells_which_releases_of_the_page_there_were() {
    assertThat(parts.story().releaseTrail().rows()).isEmpty();
    var release = new PageRelease("ab".repeat(32));
    done(new Change.Create(release, DEED), new Change.Create(aDevice("a"), DEED));

    assertThat(parts.story().releaseTrail().rows().keySet()).containsExactly(release.id());
    assertThat(parts.story().releaseTrail().entries()).hasSize(1);
    assertThat(parts.story().write(NOW, List.of(new Change.Create(release, DEED))))
        .isInstanceOfSatisfying(
            Written.Beaten.class,
            beaten ->
                assertThat(beaten.standing()).extracting(Stored::row).isEqualTo(List.of(release)));
  }

  @Test
  void makes_a_reader_of_whoever_has_a_certified_device_and_only_while_it_is_in_date() {
    done(new Change.Create(aDevice("a"), DEED));
    assertThat(reads(DEPUTY, NOW)).isFalse();

    replace("a", aDevice("a").certified(new Device.Approval(LEAD, NOW), aYear(NOW)));
    assertThat(reads(DEPUTY, NOW.minusMillis(1))).isFalse();
    assertThat(reads(DEPUTY, NOW)).isTrue();
    assertThat(reads(DEPUTY, aYear(NOW).notAfter().minusMillis(1))).isTrue();
    assertThat(reads(DEPUTY, aYear(NOW).notAfter())).isFalse();

    replace("a", standing("a").revoked(new Device.Revocation(LEAD, NOW, Device.Reason.LEFT)));
    assertThat(reads(DEPUTY, NOW)).isFalse();
  }

  @Test
  void seals_to_the_newest_certificate_of_a_device_that_is_in_date() {
    Device active = aDevice("a").certified(new Device.Approval(LEAD, NOW), aYear(NOW));
    Device.Certified later =
        new Device.Certified(new byte[] {7}, NOW.plusSeconds(60), NOW.plusSeconds(90));
    done(new Change.Create(active.renewed(later), DEED));

    assertThat(certificates(NOW)).containsExactly(active.certificates().getFirst().notAfter());
    assertThat(certificates(NOW.plusSeconds(60))).containsExactly(later.notAfter());
    assertThat(certificates(NOW.plusSeconds(90)))
        .containsExactly(active.certificates().getFirst().notAfter());
  }

  @Test
  void lists_what_waits_to_the_authority_alone_and_no_longer_once_it_is_decided() {
    done(new Change.Create(aDevice("b"), DEED));
    done(new Change.Create(aDevice("a"), DEED));

    assertThat(waiting(AUTHORITY)).containsExactlyInAnyOrder("a", "b");
    assertThat(parts.register().waitingFor(AUTHORITY, CERTIFIED_FROM)).isEmpty();
    assertThat(waiting(OTHER_AUTHORITY)).isEmpty();

    replace("b", standing("b").refused());
    assertThat(waiting(AUTHORITY)).containsExactly("a");
  }

  @Test
  void lists_an_organisations_devices_and_one_persons_of_them() {
    done(new Change.Create(aDevice("a"), DEED));

    assertThat(parts.register().devices(SCHOOL)).hasSize(5);
    assertThat(parts.register().devices(SCHOOL, DEPUTY))
        .extracting(held -> held.row().device())
        .containsExactly("a");
    assertThat(parts.register().devices(SCHOOL, LEAD))
        .extracting(held -> held.row().device())
        .containsExactly("desk", "phone");
    assertThat(parts.register().device(SCHOOL, DEPUTY, "b")).isEmpty();
  }

  @Test
  @Tag("winner-with-bytes") // Not every endpoint can tell of a winner that holds bytes.
  void takes_a_device_it_was_given_out_of_use_though_nothing_was_ever_written_about_it() {
    Stored<Device> given = parts.register().device(SCHOOL, LEAD, "phone").orElseThrow();
    assertThat(given.mark()).isEqualTo(Mark.NONE);
    assertThat(given.row().state()).isEqualTo(Device.State.ACTIVE);
    var lost = new Device.Revocation(LEAD, NOW, Device.Reason.LOST);
    var change = new Change.Replace(given, given.row().revoked(lost), DEED);

    done(change);
    assertThat(parts.story().write(NOW, List.of(change))).isInstanceOf(Written.Beaten.class);

    assertThat(parts.register().device(SCHOOL, LEAD, "phone").orElseThrow())
        .satisfies(held -> assertThat(held.mark().version()).isEqualTo(1))
        .satisfies(held -> assertThat(held.row().state()).isEqualTo(Device.State.REVOKED));
    assertThat(parts.register().devices(SCHOOL, LEAD)).hasSize(2);
  }

  @Test
  void binds_a_sign_in_and_a_person_once_and_all_or_nothing() {
    var binding = new Change.Create(Binding.of(SUBJECT, DEPUTY), DEED);
    var bound = new Change.Create(BoundPerson.of(DEPUTY, SUBJECT), DEED);
    done(binding, bound);

    assertThat(parts.directory().signedIn(ISSUER, "subject-7").person().map(Person::id))
        .hasValue(DEPUTY);
    assertThat(parts.register().binding(SUBJECT).orElseThrow().row())
        .isEqualTo(Binding.of(SUBJECT, DEPUTY));
    assertThat(parts.register().boundPerson(DEPUTY).orElseThrow().row())
        .isEqualTo(BoundPerson.of(DEPUTY, SUBJECT));

    String other = SignIn.name(ISSUER, "subject-8");
    assertThat(
            parts
                .story()
                .write(
                    NOW,
                    List.of(
                        new Change.Create(Binding.of(other, DEPUTY), DEED),
                        new Change.Create(BoundPerson.of(DEPUTY, other), DEED))))
        .isEqualTo(new Written.Beaten(List.of(parts.register().boundPerson(DEPUTY).orElseThrow())));
    assertThat(parts.register().binding(other)).isEmpty();
  }

  @Test
  void lets_a_sign_in_that_ended_speak_for_nobody_until_it_is_bound_again() {
    done(
        new Change.Create(Binding.of(SUBJECT, DEPUTY), DEED),
        new Change.Create(BoundPerson.of(DEPUTY, SUBJECT), DEED));
    Stored<Binding> binding = parts.register().binding(SUBJECT).orElseThrow();
    Stored<BoundPerson> bound = parts.register().boundPerson(DEPUTY).orElseThrow();

    done(
        new Change.Replace(binding, binding.row().endedAt(NOW), DEED),
        new Change.Replace(bound, bound.row().endedAt(NOW), DEED));
    assertThat(parts.directory().signedIn(ISSUER, "subject-7").person()).isEmpty();
    assertThat(parts.register().binding(SUBJECT).orElseThrow().row().ended()).contains(NOW);
    assertThat(parts.register().boundPerson(DEPUTY).orElseThrow().row().ended()).contains(NOW);

    PersonId other = new PersonId("larkfield-head");
    Stored<Binding> ended = parts.register().binding(SUBJECT).orElseThrow();
    done(new Change.Replace(ended, ended.row().boundTo(other), DEED));
    assertThat(parts.directory().signedIn(ISSUER, "subject-7").person())
        .as("a binding of which its person knows nothing")
        .isEmpty();
    done(new Change.Create(BoundPerson.of(other, SUBJECT), DEED));
    assertThat(parts.directory().signedIn(ISSUER, "subject-7").person().map(Person::id))
        .hasValue(other);
  }

  @Test
  void tells_since_when_the_tokens_of_a_sign_in_count_whatever_becomes_of_it() {
    assertThat(parts.directory().signedIn(ISSUER, "subject-7")).isEqualTo(Recognised.NOBODY);
    done(
        new Change.Create(Binding.of(SUBJECT, DEPUTY), DEED),
        new Change.Create(BoundPerson.of(DEPUTY, SUBJECT), DEED));
    assertThat(parts.directory().signedIn(ISSUER, "subject-7").signedOut()).isEmpty();

    Stored<Binding> binding = parts.register().binding(SUBJECT).orElseThrow();
    done(new Change.Replace(binding, binding.row().signedOutAt(NOW), DEED));
    assertThat(parts.directory().signedIn(ISSUER, "subject-7"))
        .isEqualTo(new Recognised(parts.directory().person(DEPUTY), Optional.of(NOW)));

    Instant later = NOW.plusSeconds(1);
    Stored<Binding> before = parts.register().binding(SUBJECT).orElseThrow();
    done(new Change.Replace(before, before.row().endedAt(later), DEED));
    assertThat(parts.directory().signedIn(ISSUER, "subject-7"))
        .isEqualTo(new Recognised(Optional.empty(), Optional.of(later)));

    Stored<Binding> ended = parts.register().binding(SUBJECT).orElseThrow();
    done(new Change.Replace(ended, ended.row().boundTo(DEPUTY), DEED));
    assertThat(parts.directory().signedIn(ISSUER, "subject-7"))
        .isEqualTo(new Recognised(parts.directory().person(DEPUTY), Optional.of(later)));
  }

  @Test
  void brings_nothing_back_that_was_taken_away_when_the_same_book_is_stored_again() {
    Stored<Device> given = parts.register().device(SCHOOL, LEAD, "phone").orElseThrow();
    Stored<BoundPerson> bound = parts.register().boundPerson(LEAD).orElseThrow();
    Stored<Binding> binding = parts.register().binding(bound.row().signIn()).orElseThrow();
    var left = new Device.Revocation(LEAD, NOW, Device.Reason.LEFT);
    done(
        new Change.Replace(given, given.row().revoked(left), DEED),
        new Change.Replace(bound, bound.row().endedAt(NOW), DEED),
        new Change.Replace(binding, binding.row().endedAt(NOW), DEED));

    parts.shelf().store(book());

    assertThat(parts.register().device(SCHOOL, LEAD, "phone").orElseThrow().row().state())
        .isEqualTo(Device.State.REVOKED);
    assertThat(parts.register().device(SCHOOL, LEAD, "desk").orElseThrow().row().state())
        .isEqualTo(Device.State.ACTIVE);
    assertThat(parts.directory().signedIn(ISSUER, "subject-1").person()).isEmpty();
  }

  @Test
  void keeps_what_was_taken_away_from_a_person_who_moves_and_comes_back() {
    Stored<Device> given = parts.register().device(SCHOOL, LEAD, "phone").orElseThrow();
    var lost = new Device.Revocation(LEAD, NOW, Device.Reason.LOST);
    done(new Change.Replace(given, given.row().revoked(lost), DEED));

    parts.shelf().store(onlyPeople(List.of(aPerson(LEAD.value(), Unit.school(OAKMERE), Role.DSL))));
    parts.shelf().store(book());

    assertThat(parts.register().device(SCHOOL, LEAD, "phone").orElseThrow().row().state())
        .isEqualTo(Device.State.REVOKED);
    assertThat(parts.directory().certificates(SCHOOL, LEAD, NOW))
        .extracting(held -> held.id())
        .containsExactly("desk");
  }

  @Test
  void tells_by_what_a_person_can_read_at_a_moment() {
    assertThat(parts.directory().certificates(SCHOOL, LEAD, NOW))
        .extracting(held -> held.id())
        .containsExactly("desk", "phone");
    assertThat(parts.directory().certificates(SCHOOL, LEAD, CERTIFIED_FROM.minusMillis(1)))
        .isEmpty();
    assertThat(parts.directory().certificates(SCHOOL, LEAD, CERTIFIED_UNTIL.minusMillis(1)))
        .hasSize(2);
    assertThat(parts.directory().certificates(SCHOOL, LEAD, CERTIFIED_UNTIL)).isEmpty();
    assertThat(parts.directory().certificates(SCHOOL, DEPUTY, NOW)).isEmpty();
  }

  @Test
  void knows_the_sign_ins_it_was_given_as_bound() {
    String given = SignIn.name(ISSUER, "subject-1");

    assertThat(parts.register().binding(given).orElseThrow().row().person()).isEqualTo(LEAD);
    assertThat(parts.register().boundPerson(LEAD).orElseThrow().row().signIn()).isEqualTo(given);
    assertThat(parts.register().boundPerson(DEPUTY)).isEmpty();
    assertThat(
            parts.story().write(NOW, List.of(new Change.Create(Binding.of(given, DEPUTY), DEED))))
        .isInstanceOf(Written.Beaten.class);
  }

  private static Device aDevice(String id) {
    return Device.requested(
        SCHOOL,
        DEPUTY,
        id,
        new byte[] {48, -1, 0},
        SUBJECT,
        Optional.of(AUTHORITY),
        new Device.Wrapped(Optional.of("{\"v\":1}"), Optional.of("{\"v\":2}")),
        new Device.Check("012345", 0),
        CERTIFIED_FROM);
  }

  private static Device.Certified aYear(Instant from) {
    return new Device.Certified(new byte[] {48, 2, -1}, from, from.plus(Duration.ofDays(365)));
  }

  private void done(Change... changes) {
    assertThat(parts.story().write(NOW, List.of(changes))).isEqualTo(new Written.Done());
  }

  private void replace(String id, Device becomes) {
    done(
        new Change.Replace(
            parts.register().device(SCHOOL, DEPUTY, id).orElseThrow(), becomes, DEED));
  }

  private Device standing(String id) {
    return parts.register().device(SCHOOL, DEPUTY, id).orElseThrow().row();
  }

  private boolean reads(PersonId person, Instant now) {
    return parts.directory().readers(SCHOOL, Set.of(Role.values()), now).stream()
        .anyMatch(reader -> reader.person().id().equals(person));
  }

  private List<Instant> certificates(Instant now) {
    return parts.directory().readers(SCHOOL, Set.of(Role.DEPUTY_DSL), now).stream()
        .filter(reader -> reader.person().id().equals(DEPUTY))
        .flatMap(reader -> reader.certificates().stream())
        .map(held -> held.notAfter())
        .toList();
  }

  private List<String> waiting(Unit authority) {
    return parts.register().waitingFor(authority, CERTIFIED_FROM.minusMillis(1)).stream()
        .map(held -> held.row().device())
        .toList();
  }
}
