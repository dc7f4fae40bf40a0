package uk.firstbell.domain.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uk.firstbell.domain.model.Content.Group;
import uk.firstbell.domain.model.Content.Items;
import uk.firstbell.domain.model.Content.Text;
import uk.firstbell.domain.model.Content.Truth;
import uk.firstbell.domain.model.Content.Whole;

/** Reports to put before the rules: a plain one, and ways to make it less so. */
public final class SampleReports {
  private SampleReports() {}

  /** One child at one school, known to police on Friday 1 May 2026 at 10:40pm. */
  public static Report aReport() {
    return new Report(
        group(
            Map.of(
                "schemaVersion", text("1.0.0"),
                "messageType", text("DA_ENCOMPASS"),
                "clientMessageId", text("sample-1"),
                "publisher",
                    group(Map.of("forceCode", text("WXC"), "unit", text("Encompass Desk"))),
                "createdAt", text("2026-05-01T22:40:00+01:00"),
                "policeAwareAt", text("2026-05-01T22:40:00+01:00"),
                "incident", anIncident(),
                "children", new Items(List.of(aChild("c1", "102345").content())),
                "adults",
                    new Items(
                        List.of(
                            group(
                                Map.of(
                                    "role", text("VICTIM"),
                                    "givenNames", text("Invented"),
                                    "contact", group(Map.of("phone", text("+447700900001")))))))),
            Map.of(
                "safety",
                    group(
                        Map.of(
                            "doNotContactParents",
                            new Truth(true),
                            "staffLinkSuspected",
                            text("NO"))),
                "sharing",
                    group(Map.of("basis", text("S49A_DUTY"), "cscReferral", text("NOT_REQUIRED"))),
                "contact", group(Map.of("team", text("Desk"), "phone", text("+442079460001"))))));
  }

  public static Report.Child aChild(String ref, String... urns) {
    var places =
        Arrays.stream(urns)
            .<Content>map(urn ->
                group(
                    Map.of(
                        "urn", text(urn),
                        "basis", text("REGISTERED"),
                        "source", text("OFFICER"))))
            .toList();
    return new Report.Child(
        group(
            Map.of(
                "ref", text(ref),
                "givenNames", text("Sample" + ref),
                "familyName", text("Child"),
                "dateOfBirth", text("2017-01-31"),
                "educationStatus", text("REGISTERED"),
                "homeAddress", group(Map.of("postcode", text("ZZ99 1AA"))),
                "residenceLaCode", text("999"),
                "staying", text("WITH_VICTIM"),
                "establishments", new Items(places))));
  }

  private static Group anIncident() {
    return group(
        Map.of(
            "policeReference", text("SYN-000-26"),
            "occurredFrom", text("2026-05-01T22:05:00+01:00"),
            "policeAwareAt", text("2026-05-01T22:40:00+01:00"),
            "type", text("VERBAL"),
            "riskGrade", text("STANDARD"),
            "summary", text("Officers attended a report of an argument in the home."),
            "repeat12m", new Whole(2),
            "location",
                group(
                    Map.of(
                        "category", text("HOME"),
                        "postcode", text("ZZ99 1AA"),
                        "confidential", new Truth(false)))));
  }

  /**
   * {@code report} with what stands at {@code path}, such as {@code incident/summary}, replaced.
   */
  public static Report with(Report report, String path, Content part) {
    return new Report((Group) replaced(report.content(), path.split("/"), 0, part));
  }

  /** {@code child} without what stands under {@code name}. */
  public static Report.Child without(Report.Child child, String name) {
    var parts = new TreeMap<>(child.content().parts());
    parts.remove(name);
    return new Report.Child(new Group(parts));
  }

  public static Report withChildren(Report report, Report.Child... children) {
    return with(
        report,
        "children",
        new Items(Arrays.stream(children).<Content>map(Report.Child::content).toList()));
  }

  private static Content replaced(Content whole, String[] path, int at, Content part) {
    if (at == path.length) {
      return part;
    }
    if (whole instanceof Items(var items)) {
      int index = Integer.parseInt(path[at]);
      var copy = new java.util.ArrayList<>(items);
      copy.set(index, replaced(items.get(index), path, at + 1, part));
      return new Items(copy);
    }
    var group = (Group) whole;
    Content inner = group.part(path[at]).orElse(Group.EMPTY);
    return group.with(path[at], replaced(inner, path, at + 1, part));
  }

  public static Text text(String value) {
    return new Text(value);
  }

  @SafeVarargs
  public static Group group(Map<String, ? extends Content>... parts) {
    var all = new TreeMap<String, Content>();
    for (Map<String, ? extends Content> some : parts) {
      all.putAll(some);
    }
    return new Group(all);
  }
}
