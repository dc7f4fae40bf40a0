package uk.firstbell.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.calendar.DayStatus;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

final class MemoryDirectoryTest {
  private static final LocalDate EARLY_MAY = LocalDate.of(2026, 5, 4);
  private static final Unit AUTHORITY = Unit.parse("LA-999");
  private static final Unit OTHER_AUTHORITY = Unit.parse("LA-998");
  private static final Urn LARKFIELD = new Urn("102345");
  private static final Urn ELSEWHERE = new Urn("102346");

  private final MemoryDirectory directory = new MemoryDirectory();

  @Test
  void gives_a_school_nobody_knows_the_week_days_and_everybodys_bank_holidays() {
    directory.store(
        book(
            List.of(
                new School(LARKFIELD, "Larkfield", AUTHORITY, 1),
                new School(ELSEWHERE, "Elsewhere", OTHER_AUTHORITY, 1)),
            Map.of(AUTHORITY, startingAt(9))));
    assertThat(directory.calendar(LARKFIELD)).isEqualTo(startingAt(9));

    SchoolCalendar unknown = directory.calendar(ELSEWHERE);

    assertThat(unknown.start()).isEqualTo(LocalTime.of(8, 50));
    assertThat(unknown.on(EARLY_MAY)).isEqualTo(DayStatus.BANK_HOLIDAY);
    assertThat(unknown.on(EARLY_MAY.plusDays(1))).isEqualTo(DayStatus.OPEN);
    assertThat(unknown.on(EARLY_MAY.minusDays(1))).isEqualTo(DayStatus.WEEKEND);
    assertThat(directory.calendar(new Urn("999999"))).isEqualTo(unknown);
  }

  @Test
  void keeps_what_a_later_book_does_not_name() {
    directory.store(
        book(
            List.of(new School(LARKFIELD, "Larkfield", AUTHORITY, 1)),
            Map.of(AUTHORITY, startingAt(9))));

    directory.store(book(List.of(), Map.of(Unit.school(LARKFIELD), startingAt(8))));
    assertThat(directory.school(LARKFIELD)).isPresent();
    assertThat(directory.calendar(LARKFIELD)).isEqualTo(startingAt(8));

    directory.store(book(List.of(new School(LARKFIELD, "Larkfield", AUTHORITY, 2)), Map.of()));
    assertThat(directory.school(LARKFIELD)).get().extracting(School::open).isEqualTo(false);
    assertThat(directory.calendar(LARKFIELD)).isEqualTo(startingAt(8));
  }

  private static SchoolCalendar startingAt(int hour) {
    return new SchoolCalendar(
        LocalTime.of(hour, 0),
        LocalTime.of(15, 0),
        Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
        List.of(),
        List.of(),
        Set.of(),
        Set.of(),
        Set.of(EARLY_MAY));
  }

  private static DirectoryBook book(List<School> schools, Map<Unit, SchoolCalendar> calendars) {
    return new DirectoryBook(
        List.of(), List.of(), List.of(), schools, calendars, List.of(), List.of(), List.of(),
        List.of());
  }
}
