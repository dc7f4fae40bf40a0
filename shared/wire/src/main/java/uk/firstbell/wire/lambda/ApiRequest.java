package uk.firstbell.wire.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.admission.Caller;
import uk.firstbell.domain.intake.SignedRequest;

/**
 * An HTTP request as API Gateway hands it over (REST API, proxy integration, payload version 1).
 *
 * @param method upper case, as sent
 * @param path as sent, without the stage's name
 * @param resource the route that matched, for example {@code /v1/inbox/{notification}/{unit}}
 * @param headers by lower-case name, each with its values in order
 * @param query decoded, in the event's order; empty if there is none
 * @param pathParameters by the route's names
 * @param body the bytes as sent, empty if there are none; not copied
 * @param authorizer what the authorizer said of the caller; empty on routes without one
 */
public record ApiRequest(
    String method,
    String path,
    String resource,
    Map<String, List<String>> headers,
    Map<String, List<String>> query,
    Map<String, String> pathParameters,
    byte[] body,
    Map<String, String> authorizer) {

  /** Reads one event. */
  public static ApiRequest read(InputStream event) throws IOException {
    JsonNode root = Event.read(event);
    return new ApiRequest(
        Event.text(root, "httpMethod"),
        Event.text(root, "path"),
        Event.text(root, "resource"),
        Event.headers(root),
        Event.multiValues(root, "multiValueQueryStringParameters", "queryStringParameters"),
        Event.values(root.path("pathParameters")),
        bodyOf(root),
        Event.values(root.path("requestContext").path("authorizer")));
  }

  private static byte[] bodyOf(JsonNode root) {
    String body = root.path("body").asText("");
    return root.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(UTF_8);
  }

  /** The values of a header, in order; none if it was not sent. */
  public List<String> header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, List.of());
  }

  /** A parameter that the matched route has; another is a bug in the caller. */
  public String pathParameter(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no such parameter");
    }
    return value;
  }

  /**
   * The request as its sender signed it. The authority is the one {@code Host} header, empty if
   * there is not exactly one.
   *
   * <p>The event holds a query only decoded, so it is encoded again (RFC 3986, section 2.1) and may
   * differ from what was signed, which then is not proved. Agency routes take no query at all.
   */
  public SignedRequest signedRequest() {
    List<String> hosts = header("host");
    return new SignedRequest(
        method, hosts.size() == 1 ? hosts.getFirst() : "", path, encodedQuery(), headers, body);
  }

  private String encodedQuery() {
    return query.entrySet().stream()
        .flatMap(entry ->
            entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
        .collect(joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** Whom the authorizer let in, a newcomer included; empty on routes that have no authorizer. */
  public Optional<Caller> caller() {
    return AdmissionContext.caller(authorizer);
  }

  /** The person the authorizer admitted; empty for a newcomer, and where no authorizer stands. */
  public Optional<Admitted> admitted() {
    return AdmissionContext.read(authorizer);
  }
}
