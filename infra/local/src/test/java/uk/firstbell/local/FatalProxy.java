package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * same in every run. To some users its streams have forgotten whatever came before them.
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
  private boolean forgetful;
  private int forgotten;

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

  /**
   * For the next user, who is spared if the fate is of no write that is made.
   *
   * @param forgets whether a stream that is read from its oldest record begins with the next one
   */
  synchronized void set(Fate next, boolean forgets) {
    fate = next;
    forgetful = forgets;
    writes = 0;
    dead = false;
  }

  /** Whether the user died, and was not spared because it wrote too little. */
  synchronized boolean struck() {
    return dead;
  }

  /** How many streams have begun with the next record. */
  synchronized int forgotten() {
    return forgotten;
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
    String action = action(exchange);
    return switch (action) {
      case "TransactWriteItems", "SendMessage", "SendMessageBatch", "DeleteMessage" -> action;
      default -> "";
    };
  }

  private static String action(HttpExchange exchange) {
    String target =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Amz-Target"), "");
    return target.substring(target.indexOf('.') + 1);
  }

  private byte[] asked(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!forgetful || !action(exchange).equals("GetShardIterator")) {
      return body;
    }
    forgotten++;
    return new String(body, UTF_8).replace("TRIM_HORIZON", "LATEST").getBytes(UTF_8);
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    var request =
        HttpRequest.newBuilder(behind.resolve(asked.toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(asked(exchange)));
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
