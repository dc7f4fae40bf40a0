package uk.firstbell.domain.calendar;

import java.time.Instant;
import uk.firstbell.domain.story.Deadline;

/**
 * A deadline at one school.
 *
 * @param dayEndsAt when the school day that {@code deadline} falls on ends
 */
public record SchoolDeadline(Deadline deadline, Instant dayEndsAt) {}
