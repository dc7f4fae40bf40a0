package uk.firstbell.domain.routing;

import static uk.firstbell.domain.model.SampleReports.group;
import static uk.firstbell.domain.model.SampleReports.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.CaseReport;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Content.Items;
import uk.firstbell.domain.model.Content.Truth;
import uk.firstbell.domain.model.Unit;

/**
 * Cases of online child abuse by chance: children found hours or days ago, homes in several
 * authorities, subjects who may work for one, and people named or not. One seed gives one case,
 * always the same.
 */
final class GeneratedCases {
  static final Instant ACCEPTED = Instant.parse("2026-10-24T17:00:00Z");

  /** In everything that social care is not told, and in nothing else. */
  static final String OPERATIONAL = "Operational";

  private static final List<String> LISTED = List.of("999", "998");
  private static final String UNLISTED = "997";

  private final Chance chance;
  private final Map<String, List<Person>> people = new TreeMap<>();
  private final List<Person> parties = new ArrayList<>();
  private final CaseReport report;

  GeneratedCases(long seed) {
    this.chance = new Chance(seed);
    LISTED.forEach(code -> people.put(code, people(Unit.socialCare(new Unit(Unit.Kind.LA, code)))));
    this.report = generated();
  }

  CaseReport report() {
    return report;
  }

  /** Everybody of the social care of that authority, by day and by night; nobody if not listed. */
  List<Person> people(String authority) {
    return people.getOrDefault(authority, List.of());
  }

  boolean lists(String authority) {
    return people.containsKey(authority);
  }

  /** Subjects who work for social care, by whatever they can be known. */
  List<Person> parties() {
    return parties;
  }

  private List<Person> people(Unit unit) {
    return Stream.of(Role.MASH, Role.EDT)
        .flatMap(role -> Stream.of(1, 2).map(number -> chance.person(unit, role, number)))
        .toList();
  }

  private CaseReport generated() {
    Instant identified = ACCEPTED.minus(Duration.ofMinutes(chance.below(48 * 60)));
    var parts = new TreeMap<String, Content>();
    parts.put("schemaVersion", text("1.0.0"));
    parts.put("messageType", text(CaseReport.TYPE));
    parts.put("clientMessageId", text(OPERATIONAL));
    parts.put(
        "publisher",
        group(Map.of("forceCode", text("WXC"), "unit", text("Team"), "system", text(OPERATIONAL))));
    parts.put("policeAwareAt", text(identified.toString()));
    parts.put(
        "clock",
        group(
            Map.of(
                "intelligenceReceivedAt", text(identified.toString()),
                "childrenIdentifiedAt", text(identified.toString()))));
    parts.put("case", group(Map.of("ocsaeReference", text("OC-1"), "images", text(OPERATIONAL))));
    parts.put("address", group(Map.of("postcode", text("ZZ99 1AA"))));
    parts.put("responsibleLaCode", text(chance.one(List.of("999", "998", UNLISTED))));
    chance.maybe(() -> parts.put("secondaryLas", new Items(secondary())));
    parts.put("children", new Items(children()));
    parts.put("subjects", new Items(subjects()));
    parts.put("risk", group(Map.of("immediate", new Truth(chance.oneIn(4)))));
    parts.put(
        "contact",
        group(
            Map.of(
                "team", text("Team"),
                "csc",
                    group(
                        Map.of(
                            "team",
                            text("MASH"),
                            "recipientIds",
                            new Items(List.of(text(OPERATIONAL))))))));
    parts.put("access", access());
    chance.maybe(() -> parts.put("enforcement", group(Map.of("executedAt", text(OPERATIONAL)))));
    chance.maybe(() -> parts.put("ext", group(Map.of("vendor", text(OPERATIONAL)))));
    return new CaseReport(new Content.Group(parts));
  }

  private List<Content> secondary() {
    var codes = new ArrayList<Content>();
    for (int i = 0; i < 1 + chance.below(3); i++) {
      codes.add(text(chance.one(List.of("999", "998", UNLISTED))));
    }
    return codes;
  }

  private List<Content> children() {
    var children = new ArrayList<Content>();
    for (int i = 0; i < 1 + chance.below(3); i++) {
      children.add(
          group(
              Map.of(
                  "ref", text("c" + i),
                  "givenNames", text("Given" + i),
                  "familyName", text("Family"),
                  "picture", text(OPERATIONAL))));
    }
    return children;
  }

  private List<Content> subjects() {
    var subjects = new ArrayList<Content>();
    for (int i = 0; i < 1 + chance.below(2); i++) {
      var parts = new TreeMap<String, Content>();
      parts.put("description", text("NAMED"));
      parts.put("givenNames", text("Nobody"));
      parts.put("familyName", text("Elsewhere"));
      parts.put("contact", group(Map.of("email", text(OPERATIONAL))));
      if (chance.oneIn(3)) {
        Person person = chance.one(everybody());
        chance.makeParty(parts, person);
        parties.add(person);
      }
      subjects.add(new Content.Group(parts));
    }
    return subjects;
  }

  private Content access() {
    var parts = new TreeMap<String, Content>();
    parts.put("schoolDisclosure", text(OPERATIONAL));
    chance.maybe(() ->
        parts.put(
            "namedIndividuals",
            new Items(
                Stream.of(1, 2, 3)
                    .<Content>map(_ -> text(chance.one(everybody()).id().value()))
                    .toList())));
    return new Content.Group(parts);
  }

  private List<Person> everybody() {
    return people.values().stream().flatMap(List::stream).toList();
  }
}
