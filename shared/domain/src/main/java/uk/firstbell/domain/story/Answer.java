package uk.firstbell.domain.story;

import uk.firstbell.domain.model.PersonId;

/** What the unit says it did, and who said so. */
public record Answer(PersonId by, ReaderOutcome outcome) {}
