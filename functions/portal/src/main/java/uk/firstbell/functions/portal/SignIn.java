package uk.firstbell.functions.portal;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.functions.portal.Providers.Client;
import uk.firstbell.functions.portal.Providers.Endpoints;
import uk.firstbell.functions.portal.Providers.Redeemed;

/** Which providers people may sign in at, and what becomes of a code that one of them gave. */
final class SignIn {
  private final List<String> issuers;
  private final String client;
  private final Secrets secrets;
  private final Providers providers;
  private final Optional<RoleApi> roles;

  /**
   * @param issuers their identifiers, to the character as their tokens name them
   * @param client by which all of them know the portal
   * @param secrets by which each of them knows it from anybody else
   * @param roles where one of them is asked who may use it; its tokens do not say
   */
  SignIn(
      List<String> issuers,
      String client,
      Secrets secrets,
      Providers providers,
      Optional<RoleApi> roles) {
    this.issuers = List.copyOf(issuers);
    this.client = client;
    this.secrets = secrets;
    this.providers = providers;
    this.roles = roles;
  }

  /** Where a browser may go to sign in. */
  record Offer(String issuer, String title, URI authorization, String client) {}

  /** Those that can be asked just now, in the order in which they are configured. */
  List<Offer> offers() {
    return issuers.stream()
        .flatMap(issuer ->
            providers
                .endpoints(issuer)
                .map(at -> new Offer(issuer, title(issuer), at.authorization(), client))
                .stream())
        .toList();
  }

  /** A code as the page sends it on. */
  record Code(String issuer, String code, String verifier, String redirect) {
    /** Prints as nothing: whoever has it all may sign in with it. */
    @Override
    public String toString() {
      return "Code";
    }
  }

  /**
   * An issuer that is not configured is never spoken to; one that asked nobody just now is not
   * believed; and of one whose roles are asked for, nobody comes in who does not hold ours.
   */
  Redeemed redeem(Code sent, Instant now) {
    return switch (redeemed(sent, now)) {
      case Redeemed.Granted granted -> judged(sent.issuer(), granted, now);
      case Redeemed.Refused refused -> refused;
      case Redeemed.ClientRefused refused -> refused;
      case Redeemed.Unavailable unavailable -> unavailable;
    };
  }

  private Redeemed judged(String issuer, Redeemed.Granted granted, Instant now) {
    IdToken token = IdToken.read(granted.idToken());
    if (!token.shownJustNow(now)) {
      return new Redeemed.Refused();
    }
    return roles
        .filter(api -> api.knows(issuer))
        .map(api -> api.heldBy(token, now))
        .<Redeemed>map(held ->
            switch (held) {
              case YES -> granted;
              case NO -> new Redeemed.Refused();
              case UNKNOWN -> new Redeemed.Unavailable();
            })
        .orElse(granted);
  }

  private Redeemed redeemed(Code sent, Instant now) {
    if (!issuers.contains(sent.issuer())) {
      return new Redeemed.Refused();
    }
    return providers
        .endpoints(sent.issuer())
        .map(at -> redeemed(at, sent, now))
        .orElseGet(Redeemed.Unavailable::new);
  }

  /** A client that is not known is not asked for its code yet: it may try another secret. */
  private Redeemed redeemed(Endpoints at, Code sent, Instant now) {
    SecretBytes secret = secrets.of(sent.issuer(), now);
    Redeemed first = redeemed(at, sent, secret);
    return first instanceof Redeemed.ClientRefused
        ? secrets
            .insteadOf(secret, sent.issuer(), now)
            .map(newest -> redeemed(at, sent, newest))
            .orElse(first)
        : first;
  }

  private Redeemed redeemed(Endpoints at, Code sent, SecretBytes secret) {
    return providers.redeem(
        at, new Client(client, secret), sent.code(), sent.verifier(), sent.redirect());
  }

  /** Whether that is DfE Sign-in, or one of its places to try things out. */
  static boolean isDfe(String issuer) {
    String host = Optional.ofNullable(URI.create(issuer).getHost()).orElse("");
    return host.endsWith("signin.education.gov.uk");
  }

  /**
   * What people call it: DfE Sign-in by its name, another by the last word of its path, and one
   * without a path by its host.
   */
  private static String title(String issuer) {
    if (isDfe(issuer)) {
      return "DfE Sign-in";
    }
    URI address = URI.create(issuer);
    String host = Optional.ofNullable(address.getHost()).orElse(issuer);
    String path = Optional.ofNullable(address.getPath()).orElse("").replaceAll("/+$", "");
    String word = path.substring(path.lastIndexOf('/') + 1).replace('-', ' ');
    return word.isEmpty()
        ? host
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
