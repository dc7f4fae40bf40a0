package uk.firstbell.domain.routing;

import static uk.firstbell.domain.model.SampleReports.aReport;
import static uk.firstbell.domain.model.SampleReports.group;
import static uk.firstbell.domain.model.SampleReports.text;
import static uk.firstbell.domain.model.SampleReports.with;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Content.Items;
import uk.firstbell.domain.model.Content.Truth;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

/**
 * Incidents by chance: any number of children anywhere, adults who may work at a school, and every
 * optional field there or not. One seed gives one incident, always the same.
 */
final class GeneratedIncidents {
  static final Instant ACCEPTED = Instant.parse("2026-05-01T21:40:00Z");

  /** In everything that says where the family is, and in nothing else. */
  static final String SECRET_PLACE = "Secretplace";

  private static final List<String> SCHOOLS = List.of("102345", "102346", "102347");
  private static final String CLOSED = "102348";
  private static final List<String> GIVEN = List.of("Elizabeth", "Robert", "Zoë", "Owain");
  private static final List<String> FAMILY = List.of("Tarnbrook", "Vale", "Ångström");
  private static final Unit AUTHORITY = new Unit(Unit.Kind.LA, "999");

  private final RandomGenerator chance;
  private final List<Person> parties = new ArrayList<>();
  private final List<SchoolFacts> schools = new ArrayList<>();

  GeneratedIncidents(RandomGenerator chance) {
    this.chance = chance;
    SCHOOLS.forEach(urn -> schools.add(school(new Urn(urn))));
  }

  /** What the directory knows of the open schools. */
  List<SchoolFacts> schools() {
    return schools;
  }

  List<OfficeFacts> offices() {
    return List.of(
        new OfficeFacts(
            AUTHORITY,
            calendar(),
            List.of(reader(person("officer", AUTHORITY, "Idris Merrivale", Role.LA_OFFICER))),
            List.of(
                reader(person("night", Unit.socialCare(AUTHORITY), "Nerys Hollins", Role.EDT)))));
  }

  /** Staff who are adults of the report, by whatever they can be known. */
  List<Person> parties() {
    return parties;
  }

  Report report() {
    var children = new ArrayList<Content>();
    int count = 1 + chance.nextInt(4);
    for (int i = 0; i < count; i++) {
      children.add(child("c" + i));
    }
    var report = with(aReport(), "children", new Items(children));
    report = with(report, "adults", new Items(adults()));
    report = with(report, "incident/location", location());
    report = with(report, "safety", safety());
    report =
        with(report, "sharing/cscReferral", text(one(List.of("MADE", "PENDING", "NOT_REQUIRED"))));
    report = with(report, "incident/riskGrade", text(one(List.of("STANDARD", "MEDIUM", "HIGH"))));
    if (chance.nextBoolean()) {
      report =
          with(
              report,
              "incident/supervisor",
              group(
                  Map.of(
                      "role", text("Sergeant"), "releasedAt", text("2026-05-01T22:41:00+01:00"))));
    }
    report =
        with(
            report,
            "incident/otherReferences",
            new Items(List.of(group(Map.of("type", text("INTEL"), "value", text("INT-SYN-1"))))));
    return with(report, "ext", group(Map.of("vendor", text("anything"))));
  }

  private Content child(String ref) {
    var parts = new TreeMap<String, Content>();
    parts.put("ref", text(ref));
    parts.put("givenNames", text("Given" + ref));
    parts.put("familyName", text("Family" + ref));
    parts.put("dateOfBirth", text(one(List.of("2017-01-31", "2010-06-30", "2001-01-01"))));
    parts.put("educationStatus", text("REGISTERED"));
    parts.put("presence", text("HEARD"));
    parts.put("injured", text("NONE"));
    parts.put("nhsNumber", text("9434765919"));
    parts.put("upn", text("A123456789012"));
    parts.put("voice", group(Map.of("seen", new Truth(true), "spokenTo", new Truth(false))));
    maybe(() -> parts.put("residenceLaCode", text(one(List.of("999", "998")))));
    maybe(() -> parts.put("staying", text(one(List.of("WITH_VICTIM", "REFUGE")))));
    maybe(() -> parts.put("socialCare", group(Map.of("status", text("OPEN")))));
    maybe(() ->
        parts.put(
            "homeAddress",
            group(
                Map.of(
                    "lines",
                    new Items(List.of(text("1 " + SECRET_PLACE))),
                    "postcode",
                    text("ZZ99 1AA")))));
    var places = new ArrayList<Content>();
    for (String urn : List.of("102345", "102346", "102347", CLOSED)) {
      maybe(() ->
          places.add(
              group(
                  Map.of(
                      "urn", text(urn), "basis", text("REGISTERED"), "source", text("OFFICER")))));
    }
    parts.put("establishments", new Items(places));
    return new Content.Group(parts);
  }

  private List<Content> adults() {
    var adults = new ArrayList<Content>();
    for (String role : List.of("VICTIM", "ALLEGED_PERPETRATOR", "OTHER")) {
      var parts = new TreeMap<String, Content>();
      parts.put("role", text(role));
      parts.put("givenNames", text("Nobody"));
      parts.put("familyName", text("Elsewhere"));
      maybe(() -> parts.put("address", group(Map.of("postcode", text("ZZ99 1AA")))));
      maybe(() -> parts.put("shareVictimName", group(Map.of("reason", text("asked")))));
      if (chance.nextInt(4) == 0) {
        partyOf(parts);
      }
      adults.add(new Content.Group(parts));
    }
    return adults;
  }

  /** Makes the adult one of the schools' people. */
  private void partyOf(Map<String, Content> adult) {
    List<Person> staff = schools.stream().flatMap(facts -> facts.people().stream()).toList();
    Person person = one(staff);
    String[] names = person.name().split(" ", 2);
    switch (chance.nextInt(3)) {
      case 0 -> {
        adult.put("givenNames", text(names[0]));
        adult.put("familyName", text(names[1]));
      }
      case 1 -> adult.put("contact", group(Map.of("phone", text(person.phone().orElseThrow()))));
      default -> {
        adult.put("familyName", text(names[1]));
        adult.put("dateOfBirth", text(person.dateOfBirth().orElseThrow().toString()));
      }
    }
    parties.add(person);
  }

  private Content location() {
    var parts = new TreeMap<String, Content>();
    parts.put("category", text("HOME"));
    parts.put("confidential", new Truth(chance.nextBoolean()));
    parts.put("addressLines", new Items(List.of(text("2 " + SECRET_PLACE))));
    parts.put("postcode", text("ZZ99 1AA"));
    parts.put("uprn", text("100000000001"));
    parts.put("shareAddressWithSchool", new Truth(chance.nextBoolean()));
    return new Content.Group(parts);
  }

  private Content safety() {
    var parts = new TreeMap<String, Content>();
    parts.put("doNotContactParents", new Truth(true));
    parts.put("staffLinkSuspected", text(chance.nextInt(8) == 0 ? "YES" : "NO"));
    parts.put("immediateRisk", new Truth(chance.nextInt(8) == 0));
    maybe(() -> parts.put("orders", new Items(List.of(group(Map.of("type", text("NMO")))))));
    maybe(() ->
        parts.put(
            "collection",
            group(Map.of("perpetratorMayCollect", text("NO"), "who", text("Nobody Elsewhere")))));
    return new Content.Group(parts);
  }

  private SchoolFacts school(Urn urn) {
    Unit unit = Unit.school(urn);
    var people = new ArrayList<Person>();
    for (Role role : List.of(Role.DSL, Role.DEPUTY_DSL, Role.HEAD, Role.ON_CALL)) {
      String id = urn.value() + "-" + role.name().toLowerCase(Locale.ROOT);
      people.add(person(id.replace('_', '-'), unit, one(GIVEN) + " " + one(FAMILY), role));
    }
    return new SchoolFacts(
        new School(urn, "An invented school", AUTHORITY, 1),
        calendar(),
        people.stream()
            .filter(person -> !person.roles().contains(Role.ON_CALL))
            .map(GeneratedIncidents::reader)
            .toList(),
        people);
  }

  private Person person(String id, Unit unit, String name, Role role) {
    return new Person(
        new PersonId(id),
        unit,
        name,
        id + "@school.example",
        Optional.of("+4477009%05d".formatted(chance.nextInt(100_000))),
        Optional.of(LocalDate.of(1960, 1, 1).plusDays(chance.nextInt(10_000))),
        Set.of(role),
        unit);
  }

  private static Reader reader(Person person) {
    return new Reader(
        person,
        List.of(new ReaderCertificate(person.id(), "1", new byte[] {1}, Instant.MIN, Instant.MAX)));
  }

  private static SchoolCalendar calendar() {
    return SchoolCalendar.weekDays(Set.of(LocalDate.parse("2026-05-04")));
  }

  private void maybe(Runnable act) {
    if (chance.nextBoolean()) {
      act.run();
    }
  }

  private <T> T one(List<T> of) {
    return of.get(chance.nextInt(of.size()));
  }
}
