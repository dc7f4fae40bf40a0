package uk.firstbell.functions.portal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/**
 * What a provider says of somebody who signed in. It comes from the provider's own token endpoint,
 * and so its signature is not proved here (OpenID Connect Core 1.0, section 3.1.3.7); admission
 * proves it at every request.
 *
 * @param shownAt when they showed the provider that it is them ({@code auth_time})
 * @param organisation the provider's own id of the organisation they chose
 */
record IdToken(Optional<Instant> shownAt, Optional<String> subject, Optional<String> organisation) {
  /** What the page asks for as {@code max_age}. */
  static final Duration AGE_MAX = Duration.ofMinutes(5);

  /** How far clocks may be apart, as at admission. */
  static final Duration LEEWAY = Duration.ofMinutes(1);

  private static final int CLAIMS_BYTES_MAX = 16_384;
  private static final IdToken SAYS_NOTHING =
      new IdToken(Optional.empty(), Optional.empty(), Optional.empty());

  /** What {@code token} says; of one that cannot be read, nothing. */
  static IdToken read(String token) {
    String[] parts = token.split("\\.", -1);
    return parts.length == 3
        ? decoded(parts[1])
            .flatMap(claims -> ContentJson.foreign(claims, CLAIMS_BYTES_MAX))
            .map(IdToken::of)
            .orElse(SAYS_NOTHING)
        : SAYS_NOTHING;
  }

  private static Optional<byte[]> decoded(String part) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(part));
    } catch (IllegalArgumentException notBase64Url) {
      return Optional.empty();
    }
  }

  private static IdToken of(Content.Group claims) {
    return new IdToken(
        claims.whole("auth_time").flatMap(IdToken::moment),
        claims.text("sub"),
        claims.group("organisation").flatMap(organisation -> organisation.text("id")));
  }

  /**
   * Whether they did that just now. One that goes by what was shown this morning is found out here,
   * and one that does not say is not believed: whoever is asked for {@code max_age} must.
   */
  boolean shownJustNow(Instant now) {
    return shownAt
        .filter(at -> !at.isBefore(now.minus(AGE_MAX).minus(LEEWAY)))
        .filter(at -> !at.isAfter(now.plus(LEEWAY)))
        .isPresent();
  }

  private static Optional<Instant> moment(long seconds) {
    try {
      return Optional.of(Instant.ofEpochSecond(seconds));
    } catch (DateTimeException beyondAllTime) {
      return Optional.empty();
    }
  }
}
