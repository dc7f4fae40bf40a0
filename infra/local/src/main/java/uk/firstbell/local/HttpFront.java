package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import uk.firstbell.cloud.template.Denial;
import uk.firstbell.cloud.template.Route;
import uk.firstbell.local.Loopback.PortUnavailableException;

/**
 * The HTTP face: the template's routes on one loopback port, each request handed to its function as
 * API Gateway would, after its authorizer if it has one. What nobody answers gets a problem (RFC
 * 9457), but what the template says itself where an authorizer denies: 401, 403, 404, 405, 413 for
 * a body of more than 1 MiB, 502 where a function failed.
 */
final class HttpFront implements AutoCloseable {
  private static final int BODY_BYTES_MAX = 1_048_576;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HttpFront(HttpServer server) {
    this.server = server;
  }

  /**
   * Takes a port, so that its address can be told to others, and answers nothing yet.
   *
   * @param port 0 for any that is free
   * @throws PortUnavailableException if it is taken, or not for this user to take
   */
  static HttpFront bind(int port) throws PortUnavailableException {
    return new HttpFront(Loopback.bind(port, "--port"));
  }

  /**
   * The same with the port an earlier process had, or any that is free if somebody else took it.
   *
   * @param port 0 if there was none
   */
  static HttpFront bindAgain(int port) throws PortUnavailableException {
    try {
      return bind(port);
    } catch (PortUnavailableException takenMeanwhile) {
      return bind(0);
    }
  }

  /** The port it has. */
  int port() {
    return server.getAddress().getPort();
  }

  /** Where it answers; no path. */
  URI uri() {
    return URI.create("http://" + authority());
  }

  /**
   * The same as a person's browser is told it: a passkey belongs to a name, and an IP address is
   * none (Web Authentication, section 5.1.2).
   */
  URI portal() {
    return URI.create("http://localhost:" + port() + "/");
  }

  /** Host and port, as requests name it. */
  String authority() {
    return "127.0.0.1:" + port();
  }

  /** From now on answers. Called once. */
  void serve(
      List<Route> routes, List<Denial> denials, LocalFunctions functions, InstantSource time) {
    var known = new Routes(routes);
    var denied =
        denials.stream().collect(toMap(Denial::api, one -> Answer.json(one.status(), one.body())));
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer(exchange, known, denied, functions, time).send(exchange);
          }
        });
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static Answer answer(
      HttpExchange exchange,
      Routes routes,
      Map<String, Answer> denied,
      LocalFunctions functions,
      InstantSource time)
      throws IOException {
    URI asked = exchange.getRequestURI();
    return switch (routes.find(exchange.getRequestMethod(), asked.getRawPath())) {
      case Routes.Match.Nothing() -> Answer.problem(404, "Nothing is here.");
      case Routes.Match.OtherMethod() -> Answer.problem(405, "This is not done here.");
      case Routes.Match.Found(var route, var parameters) -> {
        byte[] body = body(exchange);
        yield body.length > BODY_BYTES_MAX
            ? Answer.problem(413, "A request holds at most 1 MiB.")
            : answer(
                new ProxyEvent(
                    route,
                    parameters,
                    asked.getRawPath(),
                    Objects.requireNonNullElse(asked.getRawQuery(), ""),
                    exchange.getRequestHeaders(),
                    body,
                    exchange.getRemoteAddress().getAddress().getHostAddress(),
                    time.instant()),
                denied,
                functions);
      }
    };
  }

  /** At most one byte more than is taken, which tells that there is more. */
  private static byte[] body(HttpExchange exchange) throws IOException {
    try (InputStream sent = exchange.getRequestBody()) {
      return sent.readNBytes(BODY_BYTES_MAX + 1);
    }
  }

  private static Answer answer(
      ProxyEvent event, Map<String, Answer> denied, LocalFunctions functions) {
    try {
      if (event.route().authorizer().isEmpty()) {
        return ask(event, new Permission.Given(JSON.createObjectNode()), functions);
      }
      byte[] said = functions.invoke(event.route().authorizer().get(), event.forAuthorizer());
      return switch (Permission.read(said, event.methodArn())) {
        case Permission.Denied() ->
            denied.getOrDefault(
                event.route().api(), Answer.problem(403, "This is not yours to do."));
        case Permission.Given given -> ask(event, given, functions);
      };
    } catch (RuntimeException failed) {
      // As API Gateway reads it: this message of an authorizer, to the letter, and no other.
      return "Unauthorized".equals(failed.getMessage())
          ? Answer.problem(401, "Sign in first.")
          : Answer.problem(502, "The gateway failed. It is safe to repeat the request.");
    }
  }

  private static Answer ask(
      ProxyEvent event, Permission.Given permission, LocalFunctions functions) {
    return Answer.read(
        functions.invoke(event.route().function(), event.forFunction(permission.context())));
  }

  private record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer problem(int status, String title) {
      byte[] body =
          JsonNodeFactory.instance
              .objectNode()
              .put("type", "about:blank")
              .put("title", title)
              .put("status", status)
              .toString()
              .getBytes(UTF_8);
      return new Answer(status, Map.of("Content-Type", "application/problem+json"), body);
    }

    static Answer json(int status, String body) {
      return new Answer(status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
    }

    static Answer read(byte[] answer) {
      try {
        JsonNode root = JSON.readTree(answer);
        if (!root.path("statusCode").isInt()) {
          throw new IllegalArgumentException("a function's answer has no status");
        }
        String body = root.path("body").asText("");
        return new Answer(
            root.path("statusCode").intValue(),
            JSON.convertValue(
                root.path("headers"),
                JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class)),
            root.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(body)
                : body.getBytes(UTF_8));
      } catch (IOException e) {
        throw new IllegalArgumentException("a function's answer is no JSON", e);
      }
    }

    void send(HttpExchange exchange) throws IOException {
      headers.forEach(exchange.getResponseHeaders()::set);
      // Of the server's two ways to say that no body follows, this one also fits 204.
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
