package uk.firstbell.domain.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import uk.firstbell.domain.model.Report;

/**
 * What a summary may not hold, because every school of the message reads it (domain section 7.2,
 * {@code incident.summary}; F1B).
 */
final class SummaryLint {
  private static final Map<String, Pattern> BANNED =
      Map.of(
          "SUMMARY_CARRIES_PHONE", Pattern.compile("(?:\\+44|\\b0)(?:[ -]?\\d){9,10}\\b"),
          "SUMMARY_CARRIES_EMAIL", Pattern.compile("\\S@\\S+\\.\\S"),
          "SUMMARY_CARRIES_NI_NUMBER",
              Pattern.compile("\\b[A-Z]{2} ?(?:\\d{2} ?){3}[A-D]\\b", Pattern.CASE_INSENSITIVE),
          "SUMMARY_CARRIES_NHS_NUMBER", Pattern.compile("\\b\\d{3}[ -]?\\d{3}[ -]?\\d{4}\\b"),
          "SUMMARY_CARRIES_UPN", Pattern.compile("\\b[A-Z]\\d{11}[0-9A-Z]\\b"),
          "SUMMARY_CARRIES_LINK", Pattern.compile("https?://|www\\.", Pattern.CASE_INSENSITIVE),
          "SUMMARY_SPEAKS_OF_INTELLIGENCE",
              Pattern.compile("\\bintel(?:ligence)?\\b", Pattern.CASE_INSENSITIVE));

  /** V-DA-07: any postcode, where the location is confidential. */
  private static final Pattern POSTCODE =
      Pattern.compile("\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}\\b", Pattern.CASE_INSENSITIVE);

  private SummaryLint() {}

  /** The codes of everything the report's summary should not hold; none if it may go out. */
  static List<String> findings(Report report) {
    String summary = report.incident().summary();
    var codes = new ArrayList<String>();
    BANNED.forEach((code, pattern) -> {
      if (pattern.matcher(summary).find()) {
        codes.add(code);
      }
    });
    if (report.incident().confidentialLocation() && POSTCODE.matcher(summary).find()) {
      codes.add("SUMMARY_CARRIES_CONFIDENTIAL_ADDRESS");
    }
    if (namesAChildOfAnotherSchool(report, summary)) {
      codes.add("SUMMARY_NAMES_A_CHILD_OF_ANOTHER_SCHOOL");
    }
    return codes;
  }

  private static boolean namesAChildOfAnotherSchool(Report report, String summary) {
    long groups = report.children().stream().map(child -> child.schools()).distinct().count();
    return groups > 1
        && report.children().stream().anyMatch(child -> names(child.givenNames(), summary));
  }

  private static boolean names(String givenNames, String summary) {
    String first = givenNames.split(" ", 2)[0];
    return first.length() > 1
        && Pattern.compile("\\b" + Pattern.quote(fold(first)) + "\\b")
            .matcher(fold(summary))
            .find();
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
