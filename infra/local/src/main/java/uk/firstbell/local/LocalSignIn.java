package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.local.SampleAccounts.Account;
import uk.firstbell.wire.directory.IssuerEndpoint;

/**
 * An OpenID Connect provider for the sample borough, on loopback: one issuer for schools, shaped as
 * DfE Sign-in is, and one for agencies. Whoever can reach it may be anybody in the borough, which
 * is the point of it; the people are invented and its keys are of one run. Why not a library:
 * {@code infra/decisions/0006}.
 *
 * <p>Each issuer has a discovery document, a key set, the authorization code flow with PKCE (a page
 * to choose an account on), redeemed only by a client that proves itself, and for use without a
 * browser a grant of its own: {@code grant_type=urn:firstbell:sample-person&person=larkfield-dsl}.
 */
final class LocalSignIn implements AutoCloseable {
  /** How long a token is good for: long enough for one sitting. */
  static final Duration TOKEN_LIFE = Duration.ofMinutes(30);

  static final String SAMPLE_GRANT = "urn:firstbell:sample-person";

  static final String AUDIENCE = "firstbell";

  /** As the sample borough calls its issuers. */
  private static final String SCHOOLS = "sample-schools";

  private static final List<String> NAMES = List.of(SCHOOLS, "sample-agencies");

  /** A code is only ever handed to something on this machine. */
  private static final Pattern LOOPBACK =
      Pattern.compile("http://(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?(/\\S*)?");

  private final HttpServer server;
  private final Duration tokenLife;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Codes codes = new Codes();
  private final Map<String, SampleTokens> issuers = new TreeMap<>();
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final SampleRoles roles;

  private LocalSignIn(
      HttpServer server, InstantSource time, Duration tokenLife, Map<String, String> keys) {
    this.server = server;
    this.tokenLife = tokenLife;
    this.roles = new SampleRoles(AUDIENCE, time);
    for (String name : NAMES) {
      issuers.put(
          issuer(name),
          new SampleTokens(
              issuer(name), AUDIENCE, time, tokenLife, Optional.ofNullable(keys.get(name))));
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

  /** Starts on any free port; its tokens are dated by {@code time}. */
  static LocalSignIn start(InstantSource time) {
    return start(time, TOKEN_LIFE, Identity.NEW);
  }

  /**
   * The same as an earlier process was, so that tokens of its issuers stay good; with another port,
   * and so with other issuers, if somebody else took that one meanwhile.
   *
   * @param tokenLife how long each token is good for
   */
  static LocalSignIn start(InstantSource time, Duration tokenLife, Identity earlier) {
    try {
      var started =
          new LocalSignIn(Loopback.bindAgain(earlier.port()), time, tokenLife, earlier.keys());
      started.server.setExecutor(started.threads);
      Html.serveStyle(started.server);
      NAMES.forEach(name -> started.serve(started.issuer(name)));
      started.server.createContext("/services/", started::answerRoles);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * By which whoever redeems codes proves to an issuer that it is the portal. It is none, for
   * everybody has this source, and of characters that have to be encoded on their way.
   */
  static String clientSecret(String issuer) {
    return "no secret: " + URI.create(issuer).getPath() + " + 100 %";
  }

  /** What the portal is told to prove itself by, as Secrets Manager keeps it: JSON. */
  String secrets() {
    ObjectNode secrets = JsonNodeFactory.instance.objectNode().put("roleApi", SampleRoles.SECRET);
    issuers.keySet().forEach(issuer -> secrets.put(issuer, clientSecret(issuer)));
    return secrets.toString();
  }

  /** For {@link #start(InstantSource, Duration, Identity)}. */
  Identity identity() {
    var keys = new TreeMap<String, String>();
    NAMES.forEach(name -> keys.put(name, tokens(issuer(name)).key()));
    return new Identity(server.getAddress().getPort(), keys);
  }

  /** Which of its accounts hold the role that lets them use Firstbell. */
  SampleRoles roles() {
    return roles;
  }

  /** Where a portal asks for them, as its setting writes it. */
  String roleSetting() {
    return String.join(
        " ", issuer(SCHOOLS), uri().toString(), SampleRoles.SERVICE, SampleRoles.CODE);
  }

  private void answerRoles(HttpExchange exchange) throws IOException {
    try (exchange) {
      roles
          .answer(
              exchange.getRequestHeaders().getFirst("Authorization"),
              exchange.getRequestURI().getPath(),
              accounts())
          .send(exchange);
    }
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

  /** From now on these accounts are there. */
  void open(List<Account> opened) {
    opened.forEach(account -> accounts.put(account.id(), account));
  }

  /** Every account, in the order of their ids. */
  List<Account> accounts() {
    return accounts.values().stream().sorted(Comparator.comparing(Account::id)).toList();
  }

  /**
   * A token that is dated by the virtual clock.
   *
   * @throws IllegalArgumentException if there is no account of that id
   */
  String tokenFor(PersonId person) {
    return token(person.value(), Optional.empty())
        .orElseThrow(() -> new IllegalArgumentException("nobody of that id can sign in"));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The identifier of the issuer that the directory's files call by that name. */
  String issuer(String name) {
    return uri() + "/" + name;
  }

  private Optional<String> token(String id, Optional<String> nonce) {
    return Optional.ofNullable(accounts.get(id))
        .map(account ->
            tokens(account.issuer())
                .token(
                    account.subject(), account.organisation(), account.organisationName(), nonce));
  }

  private void serve(String issuer) {
    String root = URI.create(issuer).getPath();
    server.createContext(
        root,
        exchange -> {
          try (exchange) {
            String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            WebAnswer answer =
                switch (asked.replaceFirst(Pattern.quote(root), "")) {
                  case "GET /.well-known/openid-configuration" -> discovery(issuer);
                  case "GET /jwks" -> WebAnswer.json(200, tokens(issuer).keys());
                  case "GET /authorize" -> authorize(issuer, Forms.inQuery(exchange));
                  case "POST /token" -> token(issuer, exchange);
                  default -> WebAnswer.text(404, "Nothing is here.");
                };
            answer.send(exchange);
          }
        });
  }

  /** OpenID Connect Discovery 1.0, section 3. */
  private static WebAnswer discovery(String issuer) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .put("issuer", issuer)
        .put("authorization_endpoint", issuer + "/authorize")
        .put("token_endpoint", issuer + "/token")
        .put("jwks_uri", issuer + "/jwks")
        .put("authorization_response_iss_parameter_supported", true);
    document.putArray("response_types_supported").add("code");
    document.putArray("response_modes_supported").add("query");
    document.putArray("subject_types_supported").add("public");
    document.putArray("id_token_signing_alg_values_supported").add("RS256");
    document.putArray("code_challenge_methods_supported").add("S256");
    document.putArray("grant_types_supported").add("authorization_code").add(SAMPLE_GRANT);
    document
        .putArray("token_endpoint_auth_methods_supported")
        .add("client_secret_basic")
        .add("client_secret_post");
    document
        .putArray("scopes_supported")
        .add("openid")
        .add("email")
        .add("profile")
        .add("organisation");
    document.put("claims_parameter_supported", false);
    ArrayNode claims = document.putArray("claims_supported");
    List.of("iss", "sub", "aud", "iat", "exp", "auth_time", "nonce", "organisation")
        .forEach(claims::add);
    return WebAnswer.json(200, document.toString());
  }

  private SampleTokens tokens(String issuer) {
    SampleTokens tokens = issuers.get(issuer);
    if (tokens == null) {
      throw new IllegalStateException("every issuer served has a key");
    }
    return tokens;
  }

  /** A page of people; whoever is chosen is whom the code then stands for. */
  private WebAnswer authorize(String issuer, Map<String, String> asked) {
    String redirect = asked.getOrDefault("redirect_uri", "");
    String challenge = asked.getOrDefault("code_challenge", "");
    boolean understood =
        asked.getOrDefault("response_type", "").equals("code")
            && asked.getOrDefault("client_id", "").equals(AUDIENCE)
            && asked.getOrDefault("code_challenge_method", "").equals("S256")
            && !challenge.isEmpty()
            && LOOPBACK.matcher(redirect).matches();
    if (!understood) {
      return WebAnswer.text(
          400, "Ask for a code, as client firstbell, with S256, and a redirect on this machine.");
    }
    String chosen = asked.get("person");
    if (chosen == null) {
      return SignInPage.of(choices(issuer), asked);
    }
    if (choices(issuer).stream().noneMatch(account -> account.id().equals(chosen))) {
      return WebAnswer.text(400, "Choose a person of the list.");
    }
    String code =
        codes.issue(
            new Codes.Grant(chosen, redirect, challenge, Optional.ofNullable(asked.get("nonce"))));
    var back = new TreeMap<>(Map.of("code", code, "iss", issuer));
    Optional.ofNullable(asked.get("state")).ifPresent(state -> back.put("state", state));
    return WebAnswer.redirect(
        redirect + (redirect.contains("?") ? "&" : "?") + Forms.encoded(back));
  }

  private List<Account> choices(String issuer) {
    return accounts().stream().filter(account -> account.issuer().equals(issuer)).toList();
  }

  /** RFC 6749, sections 2.3, 4.1.3, 4.5 and 5. */
  private WebAnswer token(String issuer, HttpExchange exchange) throws IOException {
    Map<String, String> asked = Forms.inBody(exchange);
    Optional<String> basic =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    return switch (asked.getOrDefault("grant_type", "")) {
      // A code is only for the portal, whoever else has seen it and its verifier.
      case "authorization_code" ->
          isPortal(issuer, basic, asked)
              ? answer(redeemed(issuer, asked))
              : WebAnswer.json(401, "{\"error\":\"invalid_client\"}");
      case SAMPLE_GRANT ->
          answer(
              Optional.of(asked.getOrDefault("person", ""))
                  .filter(id -> vouchesFor(issuer, id))
                  .flatMap(id -> token(id, Optional.empty())));
      default -> answer(Optional.empty());
    };
  }

  private Optional<String> redeemed(String issuer, Map<String, String> asked) {
    return codes
        .redeem(
            asked.getOrDefault("code", ""),
            asked.getOrDefault("redirect_uri", ""),
            asked.getOrDefault("code_verifier", ""))
        .filter(grant -> vouchesFor(issuer, grant.account()))
        .flatMap(grant -> token(grant.account(), grant.nonce()));
  }

  private WebAnswer answer(Optional<String> token) {
    return token
        .map(this::granted)
        .orElseGet(() -> WebAnswer.json(400, "{\"error\":\"invalid_grant\"}"));
  }

  /** Either way of section 2.3.1, and not both at once. */
  private static boolean isPortal(
      String issuer, Optional<String> basic, Map<String, String> asked) {
    String secret = clientSecret(issuer);
    return basic
        .map(
            header -> header.equals(basic(AUDIENCE, secret)) && !asked.containsKey("client_secret"))
        .orElseGet(() ->
            asked.getOrDefault("client_id", "").equals(AUDIENCE)
                && asked.getOrDefault("client_secret", "").equals(secret));
  }

  /** How a client proves itself by HTTP Basic: both encoded as in a form first. */
  static String basic(String client, String secret) {
    byte[] pair =
        (URLEncoder.encode(client, UTF_8) + ":" + URLEncoder.encode(secret, UTF_8)).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private boolean vouchesFor(String issuer, String id) {
    return choices(issuer).stream().anyMatch(account -> account.id().equals(id));
  }

  private WebAnswer granted(String token) {
    return WebAnswer.json(
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("token_type", "Bearer")
            .put("expires_in", tokenLife.toSeconds())
            .put("access_token", token)
            .put("id_token", token)
            .toString());
  }
}
