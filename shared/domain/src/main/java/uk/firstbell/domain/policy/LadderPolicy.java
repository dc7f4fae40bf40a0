package uk.firstbell.domain.policy;

import java.time.Duration;
import java.util.Map;

/**
 * How far from the time it is due each rung of a delivery's ladder stands (domain section 8.3).
 *
 * @param reminderBefore readers are reminded this long before
 * @param minimumBefore what is still held goes out as a minimum-safe notice this long before (R9)
 * @param callBefore where a school is given less than a morning, its switchboard is rung this long
 *     before
 * @param callAfter the switchboard is rung, or rung again, this long after
 * @param leadsAfter the authority's lead and the force are told this long after
 * @param breachAfter the breach is recorded this long after
 * @param socialCareWithin how long after acceptance children's social care is to have opened it
 *     (R12)
 * @param lateLead how long after its first alert a notice accepted too late is to be opened (R10)
 */
public record LadderPolicy(
    Duration reminderBefore,
    Duration minimumBefore,
    Duration callBefore,
    Duration callAfter,
    Duration leadsAfter,
    Duration breachAfter,
    Duration socialCareWithin,
    Duration lateLead) {

  public static final LadderPolicy DEFAULT =
      new LadderPolicy(
          Duration.ofMinutes(60),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofMinutes(60),
          Duration.ofMinutes(210),
          Duration.ofMinutes(60),
          Duration.ofMinutes(60));

  /**
   * The defaults, with whatever {@code environment} sets in their place: {@code
   * FIRSTBELL_REMINDER_BEFORE} and so on, one for each component, in upper snake case, written
   * {@code PT60M}.
   *
   * @throws IllegalArgumentException if one of them cannot be read; it names which
   */
  public static LadderPolicy from(Map<String, String> environment) {
    var settings = Settings.of(environment);
    return new LadderPolicy(
        settings.duration("FIRSTBELL_REMINDER_BEFORE", DEFAULT.reminderBefore),
        settings.duration("FIRSTBELL_MINIMUM_BEFORE", DEFAULT.minimumBefore),
        settings.duration("FIRSTBELL_CALL_BEFORE", DEFAULT.callBefore),
        settings.duration("FIRSTBELL_CALL_AFTER", DEFAULT.callAfter),
        settings.duration("FIRSTBELL_LEADS_AFTER", DEFAULT.leadsAfter),
        settings.duration("FIRSTBELL_BREACH_AFTER", DEFAULT.breachAfter),
        settings.duration("FIRSTBELL_SOCIAL_CARE_WITHIN", DEFAULT.socialCareWithin),
        settings.duration("FIRSTBELL_LATE_LEAD", DEFAULT.lateLead));
  }
}
