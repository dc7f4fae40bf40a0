package uk.firstbell.domain.calendar;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import uk.firstbell.domain.model.Report;

/**
 * Who counts as a child: under 18 on the day, in London, that police knew (domain 8.8, 1).
 *
 * <p>Somebody born on 29 February comes of age on 1 March: years are counted from the birth, as
 * adding them to it would stop a day early.
 */
public final class AgeRules {
  private static final int ADULT_AT = 18;

  private AgeRules() {}

  /** A child without a date of birth is taken for one; a date in the future is no child's. */
  public static boolean underAge(Report report, Report.Child child) {
    LocalDate aware = London.dayOf(report.policeAwareAt());
    return child
        .dateOfBirth()
        .map(born -> !born.isAfter(aware) && ChronoUnit.YEARS.between(born, aware) < ADULT_AT)
        .orElse(true);
  }
}
