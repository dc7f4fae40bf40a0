package uk.firstbell.functions.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.wire.json.ContentJson;

/**
 * What the portal proves itself by: at each issuer's token endpoint a client secret of its own, so
 * that none is ever sent to another, and at the role API one that DfE Sign-in gives beside it.
 *
 * <p>They are one JSON object of texts, {@code {"https://issuer.example": "…", "roleApi": "…"}}. It
 * is read when it is first needed, which under SnapStart is after the snapshot was taken, kept for
 * five minutes, and read again sooner when somebody does not know one. Safe for use by several
 * threads.
 */
final class Secrets {
  /** The member for the role API; an issuer is an address, and so never of that name. */
  static final String ROLE_API = "roleApi";

  /** How long a secret that was replaced may still be used where it is taken. */
  static final Duration KEPT_FOR = Duration.ofMinutes(5);

  /** As many as Secrets Manager keeps. */
  private static final int BYTES_MAX = 65_536;

  private final Supplier<SecretBytes> source;
  private @Nullable Kept kept;

  /**
   * @param source tells the whole, anew each time
   */
  Secrets(Supplier<SecretBytes> source) {
    this.source = source;
  }

  private record Kept(Map<String, SecretBytes> members, Instant until) {}

  /**
   * The secret of that name.
   *
   * @param name an issuer, or {@link #ROLE_API}
   * @throws IllegalStateException if there is none: a mistake of whoever keeps them
   */
  synchronized SecretBytes of(String name, Instant now) {
    if (kept == null || !now.isBefore(kept.until())) {
      kept = new Kept(read(), now.plus(KEPT_FOR));
    }
    SecretBytes secret = kept.members().get(name);
    if (secret == null) {
      throw new IllegalStateException("the portal's secrets have no member of that name");
    }
    return secret;
  }

  /** What to try instead of one that was just not taken; empty if that is the newest there is. */
  synchronized Optional<SecretBytes> insteadOf(SecretBytes refused, String name, Instant now) {
    kept = null;
    return Optional.of(of(name, now)).filter(newest -> !newest.equals(refused));
  }

  private Map<String, SecretBytes> read() {
    Content.Group told =
        ContentJson.foreign(source.get().exposed(), BYTES_MAX)
            .orElseThrow(
                () -> new IllegalStateException("the portal's secrets are not one JSON object"));
    var members = new TreeMap<String, SecretBytes>();
    told.parts()
        .forEach((name, part) -> {
          if (part instanceof Content.Text(var text) && !text.isBlank()) {
            members.put(name, SecretBytes.of(text.getBytes(UTF_8)));
          }
        });
    return members;
  }
}
