package uk.firstbell.domain.exchange;

import java.time.Instant;
import uk.firstbell.domain.model.PersonId;

/**
 * A conversation as police say it was.
 *
 * @param name the sender's own name for it, unique within the case: a repeat is known by it
 * @param heldAt when it was held
 * @param police who of the force spoke
 * @param socialCare whom they spoke to
 */
public record Spoken(String name, Instant heldAt, PersonId police, PersonId socialCare) {}
