/**
 * A person's device becomes one that copies are sealed to: its key is shown to be held, somebody
 * who may says that it is theirs, and the gateway's authority certifies it for a time.
 */
@NullMarked
package uk.firstbell.domain.enrolment;

import org.jspecify.annotations.NullMarked;
