package uk.firstbell.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import uk.firstbell.local.Loopback.PortUnavailableException;
import uk.firstbell.local.SampleAccounts.Account;
import uk.firstbell.testkit.scene.KeptReport;

/**
 * The local run's own page: what is where, who can sign in, the clock and the mails, and forms to
 * publish a kept report and to let time pass. It is no part of the gateway.
 *
 * <p>Whoever is on this machine may press its buttons, by {@code curl} as well; a page of somebody
 * else's that is open in the same browser may not.
 */
final class ControlDesk implements AutoCloseable {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final LocalTime MORNING = LocalTime.of(8, 0);

  /** A clock that looks for an alert further ahead than this finds none that is waited for. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(120);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<Optional<String>> last = new AtomicReference<>(Optional.empty());

  private ControlDesk(HttpServer server) {
    this.server = server;
  }

  /**
   * Takes a port, and answers nothing yet.
   *
   * @param port 0 for any that is free
   */
  static ControlDesk bind(int port) throws PortUnavailableException {
    return new ControlDesk(Loopback.bind(port, "--desk-port"));
  }

  /** Where it answers. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** From now on answers. Called once. */
  void serve(RunningGateway gateway, Outside outside, List<KeptReport> kept) {
    server.setExecutor(threads);
    Html.serveStyle(server);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer(exchange, gateway, outside, kept).send(exchange);
          }
        });
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private WebAnswer answer(
      HttpExchange exchange, RunningGateway gateway, Outside outside, List<KeptReport> kept)
      throws IOException {
    if (!ours(exchange)) {
      return WebAnswer.text(403, "Only this page's own forms are taken here.");
    }
    return switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "GET /" -> ControlPage.of(gateway, kept, last.get());
      case "POST /publish" -> {
        String wanted = Forms.inBody(exchange).getOrDefault("report", "");
        yield kept.stream()
            .filter(report -> report.name().equals(wanted))
            .findFirst()
            .map(report -> done(publish(report, gateway, outside)))
            .orElseGet(() -> WebAnswer.text(400, "No report of that name is kept."));
      }
      case "POST /time" -> {
        String wanted = Forms.inBody(exchange).getOrDefault("pass", "");
        yield Passing.of(wanted)
            .map(passing -> done(pass(passing, gateway)))
            .orElseGet(() -> WebAnswer.text(400, "Let pass: hour, alert or morning."));
      }
      case "POST /role" -> {
        String wanted = Forms.inBody(exchange).getOrDefault("person", "");
        yield gateway.signIn().accounts().stream()
            .filter(account -> account.id().equals(wanted))
            .findFirst()
            .map(account -> done(turn(account, gateway)))
            .orElseGet(() -> WebAnswer.text(400, "Nobody of that name can sign in."));
      }
      default -> WebAnswer.text(404, "Nothing is here.");
    };
  }

  /**
   * Whether the request was meant for this address and, where a browser says so, comes from a page
   * of it: neither a name that somebody points at this machine nor a form of another site will do.
   */
  private boolean ours(HttpExchange exchange) {
    int port = server.getAddress().getPort();
    Set<String> hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    @Nullable String host = exchange.getRequestHeaders().getFirst("Host");
    @Nullable String origin = exchange.getRequestHeaders().getFirst("Origin");
    return host != null
        && hosts.contains(host)
        && (origin == null || origin.equals("http://" + host));
  }

  private WebAnswer done(String what) {
    last.set(Optional.of(what));
    return WebAnswer.done("/", what + "\n");
  }

  private static String publish(KeptReport report, RunningGateway gateway, Outside outside) {
    Instant now = gateway.clock().instant();
    var answer =
        outside
            .face()
            .publish(
                outside.people().signer(report.keyId()),
                report.bytes(now, "kept-" + UUID.randomUUID()),
                now);
    gateway.inTurn(() -> gateway.pumps().untilIdle());
    return Player.Played.notification(answer)
        .map(id -> "Published as " + id + ".")
        .orElseGet(() -> "Refused: " + Face.said(answer));
  }

  private static String turn(Account account, RunningGateway gateway) {
    return gateway.signIn().roles().turn(account.id())
        ? "At the sign-in " + account.name() + " holds the role again."
        : "At the sign-in " + account.name() + " holds the role no more.";
  }

  /** One at a time: two hands at one clock would both be surprised. */
  private synchronized String pass(Passing passing, RunningGateway gateway) {
    Instant now = gateway.clock().instant();
    String outcome =
        switch (passing) {
          case HOUR -> to(now.plus(Duration.ofHours(1)), gateway);
          case MORNING -> to(nextMorning(now), gateway);
          case ALERT ->
              gateway.advanceToNextMail(now.plus(LONGEST_WAIT))
                  ? "A mail was sent."
                  : "There is no mail to wait for.";
        };
    return outcome + " It is " + Narrator.said(gateway.clock().instant()) + ".";
  }

  private static String to(Instant moment, RunningGateway gateway) {
    gateway.advanceTo(moment);
    return "Time has passed.";
  }

  private static Instant nextMorning(Instant now) {
    ZonedDateTime local = now.atZone(LONDON);
    return local.toLocalDate().plusDays(1).atTime(MORNING).atZone(LONDON).toInstant();
  }

  /** How much time somebody lets pass. */
  private enum Passing {
    HOUR,
    ALERT,
    MORNING;

    static Optional<Passing> of(String wanted) {
      return List.of(values()).stream()
          .filter(passing -> passing.name().toLowerCase(Locale.ROOT).equals(wanted))
          .findFirst();
    }
  }
}
