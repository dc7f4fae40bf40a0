package uk.firstbell.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.chrono.JapaneseDate;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class HiddenClocksTest {
  @Test
  void finds_every_way_to_the_time_that_asks_no_given_clock() {
    JavaClass hidden = new ClassFileImporter().importClass(Hidden.class);
    assertThat(hidden.getMethods()).hasSizeGreaterThan(20);

    assertThat(found(hidden))
        .containsExactlyInAnyOrderElementsOf(
            hidden.getMethods().stream().map(JavaMethod::getName).toList());
  }

  @Test
  void lets_through_what_is_read_from_a_given_clock_or_none() {
    JavaClass given = new ClassFileImporter().importClass(Given.class);
    assertThat(given.getMethods()).hasSizeGreaterThan(5);

    assertThat(found(given)).isEmpty();
  }

  private static Set<String> found(JavaClass type) {
    return type.getAccessesFromSelf().stream()
        .filter(HiddenClocks.READ)
        .map(JavaAccess::getOrigin)
        .map(origin -> origin.getName())
        .collect(Collectors.toSet());
  }

  /** One method, one hidden clock. */
  @SuppressWarnings({"unused", "JavaUtilDate", "JavaTimeDefaultTimeZone"})
  private abstract static class Hidden {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    Instant instant() {
      return Instant.now();
    }

    Supplier<Instant> reference() {
      return Instant::now;
    }

    LocalDate date() {
      return LocalDate.now();
    }

    LocalDate dateThere() {
      return LocalDate.now(ZONE);
    }

    LocalTime time() {
      return LocalTime.now(ZONE);
    }

    LocalDateTime dateTime() {
      return LocalDateTime.now(ZONE);
    }

    OffsetDateTime offset() {
      return OffsetDateTime.now(ZONE);
    }

    OffsetTime offsetTime() {
      return OffsetTime.now(ZONE);
    }

    ZonedDateTime zoned() {
      return ZonedDateTime.now(ZONE);
    }

    Year year() {
      return Year.now(ZONE);
    }

    YearMonth month() {
      return YearMonth.now(ZONE);
    }

    MonthDay day() {
      return MonthDay.now(ZONE);
    }

    JapaneseDate elsewhere() {
      return JapaneseDate.now(ZONE);
    }

    LocalDate chronology() {
      return IsoChronology.INSTANCE.dateNow(ZONE);
    }

    InstantSource source() {
      return InstantSource.system();
    }

    Clock utc() {
      return Clock.systemUTC();
    }

    Clock system() {
      return Clock.system(ZONE);
    }

    Clock defaultZone() {
      return Clock.systemDefaultZone();
    }

    Clock tick() {
      return Clock.tick(Clock.systemUTC(), Duration.ofSeconds(1));
    }

    Clock tickMillis() {
      return Clock.tickMillis(ZONE);
    }

    Clock tickSeconds() {
      return Clock.tickSeconds(ZONE);
    }

    Clock tickMinutes() {
      return Clock.tickMinutes(ZONE);
    }

    Date utilDate() {
      return new Date();
    }

    Supplier<Date> utilDateReference() {
      return Date::new;
    }

    Calendar calendar() {
      return Calendar.getInstance();
    }

    Calendar calendarThere() {
      return Calendar.getInstance(TimeZone.getTimeZone(ZONE), Locale.ROOT);
    }

    Calendar gregorian() {
      return new GregorianCalendar(TimeZone.getTimeZone(ZONE), Locale.ROOT);
    }

    long millis() {
      return System.currentTimeMillis();
    }
  }

  /** The same, from a clock that came from outside, or from no clock. */
  @SuppressWarnings({"unused", "JavaUtilDate"})
  private abstract static class Given {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    Instant instant(Clock clock) {
      return Instant.now(clock);
    }

    Instant source(InstantSource clock) {
      return clock.instant();
    }

    long millis(Clock clock) {
      return clock.millis();
    }

    LocalDate date(Clock clock) {
      return LocalDate.now(clock);
    }

    ZonedDateTime zoned(Clock clock) {
      return ZonedDateTime.now(clock);
    }

    Clock fixed(Instant at) {
      return Clock.fixed(at, ZONE);
    }

    Clock offset(Clock clock) {
      return Clock.offset(clock, Duration.ofSeconds(1));
    }

    Date utilDate(Instant at) {
      return new Date(at.toEpochMilli());
    }
  }
}
