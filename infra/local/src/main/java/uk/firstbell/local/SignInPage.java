package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uk.firstbell.domain.directory.Person;

/** The page on which somebody chooses whom of the sample borough to be. */
final class SignInPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Sample sign-in</title></head>
      <body>
      <h1>Sample sign-in</h1>
      <p>Everybody here is invented. Whom do you want to be?</p>
      <ul>
      CHOICES
      </ul>
      </body>
      </html>
      """;

  private SignInPage() {}

  /**
   * @param asked the request for a code, repeated by each choice
   */
  static LocalSignIn.Answer of(List<Person> people, Map<String, String> asked) {
    String choices = people.stream().map(person -> choice(person, asked)).collect(joining("\n"));
    return new LocalSignIn.Answer(
        200,
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", "default-src 'none'",
            "Cache-Control", "no-store"),
        PAGE.replace("CHOICES", choices).getBytes(UTF_8));
  }

  private static String choice(Person person, Map<String, String> asked) {
    var again = new TreeMap<>(asked);
    again.put("person", person.id().value());
    return "<li><a href=\"?%s\">%s (%s)</a></li>"
        .formatted(
            escaped(LocalSignIn.encoded(again)),
            escaped(person.name()),
            escaped(person.id().value()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
