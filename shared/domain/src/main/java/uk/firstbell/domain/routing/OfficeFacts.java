package uk.firstbell.domain.routing;

import java.util.List;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.model.Unit;

/**
 * What the directory knew of one local authority when a report was routed.
 *
 * @param unit the authority
 * @param days on which its office works
 * @param officers who can read now what no school can be sent
 * @param onDuty who is on duty now at its children's social care, and can read
 */
public record OfficeFacts(
    Unit unit, SchoolCalendar days, List<Reader> officers, List<Reader> onDuty) {
  public OfficeFacts {
    officers = List.copyOf(officers);
    onDuty = List.copyOf(onDuty);
  }
}
