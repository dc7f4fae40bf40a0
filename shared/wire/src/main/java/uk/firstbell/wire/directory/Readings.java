package uk.firstbell.wire.directory;

import java.time.DayOfWeek;
import java.util.regex.Pattern;

/** How single texts of the files are understood; each refuses by IllegalArgumentException. */
final class Readings {
  private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}]{1,200}");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s\\p{Cntrl}@]{1,64}@[^\\s\\p{Cntrl}@]{1,189}");

  private Readings() {}

  /** A name people read. */
  static String label(String text) {
    if (text.isBlank() || !text.strip().equals(text)) {
      throw new IllegalArgumentException("a label has no blanks around it");
    }
    return matching(LABEL, text);
  }

  /** A name programs read. */
  static String identifier(String text) {
    return matching(IDENTIFIER, text);
  }

  static String email(String text) {
    return matching(EMAIL, text);
  }

  static String phone(String text) {
    return matching(PHONE, text);
  }

  /** {@code MON} to {@code SUN}. */
  static DayOfWeek weekday(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equals(text)) {
        return day;
      }
    }
    throw new IllegalArgumentException("a day of the week is MON to SUN");
  }

  private static String matching(Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException("a text has its shape");
    }
    return text;
  }
}
