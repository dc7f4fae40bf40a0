package uk.firstbell.domain.routing;

import static uk.firstbell.domain.model.SampleReports.aReport;
import static uk.firstbell.domain.model.SampleReports.group;
import static uk.firstbell.domain.model.SampleReports.text;
import static uk.firstbell.domain.model.SampleReports.with;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Content.Items;
import uk.firstbell.domain.model.Content.Truth;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

/**
 * Incidents by chance: any number of children anywhere, adults who may work at a school, for an
 * authority or at children's social care, and every optional field there or not. One seed gives one
 * incident, always the same.
 */
final class GeneratedIncidents {
  static final Instant ACCEPTED = Instant.parse("2026-05-01T21:40:00Z");

  /** Lower case: in all that says where the family is, and in a text if {@link #tellsThePlace}. */
  static final List<String> SECRET_PLACES = List.of("secretplace", "zz99 1aa");

  private static final List<String> SCHOOLS = List.of("102345", "102346", "102347");
  private static final String CLOSED = "102348";
  private static final List<String> LISTED = List.of("999", "998");
  private static final String UNLISTED = "997";

  /**
   * What a school reads in the sender's own words; {@code 0} is the first adult, order or child.
   */
  private static final List<String> TEXTS =
      List.of(
          "incident/summary",
          "adults/0/relationshipLabel",
          "safety/orders/0/schoolConditions",
          "safety/collection/conditionsText",
          "safety/collection/who",
          "children/0/whereInPremises",
          "children/0/commsNeeds",
          "children/0/voice/words");

  private final Chance chance;
  private final List<Person> parties = new ArrayList<>();
  private final List<SchoolFacts> schools = new ArrayList<>();
  private final List<OfficeFacts> offices = new ArrayList<>();
  private final boolean tellsThePlace;
  private final Report report;

  GeneratedIncidents(long seed) {
    this.chance = new Chance(seed);
    this.tellsThePlace = chance.oneIn(8);
    SCHOOLS.forEach(urn -> schools.add(school(new Urn(urn))));
    LISTED.forEach(code -> offices.add(office(new Unit(Unit.Kind.LA, code))));
    this.report = generated();
  }

  Report report() {
    return report;
  }

  /** What the directory knows of the open schools. */
  List<SchoolFacts> schools() {
    return schools;
  }

  /** And of the authorities it lists. */
  List<OfficeFacts> offices() {
    return offices;
  }

  /** Adults of the report who read at a school or an office, by whatever they can be known. */
  List<Person> parties() {
    return parties;
  }

  /** Whether a text that a school reads says where the family is. */
  boolean tellsThePlace() {
    return tellsThePlace;
  }

  private Report generated() {
    var children = new ArrayList<Content>();
    int count = 1 + chance.below(4);
    for (int i = 0; i < count; i++) {
      children.add(child("c" + i));
    }
    Report made = with(aReport(), "children", new Items(children));
    made = with(made, "adults", new Items(adults()));
    made = with(made, "incident/location", location());
    made = with(made, "safety", safety());
    made =
        with(
            made,
            "sharing/cscReferral",
            text(chance.one(List.of("MADE", "PENDING", "NOT_REQUIRED"))));
    made =
        with(made, "incident/riskGrade", text(chance.one(List.of("STANDARD", "MEDIUM", "HIGH"))));
    if (chance.oneIn(2)) {
      made =
          with(
              made,
              "incident/supervisor",
              group(
                  Map.of(
                      "role", text("Sergeant"), "releasedAt", text("2026-05-01T22:41:00+01:00"))));
    }
    made =
        with(
            made,
            "incident/otherReferences",
            new Items(List.of(group(Map.of("type", text("INTEL"), "value", text("INT-SYN-1"))))));
    if (tellsThePlace) {
      String place = chance.one(List.of("2 Secretplace", "zz99 1aa"));
      made = with(made, chance.one(TEXTS), text("Was seen at " + place + " again."));
    }
    return with(made, "ext", group(Map.of("vendor", text("anything"))));
  }

  private Content child(String ref) {
    var parts = new TreeMap<String, Content>();
    parts.put("ref", text(ref));
    parts.put("givenNames", text("Given" + ref));
    parts.put("familyName", text("Family" + ref));
    parts.put("dateOfBirth", text(chance.one(List.of("2017-01-31", "2010-06-30", "2001-01-01"))));
    parts.put("educationStatus", text("REGISTERED"));
    parts.put("presence", text("HEARD"));
    parts.put("injured", text("NONE"));
    parts.put("nhsNumber", text("9434765919"));
    parts.put("upn", text("A123456789012"));
    parts.put(
        "voice",
        group(
            Map.of("seen", new Truth(true), "spokenTo", new Truth(true), "words", text("I hid."))));
    parts.put("whereInPremises", text("Upstairs"));
    chance.maybe(() -> parts.put("commsNeeds", text("Signs")));
    chance.maybe(
        () -> parts.put("residenceLaCode", text(chance.one(List.of("999", "998", UNLISTED)))));
    chance.maybe(() -> parts.put("staying", text(chance.one(List.of("WITH_VICTIM", "REFUGE")))));
    chance.maybe(() -> parts.put("socialCare", group(Map.of("status", text("OPEN")))));
    chance.maybe(() ->
        parts.put(
            "homeAddress",
            group(
                Map.of(
                    "lines",
                    new Items(List.of(text("1 Secretplace"))),
                    "postcode",
                    text("ZZ99 1AA")))));
    var places = new ArrayList<Content>();
    for (String urn : List.of("102345", "102346", "102347", CLOSED)) {
      chance.maybe(() ->
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
      chance.maybe(() ->
          parts.put("address", group(Map.of("lines", new Items(List.of(text("3 Secretplace")))))));
      chance.maybe(() -> parts.put("shareVictimName", group(Map.of("reason", text("asked")))));
      if (chance.oneIn(4)) {
        partyOf(parts);
      }
      adults.add(new Content.Group(parts));
    }
    return adults;
  }

  /** Makes the adult one of the schools' people, or of the authorities' and social care's. */
  private void partyOf(Map<String, Content> adult) {
    List<Person> people =
        Stream.concat(
                schools.stream().flatMap(facts -> facts.people().stream()),
                offices.stream()
                    .flatMap(
                        facts -> Stream.concat(facts.officers().stream(), facts.onDuty().stream()))
                    .map(Reader::person))
            .toList();
    Person person = chance.one(people);
    chance.makeParty(adult, person);
    parties.add(person);
  }

  private Content location() {
    var parts = new TreeMap<String, Content>();
    parts.put("category", text("HOME"));
    parts.put("confidential", new Truth(chance.oneIn(2)));
    parts.put("addressLines", new Items(List.of(text("2 Secretplace"))));
    parts.put("postcode", text("ZZ99 1AA"));
    parts.put("uprn", text("100000000001"));
    parts.put("shareAddressWithSchool", new Truth(chance.oneIn(2)));
    return new Content.Group(parts);
  }

  private Content safety() {
    var parts = new TreeMap<String, Content>();
    parts.put("doNotContactParents", new Truth(true));
    parts.put("staffLinkSuspected", text(chance.oneIn(8) ? "YES" : "NO"));
    parts.put("immediateRisk", new Truth(chance.oneIn(8)));
    if (tellsThePlace || chance.oneIn(2)) {
      parts.put(
          "orders",
          new Items(
              List.of(group(Map.of("type", text("NMO"), "schoolConditions", text("None."))))));
    }
    chance.maybe(() ->
        parts.put(
            "collection",
            group(
                Map.of(
                    "perpetratorMayCollect", text("NO"),
                    "who", text("Nobody Elsewhere"),
                    "conditionsText", text("None.")))));
    return new Content.Group(parts);
  }

  private SchoolFacts school(Urn urn) {
    Unit unit = Unit.school(urn);
    List<Person> people =
        Stream.of(Role.DSL, Role.DEPUTY_DSL, Role.HEAD, Role.ON_CALL)
            .map(role -> chance.person(unit, role, 1))
            .toList();
    return new SchoolFacts(
        new School(urn, "An invented school", new Unit(Unit.Kind.LA, chance.one(LISTED)), 1),
        calendar(),
        people.stream()
            .filter(person -> !person.roles().contains(Role.ON_CALL))
            .map(Chance::reader)
            .toList(),
        people);
  }

  private OfficeFacts office(Unit authority) {
    return new OfficeFacts(
        authority,
        calendar(),
        readers(authority, Role.LA_OFFICER),
        readers(Unit.socialCare(authority), Role.EDT));
  }

  private List<Reader> readers(Unit unit, Role role) {
    return Stream.of(1, 2).map(number -> Chance.reader(chance.person(unit, role, number))).toList();
  }

  private static SchoolCalendar calendar() {
    return SchoolCalendar.weekDays(Set.of(LocalDate.parse("2026-05-04")));
  }
}
