package uk.firstbell.domain.invariants;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import uk.firstbell.domain.calendar.AgeRules;
import uk.firstbell.domain.model.Adult;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

/**
 * I2: nobody receives a field outside their profile, nor another school's child, nor one who is
 * held for correction. Says so from the copy and the tables of domain section 7.2, and knows
 * nothing of how copies are cut.
 */
public final class Disclosed {
  /** Column D of the tables, as the paths of what may be left; {@code *} stands for any item. */
  private static final Set<String> DSL =
      Set.of(
          "/schemaVersion",
          "/messageType",
          "/revision",
          "/drill",
          "/classification",
          "/urn",
          "/incident/policeReference",
          "/incident/occurredFrom",
          "/incident/occurredTo",
          "/incident/policeAttended",
          "/incident/attendedAt",
          "/incident/type",
          "/incident/summary",
          "/incident/repeat",
          "/incident/location/category",
          "/incident/location/confidential",
          "/incident/location/addressLines/*",
          "/incident/location/postcode",
          "/children/*/ref",
          "/children/*/givenNames",
          "/children/*/familyName",
          "/children/*/knownAs/*",
          "/children/*/dateOfBirth",
          "/children/*/estimatedAgeYears",
          "/children/*/dobEstimated",
          "/children/*/sex",
          "/children/*/educationStatus",
          "/children/*/establishments/*/urn",
          "/children/*/establishments/*/basis",
          "/children/*/presence",
          "/children/*/whereInPremises",
          "/children/*/injured",
          "/children/*/voice/seen",
          "/children/*/voice/spokenTo",
          "/children/*/voice/alone",
          "/children/*/voice/words",
          "/children/*/voice/reason",
          "/children/*/relationship/toVictim",
          "/children/*/relationship/toAllegedPerpetrator",
          "/children/*/staying",
          "/children/*/commsNeeds",
          "/children/*/interpreter",
          "/adults/*/role",
          "/adults/*/relationshipLabel",
          "/adults/*/givenNames",
          "/adults/*/familyName",
          "/safety/doNotContactParents",
          "/safety/orders/*/schoolConditions",
          "/safety/collection/perpetratorMayCollect",
          "/safety/collection/who",
          "/safety/collection/conditionsText",
          "/sharing/basis",
          "/sharing/cscReferral",
          "/contact/team",
          "/contact/phone",
          "/contact/hours",
          "/contact/reference");

  /** All that anybody is told while a supervisor has not released it (R9). */
  private static final Set<String> MINIMUM =
      Set.of(
          "/schemaVersion",
          "/messageType",
          "/revision",
          "/drill",
          "/classification",
          "/urn",
          "/laCode",
          "/minimumSafe",
          "/children/*/ref",
          "/children/*/givenNames",
          "/children/*/familyName",
          "/children/*/dateOfBirth",
          "/children/*/estimatedAgeYears",
          "/children/*/dobEstimated",
          "/safety/doNotContactParents",
          "/contact/team",
          "/contact/phone",
          "/contact/hours",
          "/contact/reference");

  /** Column E, likewise. */
  private static final Set<String> OFFICER =
      Set.of(
          "/schemaVersion",
          "/messageType",
          "/revision",
          "/drill",
          "/classification",
          "/laCode",
          "/incident/policeReference",
          "/incident/occurredFrom",
          "/incident/occurredTo",
          "/incident/policeAttended",
          "/incident/attendedAt",
          "/incident/type",
          "/incident/location/category",
          "/incident/precis",
          "/children/*/ref",
          "/children/*/givenNames",
          "/children/*/familyName",
          "/children/*/knownAs/*",
          "/children/*/dateOfBirth",
          "/children/*/estimatedAgeYears",
          "/children/*/dobEstimated",
          "/children/*/sex",
          "/children/*/homeAddress/lines/*",
          "/children/*/homeAddress/postcode",
          "/children/*/homeAddress/uprn",
          "/children/*/residenceLaCode",
          "/children/*/educationStatus",
          "/children/*/presence",
          "/children/*/whereInPremises",
          "/children/*/commsNeeds",
          "/children/*/interpreter",
          "/safety/staffLinkSuspected",
          "/sharing/basis",
          "/contact/team",
          "/contact/phone",
          "/contact/hours",
          "/contact/reference");

  /** Column C says yes to nearly everything: these are what it says no to. */
  private static final Set<String> NOT_FOR_SOCIAL_CARE =
      Set.of("/sharing/exceptionCode", "/children/*/upn", "/children/*/establishments", "/ext");

  private static final Set<String> LOCATION =
      Set.of(
          "/incident/location/addressLines/*",
          "/incident/location/postcode",
          "/children/*/homeAddress/lines/*",
          "/children/*/homeAddress/postcode",
          "/children/*/homeAddress/uprn",
          "/incident/location/uprn",
          "/adults/*/address/lines/*",
          "/adults/*/address/postcode",
          "/adults/*/address/uprn",
          "/children/*/staying");

  private Disclosed() {}

  /**
   * How {@code notice}, as a reader of {@code unit} opened it, tells too much; none if it does not.
   */
  public static List<String> tooMuch(Report report, Unit unit, Content.Group notice) {
    var findings = new ArrayList<String>();
    var paths = new TreeSet<String>();
    var hollow = new TreeSet<String>();
    leaves("", notice, paths, hollow);
    hollow.forEach(
        path -> findings.add("an empty part, which tells that more was there: " + known(path)));
    boolean held = report.held();
    boolean secret = report.incident().confidentialLocation() && !livesWhollyIn(report, unit);
    for (String path : paths) {
      if (held ? !MINIMUM.contains(path) : !mayBeTold(unit, path)) {
        findings.add("a field outside the profile: " + known(path));
      }
      if (secret && LOCATION.contains(path)) {
        findings.add("a confidential location: " + path);
      }
    }
    notice.groups("adults").stream()
        .filter(_ -> unit.kind() != Unit.Kind.CSC)
        .filter(
            adult -> adult.part("familyName").isPresent() || adult.part("givenNames").isPresent())
        .filter(adult -> !victimNameShared(report, adult))
        .forEach(adult -> findings.add("the name of an adult"));
    var told = new HashSet<String>();
    notice.groups("children").forEach(child -> child.text("ref").ifPresent(told::add));
    report.children().stream()
        .filter(child -> !itsBusiness(unit, child))
        .filter(child -> told.contains(child.ref()))
        .forEach(child -> findings.add("another unit's child"));
    report.children().stream()
        .filter(child -> !AgeRules.underAge(report, child))
        .filter(child -> told.contains(child.ref()))
        .forEach(child -> findings.add("somebody who is held for correction"));
    return findings;
  }

  /** Whether it is the social care of the one authority that every child of the report lives in. */
  private static boolean livesWhollyIn(Report report, Unit unit) {
    return unit.kind() == Unit.Kind.CSC
        && report.children().stream()
            .allMatch(child -> child.residenceLaCode().equals(Optional.of(unit.code())));
  }

  private static boolean mayBeTold(Unit unit, String path) {
    return switch (unit.kind()) {
      case SCHOOL -> DSL.contains(path);
      case LA -> OFFICER.contains(path);
      case CSC -> NOT_FOR_SOCIAL_CARE.stream().noneMatch(path::startsWith);
      case FORCE -> false;
    };
  }

  /**
   * A school's own children; an authority's by residence, or where it does not say, by its schools,
   * which the report does not tell.
   */
  private static boolean itsBusiness(Unit unit, Report.Child child) {
    return unit.kind() == Unit.Kind.SCHOOL
        ? child.schools().contains(new Urn(unit.code()))
        : child.residenceLaCode().map(unit.code()::equals).orElse(!child.schools().isEmpty());
  }

  /** Only a victim's name, and only where the publisher said why the school may know it. */
  private static boolean victimNameShared(Report report, Content.Group told) {
    return told.text("role").filter("VICTIM"::equals).isPresent()
        && report.adults().stream()
            .map(Adult::content)
            .filter(adult -> adult.group("shareVictimName").isPresent())
            .anyMatch(adult ->
                Stream.of("role", "givenNames", "familyName")
                    .allMatch(name -> adult.text(name).equals(told.text(name))));
  }

  private static void leaves(String at, Content content, Set<String> paths, Set<String> hollow) {
    switch (content) {
      case Content.Group(var parts) when parts.isEmpty() -> hollow.add(at);
      case Content.Items(var items) when items.isEmpty() -> hollow.add(at);
      case Content.Group(var parts) ->
          parts.forEach((name, part) -> leaves(at + "/" + name, part, paths, hollow));
      case Content.Items(var items) ->
          items.forEach(item -> leaves(at + "/*", item, paths, hollow));
      case Content.Text _, Content.Whole _, Content.Truth _, Content.Nothing _ -> paths.add(at);
    }
  }

  /** Only the top-level name, which is ours; deeper ones may be anything. */
  private static String known(String path) {
    int second = path.indexOf('/', 1);
    return second < 0 ? path : path.substring(0, second);
  }
}
