package uk.firstbell.domain.enrolment;

import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.story.Device;

/**
 * A device of somebody for whom the asker answers.
 *
 * @param needed how many approvals it takes
 * @param newSignIn whether somebody asked for it who is not known as its owner, and would be
 */
public record Waiting(Person owner, Device device, int needed, boolean newSignIn) {}
