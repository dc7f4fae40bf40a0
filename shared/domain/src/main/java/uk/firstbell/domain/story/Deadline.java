package uk.firstbell.domain.story;

import java.time.Instant;

/**
 * By when a notice is owed, and why.
 *
 * @param deliverBy available and alerted by then
 * @param ruleId the rule of domain section 8.2 that decided: {@code R3}, {@code R4}, {@code R5}
 * @param explanation the reason in words, for auditors; nothing personal
 */
public record Deadline(Instant deliverBy, String ruleId, String explanation) {}
