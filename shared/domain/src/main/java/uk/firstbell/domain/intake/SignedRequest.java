package uk.firstbell.domain.intake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP request as it arrived, before anything in it is believed.
 *
 * @param method upper case, as sent
 * @param authority the host the client addressed, with any port, as sent
 * @param path absolute path, percent-encoded as sent
 * @param query with its leading question mark; a request without a query has {@code "?"} (RFC 9421,
 *     section 2.2.7)
 * @param headers by lower-case name, each with its values in order
 * @param body the bytes as sent; not copied
 */
public record SignedRequest(
    String method,
    String authority,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body) {
  public SignedRequest {
    var lower = new TreeMap<String, List<String>>();
    headers.forEach(
        (name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    headers = Map.copyOf(lower);
  }

  /** The values of a header, in order; none if it was not sent. */
  public List<String> header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, List.of());
  }
}
