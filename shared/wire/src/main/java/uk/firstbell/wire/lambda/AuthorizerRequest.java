package uk.firstbell.wire.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * What API Gateway asks its authorizer (type {@code REQUEST}): may this caller do this?
 *
 * @param authorization the {@code Authorization} header, empty unless there is exactly one
 * @param methodArn what the caller wants to do, as IAM names it
 */
public record AuthorizerRequest(Optional<String> authorization, String methodArn) {
  private static final String SCHEME = "Bearer ";

  /** Reads one event. */
  public static AuthorizerRequest read(InputStream event) throws IOException {
    JsonNode root = Event.read(event);
    List<String> sent = Event.headers(root).getOrDefault("authorization", List.of());
    return new AuthorizerRequest(
        sent.size() == 1 ? Optional.of(sent.getFirst()) : Optional.empty(),
        Event.text(root, "methodArn"));
  }

  /** The bearer token (RFC 6750, section 2.1), not looked into; empty if there is none. */
  public Optional<String> bearerToken() {
    return authorization
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip())
        .filter(token -> !token.isEmpty());
  }
}
