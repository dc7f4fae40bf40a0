package uk.firstbell.domain.calendar;

import java.time.Instant;
import java.util.List;

/**
 * When a school's people may be disturbed about a delivery (R8).
 *
 * @param at when the named readers are alerted
 * @param pupilsNotIn whether that is an INSET day
 * @param holidayContact when a holiday contact is alerted before that; empty unless the wait is a
 *     holiday
 * @param why in words, for auditors; nothing personal
 */
public record AlertPlan(Instant at, boolean pupilsNotIn, List<Instant> holidayContact, String why) {
  public AlertPlan {
    holidayContact = List.copyOf(holidayContact);
  }
}
