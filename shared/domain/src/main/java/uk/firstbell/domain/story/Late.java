package uk.firstbell.domain.story;

import java.time.Instant;

/** That something was late or breached, since when, and why. Never taken back. */
public record Late(LateCause cause, Instant at) {}
