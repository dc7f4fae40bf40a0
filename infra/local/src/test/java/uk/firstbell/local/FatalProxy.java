package uk.firstbell.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An AWS endpoint before another, whose user dies at a chosen one of its own writes: before the
 * write is done, or after, without hearing of it. So the moment of a death is a number, and the
 * same in every run.
 */
final class FatalProxy implements AutoCloseable {
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private final URI behind;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private Fate fate = new Fate("", Integer.MAX_VALUE, false, () -> {});
  private int writes;
  private boolean dead;

  private FatalProxy(URI behind, HttpServer server) {
    this.behind = behind;
    this.server = server;
  }

  /**
   * When a user dies.
   *
   * @param of which kind of write; any if empty
   * @param write of that kind, counted from 1
   * @param done whether the write is done all the same
   * @param death is called once
   */
  record Fate(String of, int write, boolean done, Runnable death) {}

  static FatalProxy before(URI endpoint) throws IOException {
    var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    var proxy = new FatalProxy(endpoint, HttpServer.create(loopback, 0));
    proxy.server.setExecutor(proxy.threads);
    proxy.server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            proxy.handle(exchange);
          }
        });
    proxy.server.start();
    return proxy;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** For the next user. */
  synchronized void set(Fate next) {
    fate = next;
    writes = 0;
    dead = false;
  }

  /** Whether the user died, and was not spared because it wrote too little. */
  synchronized boolean struck() {
    return dead;
  }

  /** One at a time, as the endpoint behind it does too: nothing passes it once its user is dead. */
  private synchronized void handle(HttpExchange exchange) throws IOException {
    if (dead) {
      return;
    }
    String kind = write(exchange);
    boolean counts = !kind.isEmpty() && kind.contains(fate.of());
    writes += counts ? 1 : 0;
    dead = counts && writes == fate.write();
    if (dead) {
      fate.death().run();
      if (fate.done()) {
        forward(exchange);
      }
      return;
    }
    HttpResponse<byte[]> answer = forward(exchange);
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
    exchange.getResponseBody().write(answer.body());
  }

  /** What kind of write is asked for; empty if nothing is written that lasts. */
  private static String write(HttpExchange exchange) {
    if (exchange.getRequestURI().getPath().endsWith("/outbound-emails")) {
      return "SendEmail";
    }
    String target =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Amz-Target"), "");
    String action = target.substring(target.indexOf('.') + 1);
    return switch (action) {
      case "TransactWriteItems", "SendMessage", "SendMessageBatch", "DeleteMessage" -> action;
      default -> "";
    };
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    var request =
        HttpRequest.newBuilder(behind.resolve(asked.toString()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.close();
  }
}
