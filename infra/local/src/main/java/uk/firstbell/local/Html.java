package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** What the pages of the local run have in common: no script, and nothing from anywhere else. */
final class Html {
  private static final String STYLE = "/style.css";

  private Html() {}

  /**
   * A whole page.
   *
   * @param title plain text
   * @param content HTML
   */
  static WebAnswer page(String title, String content) {
    return new WebAnswer(
        200,
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            // With none at all a browser would not say either where a form came from.
            "Referrer-Policy", "same-origin",
            "Cache-Control", "no-store"),
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s - Firstbell on this machine</title>
        <link rel="stylesheet" href="%2$s">
        <link rel="icon" href="data:,">
        </head>
        <body>
        <main>
        <h1>%1$s</h1>
        %3$s
        </main>
        </body>
        </html>
        """
            .formatted(escaped(title), STYLE, content)
            .getBytes(UTF_8));
  }

  /** Lets {@code server} give out what its pages look like. */
  static void serveStyle(HttpServer server) {
    var style = new WebAnswer(200, Map.of("Content-Type", "text/css; charset=utf-8"), style());
    server.createContext(
        STYLE,
        exchange -> {
          try (exchange) {
            style.send(exchange);
          }
        });
  }

  private static byte[] style() {
    try (InputStream text = Html.class.getResourceAsStream("style.css")) {
      if (text == null) {
        throw new IllegalStateException("style.css is not beside this class");
      }
      return text.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
