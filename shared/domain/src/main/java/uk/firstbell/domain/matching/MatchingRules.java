package uk.firstbell.domain.matching;

import static java.util.Comparator.comparing;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uk.firstbell.domain.calendar.AgeRules;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Urn;

/** Which schools a report may go to. Pure. */
public final class MatchingRules {
  private MatchingRules() {}

  /** The open or closed schools of the report's children, as far as they are children. */
  public static Set<Urn> schools(Report report) {
    return report.children().stream()
        .filter(child -> AgeRules.underAge(report, child))
        .flatMap(child -> child.schools().stream())
        .collect(Collectors.toCollection(() -> new TreeSet<>(comparing(Urn::value))));
  }

  /**
   * Whether the sender suspects that a member of staff is a party (domain 7.2): then nobody at a
   * usual desk may see it.
   */
  public static boolean staffLink(Report report) {
    return report.staffLinkSuspected().equals("YES");
  }
}
