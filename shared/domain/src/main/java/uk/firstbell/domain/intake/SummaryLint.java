package uk.firstbell.domain.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uk.firstbell.domain.model.Report;

/**
 * What a summary may not hold, because every school of the message reads it (domain section 7.2,
 * {@code incident.summary}; F1B).
 */
final class SummaryLint {
  private static final Map<String, Pattern> BANNED =
      Map.of(
          "SUMMARY_CARRIES_PHONE",
              Pattern.compile(
                  "(?:\\+44(?:[ ()-]*\\d)?|(?<![\\p{L}\\d])0)(?:[ ()-]*\\d){9,10}(?!\\d)"),
          "SUMMARY_CARRIES_EMAIL", Pattern.compile("\\S@\\S+\\.\\S"),
          "SUMMARY_CARRIES_NI_NUMBER",
              Pattern.compile("\\b[A-Z]{2} ?(?:\\d{2} ?){3}[A-D]\\b", Pattern.CASE_INSENSITIVE),
          "SUMMARY_CARRIES_NHS_NUMBER", Pattern.compile("\\b\\d{3}[ -]?\\d{3}[ -]?\\d{4}\\b"),
          "SUMMARY_CARRIES_UPN",
              Pattern.compile("\\b[A-Z]\\d{11}[0-9A-Z]\\b", Pattern.CASE_INSENSITIVE),
          "SUMMARY_CARRIES_LINK", Pattern.compile("https?://|www\\.", Pattern.CASE_INSENSITIVE),
          "SUMMARY_SPEAKS_OF_INTELLIGENCE",
              Pattern.compile("\\bintel(?:ligence)?\\b", Pattern.CASE_INSENSITIVE),
          // A score of something, or a risk tool with a number after it: "DASH 14", "DARA of 9".
          "SUMMARY_CARRIES_SCORE",
              Pattern.compile(
                  "\\b(?i:scor(?:es?|ed|ing)\\b[^.]{0,12}?\\b(?:of|at|high|medium|standard|low|\\d+))\\b"
                      + "|\\b(?:DASH|DARA)\\b[^\\p{L}\\d.]*(?:of |at |was )?\\d"));

  /** V-DA-07: any postcode, where the location is confidential. */
  private static final Pattern POSTCODE =
      Pattern.compile("\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}\\b", Pattern.CASE_INSENSITIVE);

  /** What the schema has a sender write who does not know a name; it is nobody's. */
  private static final String NAME_UNKNOWN = "UNKNOWN";

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
        && report.children().stream()
            .flatMap(SummaryLint::calledBy)
            .anyMatch(name -> names(name, summary));
  }

  /** What a summary could call a child by: each given name, and each other name as it stands. */
  private static Stream<String> calledBy(Report.Child child) {
    return Stream.concat(Stream.of(child.givenNames().split(" ")), child.knownAs().stream())
        .filter(name -> name.length() > 1 && !name.equals(NAME_UNKNOWN));
  }

  /** A word boundary knows ASCII letters only, and would miss a name that ends in another. */
  private static boolean names(String name, String summary) {
    return Pattern.compile("(?<![\\p{L}\\p{M}])" + Pattern.quote(fold(name)) + "(?![\\p{L}\\p{M}])")
        .matcher(fold(summary))
        .find();
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
