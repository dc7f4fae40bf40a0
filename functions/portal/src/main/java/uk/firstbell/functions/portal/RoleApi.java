package uk.firstbell.functions.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.wire.json.CanonicalJson;
import uk.firstbell.wire.json.ContentJson;

/**
 * DfE Sign-in's public API, which alone knows what somebody is at a school: its tokens name no
 * role. Our directory lists who may read, and a school's own approver may take that back at DfE
 * Sign-in at any hour; both must hold. It is asked at each sign-in, so that what is taken back
 * there ends with the token.
 *
 * <p>Whoever asks proves itself by a token of its own, signed with the secret that DfE Sign-in gave
 * the service for this (HS256, RFC 7518, section 3.2).
 */
final class RoleApi {
  private static final String AUDIENCE = "signin.education.gov.uk";
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);
  private static final int ANSWER_BYTES_MAX = 65_536;
  private static final long ACTIVE = 1;

  /** What is answered to somebody who cannot prove who they are. */
  private static final Set<Integer> NOT_KNOWN = Set.of(401, 403);

  private final Place place;
  private final String client;
  private final Secrets secrets;
  private final Providers providers;

  RoleApi(Place place, String client, Secrets secrets, Providers providers) {
    this.place = place;
    this.client = client;
    this.secrets = secrets;
    this.providers = providers;
  }

  /**
   * Where it is asked, and for what.
   *
   * @param issuer whose people it knows
   * @param service our id there
   * @param code the code of the role that lets somebody use Firstbell
   */
  record Place(String issuer, URI api, String service, String code) {
    /** As a setting writes it: the four with one space between; empty if there are not four. */
    static Optional<Place> parse(String setting) {
      String[] words = setting.strip().split(" ", -1);
      return words.length == 4
          ? Optional.of(new Place(words[0], URI.create(words[1]), words[2], words[3]))
          : Optional.empty();
    }
  }

  /** Whether somebody holds the role. */
  enum Held {
    YES,
    NO,
    /** It cannot be asked just now, or does not answer as it should. */
    UNKNOWN
  }

  boolean knows(String issuer) {
    return place.issuer().equals(issuer);
  }

  /** Whoever names no organisation holds no role at one. */
  Held heldBy(IdToken token, Instant now) {
    if (token.subject().isEmpty() || token.organisation().isEmpty()) {
      return Held.NO;
    }
    URI asked =
        URI.create(
            "%s/services/%s/organisations/%s/users/%s"
                .formatted(
                    place.api(),
                    part(place.service()),
                    part(token.organisation().get()),
                    part(token.subject().get())));
    return asked(asked, now).map(this::held).orElse(Held.UNKNOWN);
  }

  /** Asks again by the newest secret if the one that is kept is not known there. */
  private Optional<Providers.Answer> asked(URI address, Instant now) {
    SecretBytes secret = secrets.of(Secrets.ROLE_API, now);
    Optional<Providers.Answer> first = providers.asked(address, proof(secret, now));
    return first.filter(answer -> NOT_KNOWN.contains(answer.status())).isPresent()
        ? secrets
            .insteadOf(secret, Secrets.ROLE_API, now)
            .map(newest -> providers.asked(address, proof(newest, now)))
            .orElse(first)
        : first;
  }

  private Held held(Providers.Answer answer) {
    return switch (answer.status()) {
      case 200 -> among(answer.body());
      // Of somebody who was never given the service, or from whom it was taken.
      case 404 -> Held.NO;
      default -> Held.UNKNOWN;
    };
  }

  private Held among(byte[] body) {
    return ContentJson.foreign(body, ANSWER_BYTES_MAX)
        .filter(answer -> answer.part("roles").filter(Content.Items.class::isInstance).isPresent())
        .map(answer -> answer.groups("roles").stream().anyMatch(this::ours) ? Held.YES : Held.NO)
        .orElse(Held.UNKNOWN);
  }

  private boolean ours(Content.Group role) {
    return role.text("code").equals(Optional.of(place.code()))
        && role.group("status").flatMap(status -> status.whole("id")).equals(Optional.of(ACTIVE));
  }

  private String proof(SecretBytes secret, Instant now) {
    byte[] claims =
        new CanonicalJson()
            .bytesOf(
                new Content.Group(
                    Map.of(
                        "iss", new Content.Text(client),
                        "aud", new Content.Text(AUDIENCE),
                        "iat", new Content.Whole(now.getEpochSecond()),
                        "exp", new Content.Whole(now.plus(GOOD_FOR).getEpochSecond()))));
    String signed = base64Url(HEADER.getBytes(UTF_8)) + "." + base64Url(claims);
    return signed + "." + base64Url(mac(secret, signed));
  }

  private static byte[] mac(SecretBytes secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.exposed(), "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String part(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
