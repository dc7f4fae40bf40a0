package uk.firstbell.domain.story;

import java.time.Instant;
import uk.firstbell.domain.model.PersonId;

/** Who did something, and when. */
public record Stamp(PersonId by, Instant at) {}
