package uk.firstbell.testkit.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalEndpointTest {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void answers_while_it_is_open_and_leaves_no_process_behind() throws Exception {
    URI uri;
    List<ProcessHandle> family;
    try (var endpoint = LocalEndpoint.start(folder)) {
      uri = endpoint.uri();
      family = ProcessHandle.current().descendants().toList();
      assertThat(uri.getHost()).isEqualTo("127.0.0.1");
      assertThat(accepts(uri)).isTrue();
    }

    assertThat(accepts(uri)).isFalse();
    assertThat(family).isNotEmpty().noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void ends_when_whoever_started_it_is_killed_outright() throws Exception {
    Process starter = starter();
    URI uri = URI.create(firstLine(starter));
    List<ProcessHandle> family = starter.descendants().toList();
    assertThat(accepts(uri)).isTrue();
    assertThat(family).isNotEmpty();

    starter.destroyForcibly().waitFor();

    assertThat(family).allSatisfy(LocalEndpointTest::ends);
    assertThat(accepts(uri)).isFalse();
  }

  @Test
  void ends_when_its_supervisor_is_killed_outright() throws Exception {
    Process starter = starter();
    try {
      URI uri = URI.create(firstLine(starter));
      ProcessHandle supervisor = starter.children().findFirst().orElseThrow();
      List<ProcessHandle> served = supervisor.descendants().toList();
      assertThat(served).isNotEmpty();

      supervisor.destroyForcibly();

      assertThat(served).allSatisfy(LocalEndpointTest::ends);
      assertThat(accepts(uri)).isFalse();
    } finally {
      starter.destroyForcibly().waitFor();
    }
  }

  @Test
  void uses_an_endpoint_that_is_named_and_neither_starts_nor_stops_one() {
    long before = ProcessHandle.current().descendants().count();
    System.setProperty(LocalEndpoint.ELSEWHERE, "http://127.0.0.1:4571");
    try (var endpoint = LocalEndpoint.start()) {
      assertThat(endpoint.uri()).isEqualTo(URI.create("http://127.0.0.1:4571"));
      assertThat(ProcessHandle.current().descendants().count()).isEqualTo(before);
    } finally {
      System.clearProperty(LocalEndpoint.ELSEWHERE);
    }
  }

  @Test
  void leaves_no_file_behind_that_was_not_asked_for() {
    Path temporary;
    try (var endpoint = LocalEndpoint.start()) {
      assertThat(endpoint.uri().getPort()).isPositive();
      temporary = folderOf(ProcessHandle.current().children().findFirst().orElseThrow());
      assertThat(temporary).isDirectory();
    }

    assertThat(temporary).doesNotExist();
  }

  @Test
  void removes_the_folder_of_a_process_that_is_gone_and_of_no_other() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path abandoned = Files.createTempDirectory("firstbell-endpoint-" + gone.pid() + "-");
    Files.writeString(abandoned.resolve("endpoint.log"), "left behind");
    Path ours =
        Files.createTempDirectory("firstbell-endpoint-" + ProcessHandle.current().pid() + "-");

    LocalEndpoint.start().close();

    assertThat(abandoned).doesNotExist();
    assertThat(ours).isDirectory();
    Files.delete(ours);
  }

  @Test
  void begins_with_what_was_held_in_its_folder_before_whoever_started_it_was_killed_outright()
      throws Exception {
    Process starter = starter();
    URI uri = URI.create(firstLine(starter));
    assertThat(queues(uri, "Action=CreateQueue&QueueName=kept")).contains("kept");

    starter.destroyForcibly().waitFor();

    try (var endpoint = LocalEndpoint.start(folder)) {
      assertThat(queues(endpoint.uri(), "Action=ListQueues")).contains("kept");
      assertThat(endpoint.earlierMails()).hasSize(1);
    }
    try (var another = LocalEndpoint.start()) {
      assertThat(queues(another.uri(), "Action=ListQueues")).doesNotContain("kept");
    }
  }

  @Test
  void refuses_a_folder_whose_endpoint_was_killed_before_it_wrote_down_what_it_held() {
    try (var endpoint = LocalEndpoint.start(folder)) {
      assertThat(endpoint.started()).isTrue();
      ProcessHandle supervisor = ProcessHandle.current().children().findFirst().orElseThrow();
      ProcessHandle served = supervisor.children().findFirst().orElseThrow();
      assertThat(served.destroyForcibly()).isTrue();
      supervisor.onExit().join();
    }

    assertThatThrownBy(() -> LocalEndpoint.start(folder))
        .isInstanceOf(LocalEndpoint.KeptNothingException.class);
    assertThat(folder.resolve("unwritten").toFile().delete()).isTrue();
    LocalEndpoint.start(folder).close();
  }

  private static String queues(URI uri, String asked) throws Exception {
    var request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(asked + "&Version=2012-11-05"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  /** The last argument of a supervisor. */
  private static Path folderOf(ProcessHandle supervisor) {
    return Path.of(List.of(supervisor.info().arguments().orElseThrow()).getLast());
  }

  /** A Java process that starts an endpoint, prints where, and waits. */
  private Process starter() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Starter.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static final class Starter {
    private Starter() {}

    @SuppressWarnings("resource") // Left open: this process is killed.
    public static void main(String[] folder) throws InterruptedException {
      URI uri = LocalEndpoint.start(Path.of(folder[0])).uri();
      new PrintStream(System.out, true, StandardCharsets.UTF_8).println(uri);
      Thread.sleep(Duration.ofMinutes(5));
    }
  }

  private static String firstLine(Process starter) throws IOException {
    String line = starter.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(line).startsWith("http://127.0.0.1:");
    return line;
  }

  private static void ends(ProcessHandle process) throws Exception {
    process.onExit().get(GONE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean accepts(URI uri) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 1_000);
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }
}
