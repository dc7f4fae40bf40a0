package uk.firstbell.domain.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Report;

/**
 * What no text may hold that a school or a local authority's officer reads in the sender's own
 * words (domain section 7.2; F1B): every school of the message reads the summary, and a child's own
 * school what was said about that child.
 */
final class TextLint {
  private static final Map<String, Pattern> BANNED =
      Map.of(
          "TEXT_CARRIES_PHONE",
              Pattern.compile(
                  "(?:\\+44(?:[ ()-]*\\d)?|(?<![\\p{L}\\d])0)(?:[ ()-]*\\d){9,10}(?!\\d)"),
          "TEXT_CARRIES_EMAIL", Pattern.compile("\\S@\\S+\\.\\S"),
          "TEXT_CARRIES_NI_NUMBER",
              Pattern.compile("\\b[A-Z]{2} ?(?:\\d{2} ?){3}[A-D]\\b", Pattern.CASE_INSENSITIVE),
          "TEXT_CARRIES_NHS_NUMBER", Pattern.compile("\\b\\d{3}[ -]?\\d{3}[ -]?\\d{4}\\b"),
          "TEXT_CARRIES_UPN",
              Pattern.compile("\\b[A-Z]\\d{11}[0-9A-Z]\\b", Pattern.CASE_INSENSITIVE),
          "TEXT_CARRIES_LINK", Pattern.compile("https?://|www\\.", Pattern.CASE_INSENSITIVE),
          "TEXT_SPEAKS_OF_INTELLIGENCE",
              Pattern.compile("\\bintel(?:ligence)?\\b", Pattern.CASE_INSENSITIVE),
          // A score of something, or a risk tool with a number after it: "DASH 14", "DARA of 9".
          "TEXT_CARRIES_SCORE",
              Pattern.compile(
                  "\\b(?i:scor(?:es?|ed|ing)\\b[^.]{0,12}?\\b(?:of|at|high|medium|standard|low|\\d+))\\b"
                      + "|\\b(?:DASH|DARA)\\b[^\\p{L}\\d.]*(?:of |at |was )?\\d"));

  /** V-DA-07: any postcode, where the location is confidential. */
  private static final Pattern POSTCODE =
      Pattern.compile("\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}\\b", Pattern.CASE_INSENSITIVE);

  /** Where a report writes down an address: each line may tell of a place that is kept secret. */
  private static final Set<String> ADDRESSES = Set.of("addressLines", "lines");

  /** Shorter lines, a house's number or a county, turn up in other words. */
  private static final int ADDRESS_LINE_MIN = 8;

  private static final String CONFIDENTIAL = "TEXT_CARRIES_CONFIDENTIAL_ADDRESS";
  private static final String OTHER_CHILD = "TEXT_NAMES_A_CHILD_OF_ANOTHER_SCHOOL";

  /** What the schema has a sender write who does not know a name; it is nobody's. */
  private static final String NAME_UNKNOWN = "UNKNOWN";

  private final Report report;
  private final List<Finding> findings = new ArrayList<>();

  /** One thing that has to come out, and the text it stands in. */
  record Finding(String pointer, String code) {}

  private TextLint(Report report) {
    this.report = report;
  }

  /** Everything that has to come out of the report's texts; none if they may go out. */
  static List<Finding> findings(Report report) {
    var lint = new TextLint(report);
    lint.shared("/incident/summary", Optional.of(report.incident().summary()));
    each(
        report.content().groups("adults"),
        (at, adult) ->
            lint.shared("/adults" + at + "/relationshipLabel", adult.text("relationshipLabel")));
    report.content().group("safety").ifPresent(lint::safety);
    each(report.childParts(), lint::child);
    return List.copyOf(lint.findings);
  }

  private interface Part {
    void at(String place, Content.Group part);
  }

  private static void each(List<Content.Group> parts, Part part) {
    for (int i = 0; i < parts.size(); i++) {
      part.at("/" + i, parts.get(i));
    }
  }

  private void safety(Content.Group safety) {
    each(
        safety.groups("orders"),
        (at, order) ->
            shared("/safety/orders" + at + "/schoolConditions", order.text("schoolConditions")));
    var collection = safety.group("collection");
    shared(
        "/safety/collection/conditionsText",
        collection.flatMap(terms -> terms.text("conditionsText")));
    // Names somebody, who may be called as a child is.
    look("/safety/collection/who", collection.flatMap(terms -> terms.text("who")), List.of());
  }

  /** What every school of the message reads. */
  private void shared(String pointer, Optional<String> text) {
    long groups = report.children().stream().map(Report.Child::schools).distinct().count();
    look(pointer, text, groups > 1 ? report.children() : List.of());
  }

  /** What only this child's own schools read, of the child alone. */
  private void child(String place, Content.Group child) {
    var mine = new Report.Child(child).schools();
    List<Report.Child> others =
        report.children().stream().filter(other -> !other.schools().equals(mine)).toList();
    String at = "/children" + place;
    look(at + "/whereInPremises", child.text("whereInPremises"), others);
    look(at + "/commsNeeds", child.text("commsNeeds"), others);
    look(at + "/voice/words", child.group("voice").flatMap(voice -> voice.text("words")), others);
  }

  private void look(String pointer, Optional<String> written, Collection<Report.Child> unnamed) {
    if (written.isEmpty()) {
      return;
    }
    String text = written.get();
    new TreeMap<>(BANNED)
        .forEach((code, pattern) -> {
          if (pattern.matcher(text).find()) {
            findings.add(new Finding(pointer, code));
          }
        });
    if (report.incident().confidentialLocation() && tellsAPlace(text)) {
      findings.add(new Finding(pointer, CONFIDENTIAL));
    }
    if (unnamed.stream().flatMap(TextLint::calledBy).anyMatch(name -> names(name, text))) {
      findings.add(new Finding(pointer, OTHER_CHILD));
    }
  }

  private boolean tellsAPlace(String text) {
    var lines = new HashSet<String>();
    gatherAddresses(report.content(), lines);
    return POSTCODE.matcher(text).find()
        || lines.stream()
            .filter(line -> line.length() >= ADDRESS_LINE_MIN)
            .anyMatch(line -> names(line, text));
  }

  private static void gatherAddresses(Content part, Set<String> lines) {
    switch (part) {
      case Content.Group(var parts) ->
          parts.forEach((name, inner) -> {
            if (ADDRESSES.contains(name) && inner instanceof Content.Items(var items)) {
              items.forEach(item -> {
                if (item instanceof Content.Text(var line)) {
                  lines.add(line);
                }
              });
            } else {
              gatherAddresses(inner, lines);
            }
          });
      case Content.Items(var items) -> items.forEach(item -> gatherAddresses(item, lines));
      case Content.Text _, Content.Whole _, Content.Truth _, Content.Nothing _ -> {}
    }
  }

  /** What a text could call a child by: each given name, and each other name as it stands. */
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
