package uk.firstbell.testkit.scene;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uk.firstbell.domain.model.Content;

/**
 * Hunts for what one report says of people, in bytes that must not hold it: tables outside
 * ciphertext, queues, mails, logs. Says which field it found, never what the field holds.
 *
 * <p>Hunted are names, birth dates, addresses, telephone numbers, references, a child's words and
 * the summary; the last two sentence by sentence. Each is sought as it stands and in any letter
 * case, over the line breaks of quoted-printable, in base64 of either alphabet (at each of the
 * three alignments, broken into lines or not), in hexadecimal, and percent-encoded. A text that was
 * cut, spelt otherwise, compressed or encrypted is not found.
 */
public final class Canary {
  /** Shorter texts turn up by chance, above all in base64. */
  static final int CHARACTERS_MIN = 6;

  /** Fields that hold a personal text, or a list of them, wherever they stand. */
  private static final Set<String> PERSONAL =
      Set.of(
          "givenNames",
          "familyName",
          "knownAs",
          "dateOfBirth",
          "addressLines",
          "lines",
          "postcode",
          "uprn",
          "upn",
          "nhsNumber",
          "phone",
          "policeReference",
          "ocsaeReference",
          "value",
          "reference",
          "references",
          "cscReferralRef",
          "words",
          "summary",
          "school",
          "lateReasonText",
          "who",
          "conditionsText",
          "conditions",
          "schoolConditions");

  private static final Set<String> PROSE =
      Set.of(
          "words", "summary", "lateReasonText", "conditionsText", "conditions", "schoolConditions");

  private static final int BEGINNING_BITS = 22;

  private final List<Trace> traces;

  /** How any trace may begin, hashed: a text in which nothing begins so is not searched further. */
  private final BitSet beginnings = new BitSet(1 << BEGINNING_BITS);

  /** Where quoted-printable breaks a line (RFC 2045, section 6.7). */
  private static final Pattern SOFT_BREAK = Pattern.compile("=\\r?\\n");

  /**
   * One way one field's text may be written, and how that looks where it is hidden.
   *
   * @param folded in lower case
   * @param base64 what is certain of it, whatever stands before and behind
   */
  private record Trace(
      String pointer, String folded, String plussed, String hex, List<String> base64) {
    static Trace of(String pointer, String text) {
      String folded = fold(text);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return new Trace(
          pointer,
          folded,
          folded.replace(' ', '+'),
          HexFormat.of().formatHex(bytes),
          base64(bytes).distinct().toList());
    }

    Stream<String> forms() {
      return Stream.concat(Stream.of(folded, plussed, hex), base64.stream());
    }

    Trace below(String place) {
      return new Trace(place + pointer, folded, plussed, hex, base64);
    }

    /** What is certain of the base64 of any text that has {@code bytes} in it, three alignments. */
    private static Stream<String> base64(byte[] bytes) {
      return Stream.of(0, 1, 2)
          .flatMap(before -> {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            // Six bits a character; those that share bits with a neighbour are not certain.
            int first = (before * 8 + 5) / 6;
            int last = shifted.length * 8 / 6;
            return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .map(encoder -> encoder.encodeToString(shifted).substring(first, last));
          });
    }
  }

  private Canary(List<Trace> traces) {
    this.traces = List.copyOf(traces);
    traces.stream().flatMap(Trace::forms).forEach(form -> beginnings.set(beginning(form, 0)));
  }

  /**
   * A hunt for everything personal in a report.
   *
   * @throws IllegalArgumentException if there is nothing personal in it, or a personal text is too
   *     short to be hunted for without finding others: a sample for a hunt holds rare texts only
   */
  public static Canary of(Content.Group body) {
    List<Trace> traces = new ArrayList<>();
    collect("", "", body, traces);
    if (traces.isEmpty()) {
      throw new IllegalArgumentException("a report without anything personal hides nothing");
    }
    return new Canary(traces);
  }

  /** One hunt for what several reports say; what it finds bears the report's name in front. */
  public static Canary together(Map<String, Canary> reports) {
    return new Canary(
        reports.entrySet().stream()
            .flatMap(report ->
                report.getValue().traces.stream().map(trace -> trace.below(report.getKey())))
            .toList());
  }

  /** The fields that are hunted for, as JSON pointers (RFC 6901). */
  public SortedSet<String> fields() {
    var fields = new TreeSet<String>();
    traces.forEach(trace -> fields.add(trace.pointer()));
    return fields;
  }

  /** The fields whose text is somewhere in {@code bytes}, as JSON pointers; empty if none is. */
  public SortedSet<String> findIn(byte[] bytes) {
    var haystack = Haystack.of(bytes);
    var found = new TreeSet<String>();
    if (haystack.readings().noneMatch(this::mayHoldSomething)) {
      return found;
    }
    for (Trace trace : traces) {
      if (!found.contains(trace.pointer()) && haystack.holds(trace)) {
        found.add(trace.pointer());
      }
    }
    return found;
  }

  private boolean mayHoldSomething(String text) {
    for (int at = 0; at + CHARACTERS_MIN <= text.length(); at++) {
      if (beginnings.get(beginning(text, at))) {
        return true;
      }
    }
    return false;
  }

  /** A hash of as many characters of {@code text} as every form has, from {@code at} on. */
  private static int beginning(String text, int at) {
    int hash = 0;
    for (int i = at; i < at + CHARACTERS_MIN; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return (hash * 0x9E3779B9) >>> (Integer.SIZE - BEGINNING_BITS);
  }

  private static void collect(String pointer, String field, Content at, List<Trace> traces) {
    switch (at) {
      case Content.Group(Map<String, Content> parts) ->
          parts.forEach((name, part) -> collect(pointer + "/" + name, name, part, traces));
      case Content.Items(List<Content> items) -> {
        for (int i = 0; i < items.size(); i++) {
          collect(pointer + "/" + i, field, items.get(i), traces);
        }
      }
      case Content.Text(String text) when PERSONAL.contains(field) -> {
        // What stands for a name that nobody knows is no name.
        if (!text.equals("UNKNOWN")) {
          written(field, text).forEach(form -> traces.add(trace(pointer, form)));
        }
      }
      case Content.Text _, Content.Whole _, Content.Truth _, Content.Nothing _ -> {}
    }
  }

  private static Trace trace(String pointer, String text) {
    if (text.length() < CHARACTERS_MIN) {
      throw new IllegalArgumentException("a personal text is too short to be hunted for");
    }
    return Trace.of(pointer, text);
  }

  /** The ways a field's text is likely to be written down. */
  private static Stream<String> written(String field, String text) {
    if (PROSE.contains(field)) {
      return Stream.of(text.split("(?<=[.!?])\\s+"))
          .filter(part -> part.length() >= CHARACTERS_MIN);
    }
    return switch (field) {
      case "dateOfBirth" -> {
        LocalDate day = LocalDate.parse(text);
        yield Stream.of("uuuu-MM-dd", "uuuuMMdd", "dd/MM/uuuu", "d MMMM uuuu")
            .map(form -> DateTimeFormatter.ofPattern(form, Locale.UK).format(day));
      }
      case "postcode" -> Stream.of(text, text.replace(" ", "")).distinct();
      // The national digits are in every spelling: +447700900123, 07700900123, 07700 900123.
      case "phone" -> {
        String national = text.startsWith("+44") ? text.substring(3) : text.substring(1);
        yield Stream.of(national, national.substring(0, 4) + " " + national.substring(4));
      }
      default -> Stream.of(text);
    };
  }

  /** Bytes, read in each of the ways a text may be hidden in them. */
  private record Haystack(String plain, String percentDecoded, String dense, String denseFolded) {
    static Haystack of(byte[] bytes) {
      String latin = new String(bytes, StandardCharsets.ISO_8859_1);
      // A mail breaks base64 into lines; a JSON text in a log writes those breaks as \r\n.
      String dense = latin.replaceAll("(?:\\s|\\\\r|\\\\n)+", "");
      return new Haystack(
          fold(SOFT_BREAK.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("")),
          fold(percentDecoded(bytes)),
          dense,
          fold(dense));
    }

    Stream<String> readings() {
      return Stream.of(plain, percentDecoded, dense, denseFolded);
    }

    boolean holds(Trace trace) {
      return plain.contains(trace.folded())
          || percentDecoded.contains(trace.folded())
          || percentDecoded.contains(trace.plussed())
          || denseFolded.contains(trace.hex())
          || trace.base64().stream().anyMatch(dense::contains);
    }

    private static String percentDecoded(byte[] bytes) {
      byte[] decoded = new byte[bytes.length];
      int length = 0;
      for (int i = 0; i < bytes.length; i++) {
        int high = i + 2 < bytes.length && bytes[i] == '%' ? digit(bytes[i + 1]) : -1;
        int low = high < 0 ? -1 : digit(bytes[i + 2]);
        if (low < 0) {
          decoded[length++] = bytes[i];
        } else {
          decoded[length++] = (byte) (high * 16 + low);
          i += 2;
        }
      }
      return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    private static int digit(byte character) {
      return Character.digit(character, 16);
    }
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
