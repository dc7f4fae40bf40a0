package uk.firstbell.domain.routing;

import java.util.List;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.School;

/**
 * What the directory knew of one school when a report was routed.
 *
 * @param live whoever of its lead, deputies and head can read now, in the order of their ids
 * @param people all its named people who may read or be alerted, in the order of their ids
 */
public record SchoolFacts(
    School school, SchoolCalendar calendar, List<Reader> live, List<Person> people) {
  public SchoolFacts {
    live = List.copyOf(live);
    people = List.copyOf(people);
  }
}
