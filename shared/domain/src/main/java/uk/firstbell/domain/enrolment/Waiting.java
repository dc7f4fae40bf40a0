package uk.firstbell.domain.enrolment;

import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.story.Device;

/**
 * A device of somebody for whom the asker answers.
 *
 * @param needed how many approvals it takes
 */
public record Waiting(Person owner, Device device, int needed) {}
