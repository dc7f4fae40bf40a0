package uk.firstbell.aws;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as attributes: UTC, to the millisecond, always 24 characters, so that they sort. */
final class Moments {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Moments() {}

  /** Cuts what is finer than a millisecond. */
  static String text(Instant moment) {
    return FORM.format(moment);
  }

  static Instant read(String text) {
    return Instant.parse(text);
  }
}
