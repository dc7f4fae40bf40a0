package uk.firstbell.domain.story;

import java.time.Instant;
import uk.firstbell.domain.model.Unit;

/**
 * Something a person is asked to do.
 *
 * @param assignee the organisation whose people should do it
 * @param since when it was first asked
 */
public record Task(Kind kind, Unit assignee, Instant since) {
  /** What is asked. */
  public enum Kind {
    /** Ring the head: the school has an item waiting that nobody has opened. */
    CALL_HEAD,
    /** The local authority's duty officer takes it up with the school. */
    LA_DUTY,
    /** The force's contact point: an accepted report is not routed. */
    FORCE_UNROUTED,
    /** The force's contact point: a child has no open school in the report. */
    FORCE_SCHOOL_UNKNOWN,
    /** The force's contact point: the school says wrong child or wrong school. */
    FORCE_RETURNED
  }
}
