package uk.firstbell.functions.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A sign-in provider on loopback that answers what it is told to, and keeps what it was sent. */
final class Provider implements AutoCloseable {
  private static final Told CLIENT_REFUSED = new Told(401, "{\"error\":\"invalid_client\"}");

  private record Told(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Told> answers = new ConcurrentHashMap<>();
  private final Map<String, String> wanted = new ConcurrentHashMap<>();
  private final List<String> forms = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();

  private Provider(HttpServer server) {
    this.server = server;
  }

  /** One whose issuer {@code /schools} is in order and knows no code. */
  static Provider start() {
    try {
      var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
      var provider = new Provider(HttpServer.create(address, 0));
      provider.server.createContext("/", provider::answer);
      provider.server.start();
      provider.discovered(provider.issuer(), provider.issuer() + "/token");
      provider.tells("/schools/token", 400, "{\"error\":\"invalid_grant\"}");
      return provider;
    } catch (IOException unbound) {
      throw new UncheckedIOException("no loopback port is free", unbound);
    }
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/schools";
  }

  void discovered(String issuer, String token) {
    discovered(issuer, token, "");
  }

  /** One that takes these ways for a client to prove itself, as JSON writes them in a list. */
  void taking(String methods) {
    discovered(
        issuer(),
        issuer() + "/token",
        ",\"token_endpoint_auth_methods_supported\":[" + methods + "]");
  }

  private void discovered(String issuer, String token, String more) {
    tells(
        "/schools/.well-known/openid-configuration",
        200,
        """
        {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s"%s}\
        """
            .formatted(issuer, issuer(), token, more));
  }

  URI roles() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/roles");
  }

  /** What it was sent of that scheme, as {@code Basic}, in the order in which it was. */
  List<String> sentBy(String scheme) {
    return authorizations.stream()
        .filter(sent -> sent.startsWith(scheme + " "))
        .map(sent -> sent.substring(scheme.length() + 1))
        .toList();
  }

  void tells(String path, int status, String body) {
    answers.put(path, new Told(status, body));
  }

  /** From now on whoever asks there must be that client, by HTTP Basic. */
  void wants(String path, String client, String secret) {
    wanted.put(
        path,
        "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(UTF_8)));
  }

  /** The forms it was sent, as they were sent. */
  List<String> forms() {
    return List.copyOf(forms);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      if (sent.length > 0) {
        forms.add(new String(sent, UTF_8));
      }
      var authorization =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
      authorization.ifPresent(authorizations::add);
      String path = exchange.getRequestURI().getPath();
      boolean known =
          !wanted.containsKey(path) || wanted.get(path).equals(authorization.orElse(""));
      Told told = known ? answers.getOrDefault(path, new Told(404, "{}")) : CLIENT_REFUSED;
      byte[] body = told.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(told.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
