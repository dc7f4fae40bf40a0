package uk.firstbell.sealing.cms;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERTags;

/**
 * ASN.1 values in the distinguished encoding.
 *
 * <p>Times are read and written as their octets: Bouncy Castle's own ways go through the JDK's
 * calendars and locales, which a process that seals needs for nothing else.
 */
final class Der {
  private static final long MINUTE = 100;
  private static final long HOUR = 100 * MINUTE;
  private static final long DAY = 100 * HOUR;
  private static final long MONTH = 100 * DAY;
  private static final long YEAR = 100 * MONTH;
  private static final long CENTURY = 100 * YEAR;

  private static final int YEAR_MAX = 9_999;

  private static final Instant UTC_TIME_BEGINNING =
      LocalDateTime.of(1950, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
  private static final Instant UTC_TIME_END =
      LocalDateTime.of(2050, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
  private static final int UTC_TIME_DIGITS = 12;
  private static final int GENERALIZED_TIME_DIGITS = 14;
  private static final int HEADER_BYTES = 2;

  private Der() {}

  static byte[] bytes(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("an ASN.1 value cannot be written", e);
    }
  }

  /**
   * UTCTime until the end of 2049, GeneralizedTime after it (RFC 5280, section 4.1.2.5).
   *
   * @param instant from 1950, in a year of four digits; whole seconds count
   */
  static ASN1Primitive time(Instant instant) {
    if (instant.isBefore(UTC_TIME_BEGINNING)) {
      throw new IllegalArgumentException("a time of certificates and messages is from 1950 on");
    }
    return instant.isBefore(UTC_TIME_END)
        ? time(BERTags.UTC_TIME, digits(instant).substring("20".length()))
        : generalizedTime(instant);
  }

  /** In whole seconds, of a year with four digits. */
  static ASN1Primitive generalizedTime(Instant instant) {
    return time(BERTags.GENERALIZED_TIME, digits(instant));
  }

  /**
   * The instant of a UTCTime or GeneralizedTime in the forms that {@link #time} writes.
   *
   * @throws IllegalArgumentException if it is in another form
   * @throws DateTimeException if there is no such time
   */
  static Instant instant(ASN1Encodable time) {
    byte[] encoded = bytes(time);
    var said = new String(encoded, HEADER_BYTES, encoded.length - HEADER_BYTES, US_ASCII);
    boolean utcTime = encoded[0] == BERTags.UTC_TIME;
    int digits = utcTime ? UTC_TIME_DIGITS : GENERALIZED_TIME_DIGITS;
    if (said.length() != digits + 1 || said.charAt(digits) != 'Z') {
      throw new IllegalArgumentException("a time of another form");
    }
    long number = Long.parseUnsignedLong(said, 0, digits, 10);
    return instant(utcTime ? number + century(said) : number);
  }

  /** RFC 5280, section 4.1.2.5.1. */
  private static long century(String utcTime) {
    return (utcTime.charAt(0) < '5' ? 20 : 19) * CENTURY;
  }

  private static Instant instant(long number) {
    return LocalDateTime.of(
            (int) (number / YEAR),
            (int) (number / MONTH % 100),
            (int) (number / DAY % 100),
            (int) (number / HOUR % 100),
            (int) (number / MINUTE % 100),
            (int) (number % 100))
        .toInstant(ZoneOffset.UTC);
  }

  /** The fourteen digits of a time. */
  private static String digits(Instant instant) {
    LocalDateTime at = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    if (at.getYear() > YEAR_MAX) {
      throw new IllegalArgumentException("a time has a year of four digits");
    }
    return Long.toString(
        at.getYear() * YEAR
            + at.getMonthValue() * MONTH
            + at.getDayOfMonth() * DAY
            + at.getHour() * HOUR
            + at.getMinute() * MINUTE
            + at.getSecond());
  }

  private static ASN1Primitive time(int tag, String digits) {
    byte[] characters = digits.concat("Z").getBytes(US_ASCII);
    byte[] encoded = new byte[HEADER_BYTES + characters.length];
    encoded[0] = (byte) tag;
    encoded[1] = (byte) characters.length;
    System.arraycopy(characters, 0, encoded, HEADER_BYTES, characters.length);
    try {
      return ASN1Primitive.fromByteArray(encoded);
    } catch (IOException e) {
      throw new UncheckedIOException("an ASN.1 time cannot be written", e);
    }
  }
}
