package uk.firstbell.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.firstbell.local.LocalGateway;
import uk.firstbell.local.Thief;

/**
 * A local run in a process of its own, as {@code infra/local/run --idle} starts it: no scene is
 * played, and whoever tests it knows no more of it than what it tells a person.
 */
final class LocalRun implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile(" {2}(\\S.*?) {2,}(http://\\S+).*");
  private static final String READY = "Ctrl-C stops everything.";
  private static final int STOPS_WITHIN_SECONDS = 30;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path folder;
  private final Map<String, URI> addresses = new TreeMap<>();
  private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

  private LocalRun(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Starts one, and waits until it says where everything is. */
  static LocalRun start() throws IOException {
    Path folder = Files.createTempDirectory("firstbell-browser-");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LocalGateway.class.getName(),
                "--idle",
                "--data",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    var run = new LocalRun(process, folder);
    BufferedReader out = process.inputReader(UTF_8);
    if (!run.introduced(out)) {
      run.close();
      throw new IllegalStateException(
          "the local run did not start:\n" + String.join("\n", run.said));
    }
    Thread.ofVirtual().start(() -> out.lines().forEach(run.said::add));
    return run;
  }

  private boolean introduced(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      Matcher address = ADDRESS.matcher(line);
      if (address.matches()) {
        addresses.put(address.group(1), URI.create(address.group(2)));
      }
      if (line.equals(READY)) {
        return true;
      }
    }
    return false;
  }

  URI portal() {
    return address("portal");
  }

  URI desk() {
    return address("desk");
  }

  URI signIn() {
    return address("sign-in");
  }

  URI http() {
    return address("HTTP face");
  }

  URI endpoint() {
    return address("AWS endpoint");
  }

  private URI address(String of) {
    return Objects.requireNonNull(addresses.get(of), "it says where its " + of + " is");
  }

  /** Everything it told a person so far. */
  String said() {
    return String.join("\n", said);
  }

  /**
   * Everything it told, logged, queued and mailed so far: line by line, as it is kept in its
   * folder, and the mails as the endpoint took them.
   */
  List<Thief.Thing> lines() {
    var lines = new ArrayList<Thief.Thing>();
    for (String kind : List.of("told", "decisions", "nudges")) {
      try (Stream<String> each = Files.lines(folder.resolve(kind + ".log"))) {
        each.forEach(line -> lines.add(new Thief.Thing(kind, line.getBytes(UTF_8))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    URI mails = endpoint().resolve("/_ministack/ses/messages");
    String taken = ask(HttpRequest.newBuilder(mails).build(), BodyHandlers.ofString()).body();
    lines.add(new Thief.Thing("mails", taken.getBytes(UTF_8)));
    return lines;
  }

  /** The certificate of its authority, as anybody may have it. */
  byte[] authority() {
    return ask(
            HttpRequest.newBuilder(portal().resolve("/v1/authority")).build(),
            BodyHandlers.ofByteArray())
        .body();
  }

  /** Has a kept report published; what it was published as. */
  String publishes(String kept) {
    String answer = press("publish", Map.of("report", kept));
    Matcher id = Pattern.compile("Published as (\\S+)\\.\\s*").matcher(answer);
    if (!id.matches()) {
      throw new IllegalStateException("a kept report was not taken: " + answer);
    }
    return id.group(1);
  }

  /** Lets time pass: {@code hour}, {@code alert} or {@code morning}. */
  void passes(String howMuch) {
    press("time", Map.of("pass", howMuch));
  }

  /** Takes somebody's role from them at the sign-in, or gives it back. */
  void turnsRoleOf(String account) {
    press("role", Map.of("person", account));
  }

  private String press(String button, Map<String, String> form) {
    return ask(HttpRequest.newBuilder(desk().resolve(button))
            .POST(BodyPublishers.ofString(encoded(form)))
            .build())
        .body();
  }

  /** What somebody reads who asks for {@code path} with a token of their own, without a browser. */
  String asks(String issuer, String person, String path) {
    String granted =
        ask(HttpRequest.newBuilder(signIn().resolve("/" + issuer + "/token"))
                .POST(
                    BodyPublishers.ofString(
                        encoded(
                            Map.of("grant_type", "urn:firstbell:sample-person", "person", person))))
                .build())
            .body();
    Matcher token = Pattern.compile("\"id_token\":\"([^\"]+)\"").matcher(granted);
    if (!token.find()) {
      throw new IllegalStateException("the sample sign-in knows nobody of that name");
    }
    return ask(HttpRequest.newBuilder(http().resolve(path))
            .header("Authorization", "Bearer " + token.group(1))
            .build())
        .body();
  }

  private HttpResponse<String> ask(HttpRequest request) {
    return ask(request, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> ask(HttpRequest request, BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the local run was asked", e);
    }
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  @Override
  public void close() {
    http.close();
    process.toHandle().destroy();
    if (!stopped()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    forget();
  }

  private boolean stopped() {
    try {
      return process.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Leaves nothing of it behind. */
  private void forget() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
