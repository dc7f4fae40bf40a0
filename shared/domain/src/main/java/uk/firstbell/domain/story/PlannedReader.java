package uk.firstbell.domain.story;

import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;

/** A named person who is to have a copy, and as what. */
public record PlannedReader(PersonId person, Role role) {}
