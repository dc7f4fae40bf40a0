package uk.firstbell.domain.calendar;

import java.time.LocalDate;
import java.util.List;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Urn;

/** Who counts as a child: under 18 on the day, in London, that police knew (domain 8.8, 1). */
public final class AgeRules {
  private static final int ADULT_AT = 18;

  private AgeRules() {}

  /** A child without a date of birth is taken for one; a date in the future is no child's. */
  public static boolean underAge(Report report, Report.Child child) {
    LocalDate aware = London.dayOf(report.policeAwareAt());
    return child
        .dateOfBirth()
        .map(born -> !born.isAfter(aware) && born.plusYears(ADULT_AT).isAfter(aware))
        .orElse(true);
  }

  /** The report's children at {@code school}: the only ones it may hear of. */
  public static List<Report.Child> childrenAt(Report report, Urn school) {
    return report.children().stream()
        .filter(child -> underAge(report, child) && child.schools().contains(school))
        .toList();
  }
}
