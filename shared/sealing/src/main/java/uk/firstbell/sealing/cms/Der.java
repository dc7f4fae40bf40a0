package uk.firstbell.sealing.cms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;

/** ASN.1 values in the distinguished encoding. */
final class Der {
  private static final DateTimeFormatter UTC_TIME = format("yyMMddHHmmss'Z'");
  private static final DateTimeFormatter GENERALIZED_TIME = format("uuuuMMddHHmmss'Z'");
  private static final Instant UTC_TIME_END = Instant.parse("2050-01-01T00:00:00Z");

  private Der() {}

  static byte[] bytes(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("an ASN.1 value cannot be written", e);
    }
  }

  /** UTCTime until the end of 2049, GeneralizedTime after it (RFC 5280, section 4.1.2.5). */
  static ASN1Primitive time(Instant instant) {
    return instant.isBefore(UTC_TIME_END)
        ? new DERUTCTime(UTC_TIME.format(instant))
        : generalizedTime(instant);
  }

  static ASN1Primitive generalizedTime(Instant instant) {
    return new DERGeneralizedTime(GENERALIZED_TIME.format(instant));
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
