package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/** What a page or an endpoint of the local run sends back. */
record WebAnswer(int status, Map<String, String> headers, byte[] body) {
  private static final String TYPE = "Content-Type";
  private static final String TEXT = "text/plain; charset=utf-8";

  static WebAnswer json(int status, String json) {
    return new WebAnswer(
        status,
        Map.of(TYPE, "application/json", "Cache-Control", "no-store"),
        json.getBytes(UTF_8));
  }

  static WebAnswer text(int status, String text) {
    return new WebAnswer(status, Map.of(TYPE, TEXT), text.getBytes(UTF_8));
  }

  static WebAnswer redirect(String to) {
    return new WebAnswer(302, Map.of("Location", to), new byte[0]);
  }

  /** A form was taken: a browser goes on to {@code to}, and whoever is none reads {@code text}. */
  static WebAnswer done(String to, String text) {
    return new WebAnswer(303, Map.of("Location", to, TYPE, TEXT), text.getBytes(UTF_8));
  }

  void send(HttpExchange exchange) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
