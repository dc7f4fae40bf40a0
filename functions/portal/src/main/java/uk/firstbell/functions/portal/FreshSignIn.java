package uk.firstbell.functions.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Whether somebody showed their provider just now that it is them. The page asks for that ({@code
 * max_age}), and a provider that was asked says when it was ({@code auth_time}; OpenID Connect Core
 * 1.0, sections 2 and 3.1.3.7): one that goes by what was shown this morning is found out here.
 *
 * <p>The token comes from the provider's own token endpoint, and so its signature is not proved
 * here; admission proves it at every request.
 */
final class FreshSignIn {
  /** What the page asks for: five minutes. */
  static final Duration AGE_MAX = Duration.ofMinutes(5);

  /** How far clocks may be apart, as at admission. */
  static final Duration LEEWAY = Duration.ofMinutes(1);

  private static final JsonMapper JSON = new JsonMapper();

  private FreshSignIn() {}

  /** Not where the token does not say when. */
  static boolean is(String idToken, Instant now) {
    return shownAt(idToken)
        .filter(at -> !at.isBefore(now.minus(AGE_MAX).minus(LEEWAY)))
        .filter(at -> !at.isAfter(now.plus(LEEWAY)))
        .isPresent();
  }

  private static Optional<Instant> shownAt(String idToken) {
    String[] parts = idToken.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonNode at = JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("auth_time");
      return at.isIntegralNumber() && at.canConvertToLong()
          ? Optional.of(Instant.ofEpochSecond(at.longValue()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeException noToken) {
      return Optional.empty();
    }
  }
}
