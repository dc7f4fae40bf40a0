package uk.firstbell.wire.directory;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uk.firstbell.domain.calendar.DayRange;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.model.Unit;

/** Reads {@code bank-holidays.json}, in gov.uk's own form, and {@code calendars.json}. */
final class Calendars {
  static final String UNIT =
      "write \"unit\" as SCHOOL-<urn> or LA-<code> of one that the other files list";
  static final String UNIT_TWICE = "give each unit one calendar";
  static final String TIME = "write a local time like 08:50";
  static final String START_FIRST = "let \"end\" be later than \"start\"";
  static final String WEEK = "list at least one of MON TUE WED THU FRI SAT SUN as \"week\"";
  static final String YEAR = "write \"year\" as an academic year like 2026-27";
  static final String DAY = "write a day like 2026-09-03";
  static final String FIRST_FIRST = "let \"last\" not be before \"first\"";
  static final String WITHIN = "keep terms, INSET days and closures within the \"known\" days";
  static final String EACH_AUTHORITY =
      "give every local authority a calendar, which its schools without one lean on";
  static final String NO_HOLIDAYS = "list bank holidays as \"events\"";

  private static final String FILE = "calendars.json";
  private static final Set<String> RANGE = Set.of("first", "last");

  private final Organisations organisations;
  private final Set<LocalDate> bankHolidays = new HashSet<>();
  private final Map<Unit, SchoolCalendar> calendars = new LinkedHashMap<>();
  private final Set<Unit> seen = new HashSet<>();

  private Calendars(Organisations organisations) {
    this.organisations = organisations;
  }

  static Map<Unit, SchoolCalendar> read(Pages pages, Organisations organisations) {
    var reading = new Calendars(organisations);
    pages
        .open("bank-holidays.json", Set.of("england-and-wales", "scotland", "northern-ireland"))
        .flatMap(all -> all.object("england-and-wales", Set.of("division", "events")))
        .ifPresent(reading::bankHolidays);
    pages.open(FILE, Set.of("calendars")).ifPresent(reading::calendars);
    return reading.calendars;
  }

  private void bankHolidays(Entry division) {
    division.each(
        "events",
        Set.of("title", "date", "notes", "bunting"),
        event -> event.text("date", LocalDate::parse, DAY).ifPresent(bankHolidays::add));
    if (division.sound() && bankHolidays.isEmpty()) {
      division.fault("events", NO_HOLIDAYS);
    }
  }

  private void calendars(Entry page) {
    page.each("calendars", Set.of("unit", "start", "end", "week", "years"), this::calendar);
    boolean eachAuthority =
        organisations.localAuthorities().stream().allMatch(la -> seen.contains(la.unit()));
    if (page.sound() && !eachAuthority) {
      page.fault("calendars", EACH_AUTHORITY);
    }
  }

  private void calendar(Entry entry) {
    Optional<Unit> unit = entry.text("unit", Unit::parse, UNIT);
    unit.ifPresent(named -> {
      if (named.kind() == Unit.Kind.FORCE || !organisations.know(named)) {
        entry.fault("unit", UNIT);
      }
      if (!seen.add(named)) {
        entry.fault("unit", UNIT_TWICE);
      }
    });
    Optional<LocalTime> start = entry.text("start", LocalTime::parse, TIME);
    Optional<LocalTime> end = entry.text("end", LocalTime::parse, TIME);
    if (start.isPresent() && end.isPresent() && !start.orElseThrow().isBefore(end.orElseThrow())) {
      entry.fault("end", START_FIRST);
    }
    List<DayOfWeek> week = entry.texts("week", Readings::weekday, WEEK);
    if (week.isEmpty()) {
      entry.fault("week", WEEK);
    }
    var days = new Days();
    entry.each("years", Set.of("year", "known", "terms", "inset", "closures"), days::year);
    if (entry.sound()) {
      calendars.put(
          unit.orElseThrow(),
          new SchoolCalendar(
              start.orElseThrow(),
              end.orElseThrow(),
              Set.copyOf(week),
              days.known,
              days.terms,
              days.inset,
              days.closures,
              bankHolidays));
    }
  }

  /** One unit's days, year by year. */
  private static final class Days {
    private final List<DayRange> known = new ArrayList<>();
    private final List<DayRange> terms = new ArrayList<>();
    private final Set<LocalDate> inset = new HashSet<>();
    private final Set<LocalDate> closures = new HashSet<>();

    void year(Entry entry) {
      entry.text("year", Days::academicYear, YEAR);
      Optional<DayRange> reach = entry.object("known", RANGE).flatMap(Days::range);
      List<DayRange> stretches = new ArrayList<>();
      entry.each("terms", RANGE, term -> range(term).ifPresent(stretches::add));
      List<LocalDate> insetDays = entry.texts("inset", LocalDate::parse, DAY);
      List<LocalDate> closedDays = entry.texts("closures", LocalDate::parse, DAY);
      reach.ifPresent(all -> {
        within(entry, "terms", all, stretches.stream().map(DayRange::first).toList());
        within(entry, "terms", all, stretches.stream().map(DayRange::last).toList());
        within(entry, "inset", all, insetDays);
        within(entry, "closures", all, closedDays);
        known.add(all);
      });
      terms.addAll(stretches);
      inset.addAll(insetDays);
      closures.addAll(closedDays);
    }

    private static String academicYear(String text) {
      if (!text.matches("20[0-9]{2}-[0-9]{2}")) {
        throw new IllegalArgumentException("an academic year is written 2026-27");
      }
      return text;
    }

    private static void within(Entry entry, String name, DayRange all, List<LocalDate> days) {
      if (!days.stream().allMatch(all::contains)) {
        entry.fault(name, WITHIN);
      }
    }

    private static Optional<DayRange> range(Entry entry) {
      Optional<LocalDate> first = entry.text("first", LocalDate::parse, DAY);
      Optional<LocalDate> last = entry.text("last", LocalDate::parse, DAY);
      if (first.isEmpty() || last.isEmpty()) {
        return Optional.empty();
      }
      if (last.orElseThrow().isBefore(first.orElseThrow())) {
        entry.fault("last", FIRST_FIRST);
        return Optional.empty();
      }
      return Optional.of(new DayRange(first.orElseThrow(), last.orElseThrow()));
    }
  }
}
