package uk.firstbell.functions.watch;

import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Story;

/**
 * What looks at the rows by the clock: the same story and the same policies, or they would differ.
 */
interface Sweeping<S> {
  S by(
      Story story,
      TimingPolicy timing,
      WorkPolicy work,
      LadderPolicy ladder,
      CasePolicy cases,
      InstantSource time);

  /**
   * It as {@code environment} sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  static <S> S on(Map<String, String> environment, InstantSource time, Sweeping<S> made) {
    return made.by(
        AwsAdapters.from(environment).storyWithoutKeys(),
        TimingPolicy.from(environment),
        WorkPolicy.from(environment),
        LadderPolicy.from(environment),
        CasePolicy.from(environment),
        time);
  }
}
