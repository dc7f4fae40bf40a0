package uk.firstbell.domain.policy;

import java.time.Duration;
import java.util.Map;

/**
 * How long somebody is signed in.
 *
 * @param longest for how long a token is good since its provider issued it, however much longer the
 *     provider itself would let it be
 */
public record SessionPolicy(Duration longest) {
  public static final SessionPolicy DEFAULT = new SessionPolicy(Duration.ofHours(1));

  public SessionPolicy {
    if (!longest.isPositive()) {
      throw new IllegalArgumentException("a session lasts for some time");
    }
  }

  /**
   * The default, or what {@code FIRSTBELL_SESSION_LONGEST} sets in its place, written {@code PT1H}.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static SessionPolicy from(Map<String, String> environment) {
    return new SessionPolicy(
        Settings.of(environment).duration("FIRSTBELL_SESSION_LONGEST", DEFAULT.longest));
  }
}
