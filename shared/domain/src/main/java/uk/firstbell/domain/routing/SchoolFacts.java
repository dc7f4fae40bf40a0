package uk.firstbell.domain.routing;

import java.util.List;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.School;

/**
 * What the directory knew of one school when a report was routed.
 *
 * @param live the lead and deputies who can read now, in the order of their ids
 * @param leads how many leads are named, able to read or not
 * @param deputies how many deputies are named
 * @param contacts those who may be alerted without being readers, in the order of their ids
 */
public record SchoolFacts(
    School school,
    SchoolCalendar calendar,
    List<Reader> live,
    int leads,
    int deputies,
    List<Person> contacts) {
  public SchoolFacts {
    live = List.copyOf(live);
    contacts = List.copyOf(contacts);
  }
}
