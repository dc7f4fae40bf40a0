package uk.firstbell.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.model.SampleReports.aReport;
import static uk.firstbell.domain.model.SampleReports.text;
import static uk.firstbell.domain.model.SampleReports.with;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgeRulesTest {

  @ParameterizedTest(name = "born {0}, known {1}: {2}")
  @CsvSource({
    "2008-05-02, 2026-05-01T22:40:00+01:00, true",
    "2008-05-01, 2026-05-01T22:40:00+01:00, false",
    "2008-05-02, 2026-05-01T22:59:59Z,      true", // 11:59pm in Greenwich, and tomorrow in London.
    "2026-05-01, 2026-05-01T22:40:00+01:00, true",
    "2026-05-02, 2026-05-01T22:40:00+01:00, false",
    "2008-02-29, 2026-02-28T23:59:59Z,      true",
    "2008-02-29, 2026-03-01T00:00:00Z,      false",
    "2006-02-28, 2024-02-28T00:00:00Z,      false",
    "2006-03-01, 2024-02-29T23:59:59Z,      true",
  })
  void counts_who_is_under_18_on_the_day_that_police_knew(
      String born, String aware, boolean child) {
    var report = with(aReport(), "policeAwareAt", text(aware));
    report = with(report, "children/0/dateOfBirth", text(born));

    assertThat(AgeRules.underAge(report, report.children().getFirst())).isEqualTo(child);
  }
}
