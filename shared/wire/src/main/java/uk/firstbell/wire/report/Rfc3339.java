package uk.firstbell.wire.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import uk.firstbell.wire.json.FaultCode;

/**
 * Dates and date-times (RFC 3339, section 5.6) as java.time will read them later: upper-case {@code
 * T} and {@code Z}, at most nine digits of a second, no leap second.
 */
final class Rfc3339 {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern INSTANT =
      Pattern.compile(
          DATE + "T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

  /** {@code -00:00} says that the offset is not known (section 4.3). */
  private static final Pattern WITHOUT_OFFSET =
      Pattern.compile(DATE + "[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(-00:00)?");

  /** What the schemas' {@code format} asserts. */
  static final List<Format> FORMATS = List.of(new DateFormat(), new InstantFormat());

  private Rfc3339() {}

  /** Which fault {@code text}, refused by one of {@link #FORMATS}, has. */
  static FaultCode codeFor(String text, JsonNode format) {
    return format.asText().equals("date-time") && WITHOUT_OFFSET.matcher(text).matches()
        ? FaultCode.TIME_OFFSET_MISSING
        : FaultCode.FORMAT;
  }

  private static boolean isDate(String text) {
    if (!DATE.matcher(text).matches()) {
      return false;
    }
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }

  private static boolean isInstant(String text) {
    if (!INSTANT.matcher(text).matches() || text.endsWith("-00:00")) {
      return false;
    }
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException noSuchTime) {
      return false;
    }
  }

  private static final class DateFormat implements Format {
    @Override
    public String getName() {
      return "date";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      return isDate(value);
    }
  }

  private static final class InstantFormat implements Format {
    @Override
    public String getName() {
      return "date-time";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      return isInstant(value);
    }
  }
}
