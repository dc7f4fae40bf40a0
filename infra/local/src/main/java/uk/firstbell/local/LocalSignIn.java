package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.wire.directory.IssuerEndpoint;

/**
 * An OpenID Connect provider for the sample borough, on loopback: one issuer for schools, one for
 * agencies. Whoever can reach it may be anybody in the borough, which is the point of it; the
 * people are invented and its keys are of one run. Why not a library: {@code infra/decisions/0006}.
 *
 * <p>Each issuer has a discovery document, a key set, the authorization code flow with PKCE (a page
 * to choose a person on), and for use without a browser a grant of its own: {@code
 * grant_type=urn:firstbell:sample-person&person=larkfield-dsl}.
 */
final class LocalSignIn implements AutoCloseable {
  static final String SAMPLE_GRANT = "urn:firstbell:sample-person";

  static final String AUDIENCE = "firstbell";

  /** As the sample borough calls its issuers. */
  private static final List<String> NAMES = List.of("sample-schools", "sample-agencies");

  private static final int FORM_BYTES_MAX = 16_384;

  /** A code is only ever handed to something on this machine. */
  private static final Pattern LOOPBACK =
      Pattern.compile("http://(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?(/\\S*)?");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Codes codes = new Codes();
  private final Map<String, SampleTokens> issuers = new TreeMap<>();
  private final Map<PersonId, Enrolled> people = new ConcurrentHashMap<>();

  private LocalSignIn(HttpServer server, InstantSource time, Map<String, String> keys) {
    this.server = server;
    for (String name : NAMES) {
      issuers.put(
          issuer(name),
          new SampleTokens(issuer(name), AUDIENCE, time, Optional.ofNullable(keys.get(name))));
    }
  }

  /**
   * What a provider keeps when it goes on in another process.
   *
   * @param port 0 for any that is free
   * @param keys of issuers, by the names the directory's files use; of one left out a new one
   */
  record Identity(int port, Map<String, String> keys) {
    static final Identity NEW = new Identity(0, Map.of());

    Identity {
      keys = Map.copyOf(keys);
    }
  }

  private record Enrolled(Person person, SignIn signIn) {}

  /** Starts on any free port; its tokens are dated by {@code time}. */
  static LocalSignIn start(InstantSource time) {
    return start(time, Identity.NEW);
  }

  /**
   * The same as an earlier process was, so that tokens of its issuers stay good; with another port,
   * and so with other issuers, if somebody else took that one meanwhile.
   */
  static LocalSignIn start(InstantSource time, Identity earlier) {
    try {
      var started = new LocalSignIn(bound(earlier.port()), time, earlier.keys());
      started.server.setExecutor(started.threads);
      NAMES.forEach(name -> started.serve(started.issuer(name)));
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer bound(int port) throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try {
      return HttpServer.create(new InetSocketAddress(loopback, port), 0);
    } catch (BindException takenMeanwhile) {
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }

  /** For {@link #start(InstantSource, Identity)}. */
  Identity identity() {
    var keys = new TreeMap<String, String>();
    NAMES.forEach(name -> keys.put(name, tokens(issuer(name)).key()));
    return new Identity(server.getAddress().getPort(), keys);
  }

  /** Where it answers; no path. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Its issuers by the names the directory's files use. */
  Map<String, IssuerEndpoint> issuers() {
    var endpoints = new TreeMap<String, IssuerEndpoint>();
    NAMES.forEach(name ->
        endpoints.put(name, new IssuerEndpoint(issuer(name), URI.create(issuer(name) + "/jwks"))));
    return endpoints;
  }

  /** From now on the people in {@code book} can sign in, where one of these issuers knows them. */
  void enrol(DirectoryBook book) {
    for (Person person : book.people()) {
      book.signIns().stream()
          .filter(signIn -> signIn.person().equals(person.id()))
          .filter(signIn -> issuers.containsKey(signIn.issuer()))
          .findFirst()
          .ifPresent(signIn -> people.put(person.id(), new Enrolled(person, signIn)));
    }
  }

  /**
   * A token for the next hour of virtual time.
   *
   * @throws IllegalArgumentException if nobody of that id was enrolled
   */
  String tokenFor(PersonId person) {
    return token(person, Optional.empty())
        .orElseThrow(() -> new IllegalArgumentException("nobody of that id can sign in"));
  }

  /** The issuer that vouches for a person. */
  Optional<String> issuerOf(PersonId person) {
    return Optional.ofNullable(people.get(person)).map(enrolled -> enrolled.signIn().issuer());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private String issuer(String name) {
    return uri() + "/" + name;
  }

  private Optional<String> token(PersonId person, Optional<String> nonce) {
    return Optional.ofNullable(people.get(person))
        .flatMap(enrolled ->
            Optional.ofNullable(issuers.get(enrolled.signIn().issuer()))
                .map(tokens ->
                    tokens.token(
                        enrolled.signIn().subject(), enrolled.person().organisation(), nonce)));
  }

  private void serve(String issuer) {
    String root = URI.create(issuer).getPath();
    server.createContext(
        root,
        exchange -> {
          try (exchange) {
            String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            Answer answer =
                switch (asked.replaceFirst(Pattern.quote(root), "")) {
                  case "GET /.well-known/openid-configuration" -> discovery(issuer);
                  case "GET /jwks" -> Answer.json(tokens(issuer).keys());
                  case "GET /authorize" -> authorize(issuer, query(exchange));
                  case "POST /token" -> token(issuer, form(exchange));
                  default -> Answer.text(404, "Nothing is here.");
                };
            answer.send(exchange);
          }
        });
  }

  /** OpenID Connect Discovery 1.0, section 3. */
  private static Answer discovery(String issuer) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .put("issuer", issuer)
        .put("authorization_endpoint", issuer + "/authorize")
        .put("token_endpoint", issuer + "/token")
        .put("jwks_uri", issuer + "/jwks");
    document.putArray("response_types_supported").add("code");
    document.putArray("subject_types_supported").add("public");
    document.putArray("id_token_signing_alg_values_supported").add("RS256");
    document.putArray("code_challenge_methods_supported").add("S256");
    document.putArray("grant_types_supported").add("authorization_code").add(SAMPLE_GRANT);
    document.putArray("token_endpoint_auth_methods_supported").add("none");
    document.putArray("scopes_supported").add("openid");
    return Answer.json(document.toString());
  }

  private SampleTokens tokens(String issuer) {
    SampleTokens tokens = issuers.get(issuer);
    if (tokens == null) {
      throw new IllegalStateException("every issuer served has a key");
    }
    return tokens;
  }

  /** A page of people; whoever is chosen is whom the code then stands for. */
  private Answer authorize(String issuer, Map<String, String> asked) {
    String redirect = asked.getOrDefault("redirect_uri", "");
    String challenge = asked.getOrDefault("code_challenge", "");
    boolean understood =
        asked.getOrDefault("response_type", "").equals("code")
            && asked.getOrDefault("client_id", "").equals(AUDIENCE)
            && asked.getOrDefault("code_challenge_method", "").equals("S256")
            && !challenge.isEmpty()
            && LOOPBACK.matcher(redirect).matches();
    if (!understood) {
      return Answer.text(
          400, "Ask for a code, as client firstbell, with S256, and a redirect on this machine.");
    }
    String chosen = asked.get("person");
    if (chosen == null) {
      return SignInPage.of(choices(issuer), asked);
    }
    if (choices(issuer).stream().noneMatch(person -> person.id().value().equals(chosen))) {
      return Answer.text(400, "Choose a person of the list.");
    }
    String code =
        codes.issue(
            new Codes.Grant(
                new PersonId(chosen),
                redirect,
                challenge,
                Optional.ofNullable(asked.get("nonce"))));
    var back = new TreeMap<>(Map.of("code", code, "iss", issuer));
    Optional.ofNullable(asked.get("state")).ifPresent(state -> back.put("state", state));
    return Answer.redirect(redirect + (redirect.contains("?") ? "&" : "?") + encoded(back));
  }

  private List<Person> choices(String issuer) {
    return people.values().stream()
        .filter(enrolled -> enrolled.signIn().issuer().equals(issuer))
        .map(Enrolled::person)
        .sorted(Comparator.comparing(person -> person.id().value()))
        .toList();
  }

  /** RFC 6749, sections 4.1.3, 4.5 and 5. */
  private Answer token(String issuer, Map<String, String> asked) {
    Optional<String> token =
        switch (asked.getOrDefault("grant_type", "")) {
          case "authorization_code" ->
              codes
                  .redeem(
                      asked.getOrDefault("code", ""),
                      asked.getOrDefault("redirect_uri", ""),
                      asked.getOrDefault("code_verifier", ""))
                  .filter(grant -> vouchesFor(issuer, grant.person()))
                  .flatMap(grant -> token(grant.person(), grant.nonce()));
          case SAMPLE_GRANT ->
              choices(issuer).stream()
                  .map(Person::id)
                  .filter(id -> id.value().equals(asked.getOrDefault("person", "")))
                  .findFirst()
                  .flatMap(id -> token(id, Optional.empty()));
          default -> Optional.empty();
        };
    return token.map(LocalSignIn::granted).orElseGet(LocalSignIn::notGranted);
  }

  private boolean vouchesFor(String issuer, PersonId person) {
    return issuerOf(person).equals(Optional.of(issuer));
  }

  private static Answer granted(String token) {
    return Answer.json(
        JsonNodeFactory.instance
            .objectNode()
            .put("token_type", "Bearer")
            .put("expires_in", SampleTokens.LIFE.toSeconds())
            .put("access_token", token)
            .put("id_token", token)
            .toString());
  }

  private static Answer notGranted() {
    return new Answer(
        400,
        Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
        "{\"error\":\"invalid_grant\"}".getBytes(UTF_8));
  }

  private static Map<String, String> query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null ? Map.of() : decoded(query);
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    try (InputStream sent = exchange.getRequestBody()) {
      return decoded(new String(sent.readNBytes(FORM_BYTES_MAX), UTF_8));
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

  /** What is sent back. */
  record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer json(String json) {
      return new Answer(
          200,
          Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
          json.getBytes(UTF_8));
    }

    static Answer text(int status, String text) {
      return new Answer(
          status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(UTF_8));
    }

    static Answer redirect(String to) {
      return new Answer(302, Map.of("Location", to), new byte[0]);
    }

    private void send(HttpExchange exchange) throws IOException {
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
