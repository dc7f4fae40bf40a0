package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;

/** Names and values as browsers send them: {@code application/x-www-form-urlencoded}. */
final class Forms {
  private static final int BYTES_MAX = 16_384;

  private Forms() {}

  static Map<String, String> inQuery(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null ? Map.of() : decoded(query);
  }

  /** What the body holds; of a longer one, what its first 16 KiB hold. */
  static Map<String, String> inBody(HttpExchange exchange) throws IOException {
    try (InputStream sent = exchange.getRequestBody()) {
      return decoded(new String(sent.readNBytes(BYTES_MAX), UTF_8));
    }
  }

  private static Map<String, String> decoded(String form) {
    var values = new TreeMap<String, String>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(
            URLDecoder.decode(pair.substring(0, equals), UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return values;
  }

  static String encoded(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value ->
            URLEncoder.encode(value.getKey(), UTF_8)
                + "="
                + URLEncoder.encode(value.getValue(), UTF_8))
        .collect(joining("&"));
  }
}
