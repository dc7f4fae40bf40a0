package uk.firstbell.domain.policy;

import java.time.Duration;
import java.util.Map;

/**
 * How long after police identified the children each rung of a case stands (domain section 8.7).
 * All are elapsed times: nights, weekends and clock changes count.
 *
 * @param sentWithin the notice should be with social care by then
 * @param acknowledgedWithin if it is not acknowledged by then, the duty team is rung
 * @param sergeantAfter the detective sergeant takes it up
 * @param inspectorAfter the detective inspector does
 * @param chiefInspectorAfter the detective chief inspector and social care's head of service do
 * @param contactWithin by then there is contact, at that very moment included
 * @param confirmedWithin how long after that a conversation recorded in time may be confirmed
 * @param immediateCallWithin where a child is in danger, how long after acceptance somebody rings
 * @param immediateDecisionWithin and both sides decide
 * @param reviewAfter how long after contact people are asked to review the joint decision
 */
public record CasePolicy(
    Duration sentWithin,
    Duration acknowledgedWithin,
    Duration sergeantAfter,
    Duration inspectorAfter,
    Duration chiefInspectorAfter,
    Duration contactWithin,
    Duration confirmedWithin,
    Duration immediateCallWithin,
    Duration immediateDecisionWithin,
    Duration reviewAfter) {

  public static final CasePolicy DEFAULT =
      new CasePolicy(
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(12),
          Duration.ofHours(18),
          Duration.ofHours(22),
          Duration.ofHours(24),
          Duration.ofHours(4),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(24));

  /**
   * The defaults, with whatever {@code environment} sets in their place: {@code
   * FIRSTBELL_CASE_SENT_WITHIN} and so on, one for each component, in upper snake case, written
   * {@code PT1H}.
   *
   * @throws IllegalArgumentException if one of them cannot be read; it names which
   */
  public static CasePolicy from(Map<String, String> environment) {
    var settings = Settings.of(environment);
    return new CasePolicy(
        settings.duration("FIRSTBELL_CASE_SENT_WITHIN", DEFAULT.sentWithin),
        settings.duration("FIRSTBELL_CASE_ACKNOWLEDGED_WITHIN", DEFAULT.acknowledgedWithin),
        settings.duration("FIRSTBELL_CASE_SERGEANT_AFTER", DEFAULT.sergeantAfter),
        settings.duration("FIRSTBELL_CASE_INSPECTOR_AFTER", DEFAULT.inspectorAfter),
        settings.duration("FIRSTBELL_CASE_CHIEF_INSPECTOR_AFTER", DEFAULT.chiefInspectorAfter),
        settings.duration("FIRSTBELL_CASE_CONTACT_WITHIN", DEFAULT.contactWithin),
        settings.duration("FIRSTBELL_CASE_CONFIRMED_WITHIN", DEFAULT.confirmedWithin),
        settings.duration("FIRSTBELL_CASE_IMMEDIATE_CALL_WITHIN", DEFAULT.immediateCallWithin),
        settings.duration(
            "FIRSTBELL_CASE_IMMEDIATE_DECISION_WITHIN", DEFAULT.immediateDecisionWithin),
        settings.duration("FIRSTBELL_CASE_REVIEW_AFTER", DEFAULT.reviewAfter));
  }
}
