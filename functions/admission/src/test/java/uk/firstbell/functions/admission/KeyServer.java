package uk.firstbell.functions.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider's key set on loopback, and next to it the ways one can be out of order. */
final class KeyServer implements AutoCloseable {
  private static final int HUGE = 70_000;

  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();

  private KeyServer(HttpServer server, String keys) {
    this.server = server;
    server.createContext(
        "/keys",
        exchange -> {
          requests.incrementAndGet();
          answer(exchange, 200, keys);
        });
    server.createContext("/broken", exchange -> answer(exchange, 500, keys));
    server.createContext("/nonsense", exchange -> answer(exchange, 200, "{\"keys\":"));
    server.createContext("/huge", exchange -> answer(exchange, 200, keys + " ".repeat(HUGE)));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/keys");
          answer(exchange, 302, keys);
        });
  }

  static KeyServer publishing(JWKSet keys) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var started = new KeyServer(HttpServer.create(address, 0), keys.toPublicJWKSet().toString());
      started.server.start();
      return started;
    } catch (IOException unbound) {
      throw new UncheckedIOException("no loopback port is free", unbound);
    }
  }

  URI keys() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  /** How often the key set was fetched. */
  int requests() {
    return requests.get();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
