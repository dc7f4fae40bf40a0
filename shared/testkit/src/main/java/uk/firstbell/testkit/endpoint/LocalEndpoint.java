package uk.firstbell.testkit.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An AWS endpoint on this machine's loopback: a child process for as long as this object is open,
 * or, where {@value #ELSEWHERE} names one, an endpoint somebody else looks after.
 *
 * <p>The child ends with this process however it ends, for it watches the other end of a pipe. What
 * it shows and what must never be concluded from it is in the README.md of its {@link Product}.
 */
public final class LocalEndpoint implements AutoCloseable {
  /**
   * Environment variable, or system property, with the URI of an endpoint to use instead of
   * starting one.
   */
  public static final String ELSEWHERE = "FIRSTBELL_AWS_ENDPOINT";

  /** Of temporary folders; the process id of their owner follows. */
  private static final String FOLDER = "firstbell-endpoint-";

  private static final Pattern OWNED = Pattern.compile(FOLDER + "([0-9]{1,18})-.*");

  /** Where, in a folder of its own, it keeps the mails it took: a file for each time it ran. */
  private static final String MAILS = "mails";

  /** As {@code endpoint.py} says that it did not get to write down what it held. */
  private static final int KEPT_NOTHING = 3;

  private static final Duration START_LONGEST = Duration.ofSeconds(60);
  private static final Duration STOP_LONGEST = Duration.ofSeconds(30);
  private static final int STARTS_MAX = 3;

  private final URI uri;
  private final @Nullable Process supervisor;
  private final List<byte[]> earlierMails;
  private @Nullable Path disposable;

  /** What an endpoint held is lost: it was itself killed, and did not get to write it down. */
  public static final class KeptNothingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeptNothingException() {
      super("The endpoint of this folder was killed before it wrote down what it held.");
    }
  }

  /** Somebody else's. */
  private LocalEndpoint(URI uri) {
    this(uri, null, List.of());
  }

  private LocalEndpoint(URI uri, @Nullable Process supervisor, List<byte[]> earlierMails) {
    this.uri = uri;
    this.supervisor = supervisor;
    this.earlierMails = earlierMails;
  }

  /**
   * Starts ministack with files of its own in a temporary folder, which is gone once it is closed.
   * Folders of processes that ended without closing theirs are removed.
   *
   * @throws IllegalStateException if its environment is not ready, which {@code infra/verify}
   *     repairs, or if it does not answer within 60 seconds
   */
  public static LocalEndpoint start() {
    return start(Product.MINISTACK, Map.of());
  }

  /**
   * The same with another product.
   *
   * @param told environment variables that it has beside this process's own
   */
  public static LocalEndpoint start(Product product, Map<String, String> told) {
    return elsewhere()
        .map(LocalEndpoint::new)
        .orElseGet(() -> startInTemporaryFolder(product, told));
  }

  /**
   * Starts ministack with its files in {@code folder}, where they stay: it begins with what the
   * endpoint before it held there, except for what streams held, and when it ends, with this
   * process or before, it writes down what it holds. Waits for the one before it if that is still
   * ending.
   *
   * @throws KeptNothingException if the endpoint before it was itself killed
   */
  public static LocalEndpoint start(Path folder) {
    return elsewhere()
        .map(LocalEndpoint::new)
        .orElseGet(() -> startIn(folder, Product.MINISTACK, Map.of(), List.of("keep")));
  }

  /** Where it answers; no path. */
  public URI uri() {
    return uri;
  }

  /** Whether this object started it, and it is not somebody else's. */
  public boolean started() {
    return supervisor != null;
  }

  /** The mails that endpoints in the same folder took before, each as its window showed them. */
  public List<byte[]> earlierMails() {
    return earlierMails.stream().map(byte[]::clone).toList();
  }

  /** Stops the endpoint if this object started it, and waits until it is gone. */
  @Override
  public void close() {
    if (supervisor != null) {
      stop(supervisor);
    }
    if (disposable != null) {
      delete(disposable);
      disposable = null;
    }
  }

  /** The endpoint that is named, if one is: it is used, and none is started. */
  public static Optional<URI> elsewhere() {
    return Stream.of(System.getProperty(ELSEWHERE), System.getenv(ELSEWHERE))
        .filter(named -> named != null && !named.isBlank())
        .findFirst()
        .map(URI::create);
  }

  private static LocalEndpoint startInTemporaryFolder(Product product, Map<String, String> told) {
    Path folder;
    try {
      removeAbandoned(Path.of(System.getProperty("java.io.tmpdir")));
      folder = Files.createTempDirectory(FOLDER + ProcessHandle.current().pid() + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean started = false;
    try {
      LocalEndpoint endpoint = startIn(folder, product, told, List.of());
      endpoint.disposable = folder;
      started = true;
      return endpoint;
    } finally {
      if (!started) {
        delete(folder);
      }
    }
  }

  /** A process that was killed outright left its folder behind: whoever comes next tidies up. */
  private static void removeAbandoned(Path temporary) throws IOException {
    try (var folders = Files.newDirectoryStream(temporary, FOLDER + "*")) {
      for (Path folder : folders) {
        Matcher name = OWNED.matcher(String.valueOf(folder.getFileName()));
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          try {
            delete(folder);
          } catch (UncheckedIOException anotherUsersOrStillWrittenTo) {
            // No reason not to start; a later start tries again.
          }
        }
      }
    }
  }

  private static LocalEndpoint startIn(
      Path folder, Product product, Map<String, String> told, List<String> asked) {
    Path root = repositoryRoot();
    Path python = product.environment(root).resolve("bin").resolve("python");
    Path script = product.script(root);
    for (int start = 1; start <= STARTS_MAX; start++) {
      int port = freePort();
      var command =
          new ArrayList<>(
              List.of(
                  python.toString(), script.toString(), Integer.toString(port), folder.toString()));
      command.addAll(asked);
      var process = new ProcessBuilder(command);
      process.environment().putAll(told);
      Optional<LocalEndpoint> started =
          tryStart(process, URI.create("http://127.0.0.1:" + port), product, folder);
      if (started.isPresent()) {
        return started.get();
      }
    }
    throw new IllegalStateException(
        "The local endpoint ends by itself each time; endpoint.log in its folder says why.");
  }

  /** Empty if the endpoint ended at once, as it does when another process took the port first. */
  private static Optional<LocalEndpoint> tryStart(
      ProcessBuilder command, URI uri, Product product, Path folder) {
    Process supervisor = run(command);
    boolean answers = false;
    try {
      answers = waitUntilItAnswers(uri.resolve(product.health()), supervisor);
      if (!answers && supervisor.exitValue() == KEPT_NOTHING) {
        throw new KeptNothingException();
      }
      return answers
          ? Optional.of(new LocalEndpoint(uri, supervisor, mailsIn(folder)))
          : Optional.empty();
    } finally {
      if (!answers) {
        stop(supervisor);
      }
    }
  }

  private static List<byte[]> mailsIn(Path folder) {
    Path mails = folder.resolve(MAILS);
    if (!Files.isDirectory(mails)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(mails)) {
      var inOrder = new ArrayList<byte[]>();
      for (Path file : files.sorted().toList()) {
        inOrder.add(Files.readAllBytes(file));
      }
      return List.copyOf(inOrder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process run(ProcessBuilder command) {
    try {
      return command
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean waitUntilItAnswers(URI health, Process supervisor) {
    var question = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
    try (var http = HttpClient.newHttpClient()) {
      long patience = START_LONGEST.toNanos();
      long begun = System.nanoTime();
      while (supervisor.isAlive()) {
        if (answers(http, question)) {
          return true;
        }
        if (System.nanoTime() - begun > patience) {
          throw new IllegalStateException("The local endpoint did not answer within 60 seconds.");
        }
        Thread.sleep(20);
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the local endpoint started.", e);
    }
  }

  private static boolean answers(HttpClient http, HttpRequest question)
      throws InterruptedException {
    try {
      return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void stop(Process supervisor) {
    try {
      supervisor.getOutputStream().close();
    } catch (IOException alreadyGone) {
      // Closing the pipe asks it to end; if the pipe is broken it has.
    }
    try {
      if (!supervisor.waitFor(STOP_LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        supervisor.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      supervisor.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tests run in their module's folder and commands anywhere inside: the way up leads there. */
  private static Path repositoryRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(Product.MINISTACK.lock(folder))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("The local endpoint is started inside the repository.");
      }
      folder = parent;
    }
    return folder;
  }
}
