package uk.firstbell.domain.intake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import uk.firstbell.domain.model.Content;

/**
 * What no text of a case may hold: images, hashes, file names, links and descriptions of material
 * are prohibited (domain section 7.3; V-OC-07).
 */
public final class CaseLint {
  private static final Map<String, Pattern> BANNED =
      Map.of(
          "CARRIES_LINK",
          Pattern.compile("https?://|www\\.|data:image", Pattern.CASE_INSENSITIVE),
          "CARRIES_HASH",
          Pattern.compile(
              "\\b(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})\\b",
              Pattern.CASE_INSENSITIVE),
          "CARRIES_FILE_NAME",
          Pattern.compile(
              "\\S\\.(?:jpe?g|png|gif|bmp|webp|heic|mp4|m4v|avi|mov|wmv|mkv|zip|rar|7z)\\b",
              Pattern.CASE_INSENSITIVE),
          "DESCRIBES_MATERIAL",
          Pattern.compile(
              "\\b(?:image|picture|photo(?:graph)?|video|clip|film)s?\\b[^.]{0,40}"
                  + "\\b(?:show|depict|feature|contain|portray)(?:s|ed|ing)?\\b"
                  + "|\\bdepict(?:s|ed|ing)\\b",
              Pattern.CASE_INSENSITIVE));

  /** Ids of the sender's own, which say nothing, and what is ignored and never forwarded. */
  private static final Set<String> NOT_TEXT =
      Set.of("clientMessageId", "supersedes", "name", "publisher", "ext");

  private CaseLint() {}

  /**
   * The first finding of each text of {@code message}, by its JSON pointer; none if it may go out.
   */
  public static Map<String, String> findings(Content.Group message) {
    var findings = new TreeMap<String, String>();
    message
        .parts()
        .forEach((name, part) -> {
          if (!NOT_TEXT.contains(name)) {
            look("/" + name, part, findings);
          }
        });
    return findings;
  }

  private static void look(String at, Content part, Map<String, String> findings) {
    switch (part) {
      case Content.Text(var text) ->
          BANNED.entrySet().stream()
              .filter(banned -> banned.getValue().matcher(text).find())
              .map(Map.Entry::getKey)
              .sorted()
              .findFirst()
              .ifPresent(code -> findings.put(at, code));
      case Content.Group(var parts) ->
          parts.forEach((name, inner) -> look(at + "/" + name, inner, findings));
      case Content.Items(List<Content> items) -> {
        for (int i = 0; i < items.size(); i++) {
          look(at + "/" + i, items.get(i), findings);
        }
      }
      case Content.Whole _, Content.Truth _, Content.Nothing _ -> {}
    }
  }
}
