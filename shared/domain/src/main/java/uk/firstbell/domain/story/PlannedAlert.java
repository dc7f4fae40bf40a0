package uk.firstbell.domain.story;

import java.time.Instant;

/**
 * When a unit's people may be disturbed for the first time (R8).
 *
 * @param pupilsNotIn whether that is an INSET day
 * @param why in words, for auditors; nothing personal
 */
public record PlannedAlert(Instant at, boolean pupilsNotIn, String why) {}
