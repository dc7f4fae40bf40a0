package uk.firstbell.domain.disclosure;

import static uk.firstbell.domain.disclosure.Cut.Condition.ADDRESS_SHARED;
import static uk.firstbell.domain.disclosure.Cut.Condition.NOT_CONFIDENTIAL;
import static uk.firstbell.domain.disclosure.Cut.Condition.ORDER_GIVEN;
import static uk.firstbell.domain.disclosure.Cut.Condition.OWN_CHILD;
import static uk.firstbell.domain.disclosure.Cut.Condition.OWN_ESTABLISHMENT;
import static uk.firstbell.domain.disclosure.Cut.Condition.PLACE_TOLD;
import static uk.firstbell.domain.disclosure.Cut.Condition.STAY_SHARED;
import static uk.firstbell.domain.disclosure.Cut.Condition.VICTIM_NAME_SHARED;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.firstbell.domain.disclosure.Cut.Each;
import uk.firstbell.domain.disclosure.Cut.Either;
import uk.firstbell.domain.disclosure.Cut.Parts;
import uk.firstbell.domain.disclosure.Cut.Precis;
import uk.firstbell.domain.disclosure.Cut.Renamed;
import uk.firstbell.domain.disclosure.Cut.Value;
import uk.firstbell.domain.disclosure.Cut.When;
import uk.firstbell.domain.disclosure.Cut.YesOrNo;

/**
 * What one kind of reader may see: the columns of domain section 7.2. A profile is fixed with the
 * delivery; a change of policy is a new version, never an edit.
 */
public final class Profile {
  /** How much of the summary an officer is given (domain 7.2). */
  private static final int PRECIS_CHARACTERS_MAX = 300;

  /** Column D: a designated safeguarding lead, deputy or head of one school. */
  public static final Profile DSL_1 = new Profile("DSL/1", dsl());

  /** Column C: a duty worker of children's social care. */
  public static final Profile CSC_1 = new Profile("CSC/1", csc());

  /** Column E: a local authority's officer for children whom no school teaches. */
  public static final Profile LA_1 = new Profile("LA/1", officer());

  /** What may go to anybody who is owed a notice, while the rest is held (R9). */
  public static final Profile MIN_1 = new Profile("MIN/1", minimum());

  /** Domain section 7.3: a duty worker of the social care that a case concerns. */
  public static final Profile CASE_1 = new Profile("OCSAE/1", casefile());

  /** What social care answered, to the force's own team. */
  public static final Profile ANSWER_1 =
      new Profile(
          "ANSWER/1",
          parts(
              values("at", "byRole", "known", "summary"),
              part("references", new Each(new Value()))));

  private static final List<Profile> ALL = List.of(DSL_1, CSC_1, LA_1, MIN_1, CASE_1, ANSWER_1);

  private final String id;
  private final Parts top;

  private Profile(String id, Parts top) {
    this.id = id;
    this.top = top;
  }

  /** As deliveries and the trail name it: reader and version. */
  public String id() {
    return id;
  }

  /** The profile of that name; another name is a bug or a row from a newer release. */
  public static Profile of(String id) {
    return ALL.stream()
        .filter(profile -> profile.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such disclosure profile"));
  }

  Parts top() {
    return top;
  }

  private static Parts dsl() {
    return parts(
        values("schemaVersion", "messageType", "revision", "drill", "classification"),
        part("incident", dslIncident()),
        part("children", new Each(new When(OWN_CHILD, dslChild()))),
        part("adults", new Each(new Either(VICTIM_NAME_SHARED, dslNamedAdult(), dslAdult()))),
        part(
            "safety",
            parts(
                part("orders", new Each(parts(values("schoolConditions")))),
                part(
                    "collection",
                    parts(
                        values("perpetratorMayCollect", "conditionsText"),
                        part("who", new When(ORDER_GIVEN, new Value())))))),
        part(
            "sharing",
            parts(values("basis"), part("cscReferral", new YesOrNo(List.of("MADE", "PENDING"))))),
        part("contact", parts(values("team", "phone", "hours", "reference"))));
  }

  private static Parts dslAdult() {
    return parts(values("role", "relationshipLabel"));
  }

  private static Parts dslNamedAdult() {
    return parts(values("role", "relationshipLabel", "givenNames", "familyName"));
  }

  private static Parts dslIncident() {
    return parts(
        values(
            "policeReference",
            "occurredFrom",
            "occurredTo",
            "policeAttended",
            "attendedAt",
            "type",
            "summary"),
        part("repeat12m", new Renamed("repeat", new YesOrNo(List.of()))),
        part(
            "location",
            parts(
                values("category", "confidential"),
                part("addressLines", new When(ADDRESS_SHARED, new Each(new Value()))),
                part("postcode", new When(ADDRESS_SHARED, new Value())))));
  }

  private static Parts dslChild() {
    return parts(
        values(
            "ref",
            "givenNames",
            "familyName",
            "dateOfBirth",
            "estimatedAgeYears",
            "dobEstimated",
            "sex",
            "educationStatus",
            "presence",
            "whereInPremises",
            "injured",
            "commsNeeds",
            "interpreter"),
        part("knownAs", new Each(new Value())),
        part(
            "establishments", new Each(new When(OWN_ESTABLISHMENT, parts(values("urn", "basis"))))),
        part("voice", parts(values("seen", "spokenTo", "alone", "words", "reason"))),
        part("relationship", parts(values("toVictim", "toAllegedPerpetrator"))),
        part("staying", new When(STAY_SHARED, new Value())));
  }

  private static Parts minimum() {
    return parts(
        values("schemaVersion", "messageType", "revision", "drill", "classification"),
        part(
            "children",
            new Each(
                new When(
                    OWN_CHILD,
                    parts(
                        values(
                            "ref",
                            "givenNames",
                            "familyName",
                            "dateOfBirth",
                            "estimatedAgeYears",
                            "dobEstimated"))))),
        part("contact", parts(values("team", "phone", "hours", "reference"))));
  }

  private static Parts officer() {
    return parts(
        values("schemaVersion", "messageType", "revision", "drill", "classification"),
        part(
            "incident",
            parts(
                values(
                    "policeReference",
                    "occurredFrom",
                    "occurredTo",
                    "policeAttended",
                    "attendedAt",
                    "type"),
                part("location", parts(values("category"))),
                part("summary", new Renamed("precis", new Precis(PRECIS_CHARACTERS_MAX))))),
        part("children", new Each(new When(OWN_CHILD, officerChild()))),
        part("safety", parts(values("staffLinkSuspected"))),
        part("sharing", parts(values("basis"))),
        part("contact", parts(values("team", "phone", "hours", "reference"))));
  }

  private static Parts officerChild() {
    return parts(
        values(
            "ref",
            "givenNames",
            "familyName",
            "dateOfBirth",
            "estimatedAgeYears",
            "dobEstimated",
            "sex",
            "educationStatus",
            "presence",
            "whereInPremises",
            "commsNeeds",
            "interpreter"),
        part("knownAs", new Each(new Value())),
        part("residenceLaCode", new When(PLACE_TOLD, new Value())),
        part("homeAddress", new When(NOT_CONFIDENTIAL, address())));
  }

  private static Parts csc() {
    return parts(
        values("schemaVersion", "messageType", "revision", "drill", "classification"),
        part("incident", cscIncident()),
        part("children", new Each(new When(OWN_CHILD, cscChild()))),
        part("adults", new Each(cscAdult())),
        part(
            "safety",
            parts(
                values("doNotContactParents", "staffLinkSuspected", "immediateRisk"),
                part(
                    "orders",
                    new Each(parts(values("type", "conditions", "schoolConditions", "expiresOn")))),
                part(
                    "collection",
                    parts(values("perpetratorMayCollect", "who", "conditionsText"))))),
        part("sharing", parts(values("basis", "basisReason", "cscReferral", "cscReferralRef"))),
        part("contact", parts(values("team", "phone", "hours", "reference"))));
  }

  private static Parts casefile() {
    return parts(
        values(
            "schemaVersion",
            "messageType",
            "revision",
            "drill",
            "classification",
            "responsibleLaCode",
            "childrenCountEstimated"),
        part("secondaryLas", new Each(new Value())),
        part(
            "clock",
            parts(
                values(
                    "intelligenceReceivedAt",
                    "childrenIdentifiedAt",
                    "childrenKnownEarlier",
                    "lateReason",
                    "lateReasonText"))),
        part(
            "case",
            parts(
                values(
                    "ocsaeReference",
                    "riskTool",
                    "riskLevel",
                    "riskNotAssessedReason",
                    "intelligenceSource",
                    "materialCategory"),
                part("uploadWindow", parts(values("from", "to"))))),
        part(
            "address",
            parts(
                values(
                    "uprn",
                    "postcode",
                    "confidence",
                    "resolutionCheckedBy",
                    "type",
                    "multiOccupancy"),
                part("lines", new Each(new Value())))),
        part("children", new Each(new When(OWN_CHILD, caseChild()))),
        part(
            "subjects",
            new Each(
                parts(
                    values(
                        "description",
                        "givenNames",
                        "familyName",
                        "dateOfBirth",
                        "knownToPolice",
                        "registeredSexOffender",
                        "otherChildrenAccess"),
                    part("knownAs", new Each(new Value())),
                    part("positionOfTrust", parts(values("flag", "sector")))))),
        part("risk", parts(values("immediate", "tipOff", "noContactBefore"))),
        part(
            "contact",
            parts(
                values("team", "phone", "hours", "reference", "mode", "spokenTo"),
                part("csc", parts(values("team"))),
                part("attemptedAt", new Each(new Value())))),
        part("exchange", parts(part("requestFromCsc", new Each(new Value())))),
        part("decision", parts(values("status"))),
        part("access", parts(values("embargoUntil"))));
  }

  private static Parts caseChild() {
    return parts(
        values(
            "ref",
            "givenNames",
            "familyName",
            "dateOfBirth",
            "ageBand",
            "unborn",
            "relationshipToSubject",
            "residence",
            "basis",
            "school"),
        part("knownAs", new Each(new Value())),
        part("socialCare", parts(values("status", "laCode"))));
  }

  private static Parts cscIncident() {
    return parts(
        values(
            "policeReference",
            "occurredFrom",
            "occurredTo",
            "policeAwareAt",
            "policeAttended",
            "attendedAt",
            "type",
            "crimeRecorded",
            "summary",
            "riskTool",
            "riskGrade",
            "riskNotAssessedReason",
            "rag",
            "ragChangeReason",
            "repeat12m"),
        part("otherReferences", new Each(parts(values("type", "value")))),
        part("supervisor", parts(values("role", "releasedAt"))),
        part(
            "location",
            parts(
                values("category", "confidential"),
                part("postcode", new When(PLACE_TOLD, new Value())),
                part("uprn", new When(PLACE_TOLD, new Value())),
                part("addressLines", new When(PLACE_TOLD, new Each(new Value()))))));
  }

  private static Parts cscChild() {
    return parts(
        values(
            "ref",
            "givenNames",
            "familyName",
            "nameUnknownReason",
            "dateOfBirth",
            "estimatedAgeYears",
            "dobEstimated",
            "sex",
            "residenceLaCode",
            "nhsNumber",
            "educationStatus",
            "presence",
            "whereInPremises",
            "injured",
            "commsNeeds",
            "interpreter"),
        part("knownAs", new Each(new Value())),
        part("homeAddress", new When(PLACE_TOLD, address())),
        part("staying", new When(PLACE_TOLD, new Value())),
        part("voice", parts(values("seen", "spokenTo", "alone", "words", "reason"))),
        part("relationship", parts(values("toVictim", "toAllegedPerpetrator"))),
        part("socialCare", parts(values("status", "laCode"))));
  }

  private static Parts cscAdult() {
    return parts(
        values("role", "givenNames", "familyName", "dateOfBirth", "relationshipLabel"),
        part("knownAs", new Each(new Value())),
        part("contact", parts(values("phone", "phoneMissingReason", "safeToCall", "safeTimes"))),
        part("address", new When(PLACE_TOLD, address())));
  }

  private static Parts address() {
    return parts(values("postcode", "uprn"), part("lines", new Each(new Value())));
  }

  private static Map<String, Cut> values(String... names) {
    var values = new HashMap<String, Cut>();
    for (String name : names) {
      values.put(name, new Value());
    }
    return values;
  }

  private static Map<String, Cut> part(String name, Cut cut) {
    return Map.of(name, cut);
  }

  @SafeVarargs
  private static Parts parts(Map<String, Cut>... all) {
    var named = new HashMap<String, Cut>();
    for (Map<String, Cut> some : all) {
      named.putAll(some);
    }
    return new Parts(named);
  }
}
