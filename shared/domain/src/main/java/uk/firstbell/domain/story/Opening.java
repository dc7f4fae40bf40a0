package uk.firstbell.domain.story;

import java.time.Instant;
import uk.firstbell.domain.model.PersonId;

/** The first proved opening of a delivery. */
public record Opening(PersonId by, Instant at) {}
