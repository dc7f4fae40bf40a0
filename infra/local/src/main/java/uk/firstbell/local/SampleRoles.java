package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import uk.firstbell.local.SampleAccounts.Account;

/**
 * The role API of the sample sign-in, as DfE Sign-in's public API is: everybody holds the one role
 * there is until it is taken from them.
 */
final class SampleRoles {
  static final String SERVICE = "firstbell";
  static final String CODE = "firstbellReader";

  /** By which whoever asks proves itself; no secret, as nothing of the samples is. */
  static final String SECRET = "sample-secret-of-the-role-api-32";

  private static final String BEARER = "Bearer ";

  private final String client;
  private final InstantSource time;
  private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

  SampleRoles(String client, InstantSource time) {
    this.client = client;
    this.time = time;
  }

  /** Takes the role from an account, or gives it back; whether it now holds it. */
  boolean turn(String account) {
    if (withdrawn.remove(account)) {
      return true;
    }
    withdrawn.add(account);
    return false;
  }

  /** What {@code GET /services/…/organisations/…/users/…} answers. */
  WebAnswer answer(@Nullable String authorization, String path, List<Account> accounts) {
    if (authorization == null || !proved(authorization)) {
      return WebAnswer.json(403, "{\"success\":false,\"message\":\"invalid signature\"}");
    }
    return accounts.stream()
        .filter(account -> path.equals(path(account)))
        .findFirst()
        .map(this::roles)
        .orElseGet(() -> WebAnswer.json(404, "{}"));
  }

  private static String path(Account account) {
    return "/services/%s/organisations/%s/users/%s"
        .formatted(SERVICE, SampleTokens.idOf(account.organisation()), account.subject());
  }

  private WebAnswer roles(Account account) {
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("userId", account.subject())
            .put("serviceId", SERVICE)
            .put("organisationId", SampleTokens.idOf(account.organisation()));
    var roles = answer.putArray("roles");
    if (!withdrawn.contains(account.id())) {
      ObjectNode role = roles.addObject();
      role.put("id", "1").put("name", "Reads notices").put("code", CODE).put("numericId", "1");
      role.putObject("status").put("id", 1);
    }
    return WebAnswer.json(200, answer.toString());
  }

  private boolean proved(String authorization) {
    try {
      var token = SignedJWT.parse(authorization.replaceFirst("^" + BEARER, ""));
      var claims = token.getJWTClaimsSet();
      return token.verify(new MACVerifier(SECRET.getBytes(UTF_8)))
          && client.equals(claims.getIssuer())
          && claims.getAudience().equals(List.of("signin.education.gov.uk"))
          && Optional.ofNullable(claims.getExpirationTime())
              .filter(end -> time.instant().isBefore(end.toInstant()))
              .isPresent();
    } catch (ParseException | JOSEException unproved) {
      return false;
    }
  }
}
