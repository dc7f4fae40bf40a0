package uk.firstbell.domain.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.Deadline;

/** By when a school is owed a notice: rules R2 to R6 of domain section 8.2. */
public final class DeadlineRules {
  private DeadlineRules() {}

  /**
   * The deadline for what police knew at {@code policeAwareAt}.
   *
   * @throws IllegalArgumentException if the school has no open day within 400 days: the directory
   *     was loaded wrong
   */
  public static SchoolDeadline deadline(
      SchoolCalendar school, Instant policeAwareAt, TimingPolicy policy) {
    ZonedDateTime aware = London.at(policeAwareAt);
    LocalDate day = aware.toLocalDate();
    if (school.on(day) == DayStatus.OPEN) {
      LocalTime time = aware.toLocalTime();
      Instant due = London.instant(day, beforeSchool(school, policy));
      Instant ends = London.instant(day, school.end());
      if (time.isBefore(school.start())) {
        return Duration.between(policeAwareAt, due).compareTo(policy.lead()) < 0
            ? sameDay(policeAwareAt, ends, policy)
            : beforeSchoolOn(school, day, policeAwareAt, due);
      }
      if (time.isBefore(school.end())
          && Duration.between(policeAwareAt, ends).compareTo(policy.lead()) >= 0) {
        return inSchoolHours(policeAwareAt, ends, policy);
      }
    }
    LocalDate next = school.nextAfter(day, status -> status == DayStatus.OPEN);
    return beforeSchoolOn(
        school, next, policeAwareAt, London.instant(next, beforeSchool(school, policy)));
  }

  /** The first time before school, on an open day, after {@code moment}. */
  public static Instant nextBeforeSchool(
      SchoolCalendar school, Instant moment, TimingPolicy policy) {
    LocalDate day = London.dayOf(moment);
    Instant today = London.instant(day, beforeSchool(school, policy));
    return school.on(day) == DayStatus.OPEN && today.isAfter(moment)
        ? today
        : London.instant(
            school.nextAfter(day, status -> status == DayStatus.OPEN),
            beforeSchool(school, policy));
  }

  /** The deadline at an office, which has neither a lane of its own day nor pupils (R12). */
  public static SchoolDeadline officeDeadline(
      SchoolCalendar office, Instant policeAwareAt, TimingPolicy policy) {
    Instant dueAt = nextBeforeSchool(office, policeAwareAt, policy);
    LocalDate due = London.dayOf(dueAt);
    return beforeSchoolOn(office, due, policeAwareAt, dueAt);
  }

  /**
   * Domain 8.1: the earlier of the latest time any school is given and a while before its start.
   */
  private static LocalTime beforeSchool(SchoolCalendar school, TimingPolicy policy) {
    LocalTime beforeStart = school.start().minus(policy.beforeStart());
    return beforeStart.isBefore(policy.deliverByLatest()) ? beforeStart : policy.deliverByLatest();
  }

  private static SchoolDeadline sameDay(Instant aware, Instant ends, TimingPolicy policy) {
    Instant due = aware.plus(policy.lead());
    String why =
        "Police knew at %s, too close to the start of that school day for the time before school; due %d minutes later, at %s."
            .formatted(London.said(aware), policy.lead().toMinutes(), timeOf(due));
    return new SchoolDeadline(new Deadline(due, due, "R4", why), ends);
  }

  private static SchoolDeadline inSchoolHours(Instant aware, Instant ends, TimingPolicy policy) {
    Instant afterLead = aware.plus(policy.lead());
    Instant beforeEnd = ends.minus(policy.beforeEnd());
    Instant due = afterLead.isBefore(beforeEnd) ? afterLead : beforeEnd;
    String why =
        "Police knew at %s, during that school day, which ends at %s; due at %s, before the child leaves."
            .formatted(London.said(aware), timeOf(ends), timeOf(due));
    return new SchoolDeadline(new Deadline(due, due, "R5", why), ends);
  }

  private static SchoolDeadline beforeSchoolOn(
      SchoolCalendar school, LocalDate open, Instant aware, Instant due) {
    String why =
        "Police knew at %s; the next school day is %s%s, so due at %s that day."
            .formatted(
                London.said(aware),
                London.said(open),
                passedOver(school, London.dayOf(aware), open),
                timeOf(due));
    return new SchoolDeadline(
        new Deadline(due, London.instant(open, school.start()), "R3", why),
        London.instant(open, school.end()));
  }

  /** Names the days between, by what they are, so that an auditor sees why they do not count. */
  private static String passedOver(SchoolCalendar school, LocalDate from, LocalDate open) {
    Map<DayStatus, Integer> days = new LinkedHashMap<>();
    for (LocalDate day = from.plusDays(1); day.isBefore(open); day = day.plusDays(1)) {
      days.merge(school.on(day), 1, Integer::sum);
    }
    if (days.isEmpty()) {
      return "";
    }
    var words = new StringBuilder(" (after ");
    String between = "";
    for (var kind : days.entrySet()) {
      words.append(between).append(kind.getValue()).append(' ').append(word(kind.getKey()));
      words.append(kind.getValue() == 1 ? " day" : " days");
      between = ", ";
    }
    return words.append(')').toString();
  }

  private static String word(DayStatus status) {
    return switch (status) {
      case OPEN -> "open";
      case INSET -> "INSET";
      case CLOSED -> "closed";
      case HOLIDAY -> "holiday";
      case BANK_HOLIDAY -> "bank holiday";
      case WEEKEND -> "weekend";
    };
  }

  private static String timeOf(Instant instant) {
    return London.said(London.at(instant).toLocalTime());
  }
}
