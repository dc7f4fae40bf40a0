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

  /**
   * The schools that may be written to: those of the report's children, unless a member of staff
   * may be a party (domain 7.2, safety.staffLinkSuspected): then nobody at a usual desk may see it,
   * and a person has to decide.
   */
  public static Set<Urn> schools(Report report) {
    if (staffLink(report)) {
      return Set.of();
    }
    return report.children().stream()
        .filter(child -> AgeRules.underAge(report, child))
        .flatMap(child -> child.schools().stream())
        .collect(Collectors.toCollection(() -> new TreeSet<>(comparing(Urn::value))));
  }

  /** Whether the sender suspects that a member of staff is a party. */
  public static boolean staffLink(Report report) {
    return report.staffLinkSuspected().equals("YES");
  }
}
