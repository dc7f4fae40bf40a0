package uk.firstbell.local;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.firstbell.aws.AwsClients;
import uk.firstbell.aws.DynamoStory;
import uk.firstbell.aws.TableNames;
import uk.firstbell.cloud.template.CloudTemplate;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.local.FatalProxy.Fate;
import uk.firstbell.testkit.endpoint.LocalEndpoint;
import uk.firstbell.testkit.scene.Outcome;
import uk.firstbell.testkit.scene.SampleBorough;

/** Stopped or killed and started again, with the clock where it was, the night loses nothing. */
final class RestartTest {
  private static final int KILLS = 12;

  /**
   * The kill with an alert in flight, which cannot be made exactly-once: sent, and nobody knows.
   */
  private static final int MAILS = 5;

  /** Another is tried with {@code -Dfirstbell.kill.seed=N}. */
  private static final long SEED = Long.getLong("firstbell.kill.seed", 20_260_501L);

  /** How many rows a life writes at most: a dozen lives are just less than this night. */
  private static final int ROWS_MAX = 14;

  /** Of messages there are fewer, and a life begins with those of rows it wrote before. */
  private static final int MESSAGES_MAX = 4;

  /** What a life is told that is not to die. */
  private static final Fate NONE = new Fate("nothing", 0, false, () -> {});

  /** A night in May and a morning in June, and a weekend in March that comes before them. */
  private static final List<String> SCENES =
      List.of("bank-holiday-friday", "seven-fifty-five", "ocsae-confirmed-late");

  private static final Map<String, String> PARAMETERS =
      Map.of(
          "AgenciesAuthority", "127.0.0.1:8080",
          "AlertSender", "alerts@firstbell.example",
          "PortalAddress", "http://127.0.0.1:8080/",
          "SignInIssuers", "http://127.0.0.1:8081/sample-schools",
          "SignInClient", "firstbell",
          "SignInSecret", "nothing-of-that-name");

  @TempDir private Path folder;

  private void plays(List<String> scenes) throws IOException {
    Path into = Files.createDirectories(folder.resolve("scenes"));
    for (String scene : scenes) {
      Path event = SampleBorough.event(scene);
      for (Path file : List.of(event, event.resolveSibling(scene + ".outcome.json"))) {
        Files.copy(file, into.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void finishes_the_night_with_nothing_lost_when_it_is_killed_and_its_streams_forget()
      throws Exception {
    plays(SCENES);
    var random = new Random(SEED);
    var deaths = new ArrayList<String>();
    try (var endpoint = LocalEndpoint.start();
        var proxy = FatalProxy.before(endpoint.uri())) {
      for (int kill = 1; kill <= KILLS; kill++) {
        boolean forgets = random.nextBoolean();
        deaths.add(
            switch (kill) {
              case MAILS -> dies(proxy, forgets, "SendEmail", 1, true);
              case 3, 9 ->
                  dies(
                      proxy,
                      forgets,
                      "Message",
                      1 + random.nextInt(MESSAGES_MAX),
                      random.nextBoolean());
              default ->
                  dies(
                      proxy,
                      forgets,
                      "TransactWriteItems",
                      1 + random.nextInt(ROWS_MAX),
                      random.nextBoolean());
            });
      }
      System.out.println("Seed " + SEED + ": killed at " + deaths + ".");

      proxy.set(NONE, true);
      try (var gateway = gateway(Optional.of(proxy.uri()), "--once")) {
        assertThat(gateway.ends()).as(gateway::said).isZero();
      }
      assertThat(proxy.forgotten()).isGreaterThan(1);

      finds_by_its_due_time_what_a_stream_forgot(endpoint.uri());
      repeats_no_alert_but_those_of_which_the_trail_says_so(endpoint.uri());
    }
  }

  @Test
  void stops_cleanly_and_goes_on_where_it_was_with_an_endpoint_of_its_own() throws Exception {
    plays(SCENES.subList(0, 2));
    String stoppedAt;
    try (var gateway = gateway(Optional.empty(), "--once")) {
      assertThat(gateway.says(line -> line.contains("ACCEPTED"))).as(gateway::said).isTrue();
      gateway.stop();
      assertThat(gateway.ends()).isNotZero();
      assertThat(gateway.said()).doesNotContain("Exception");
      assertThat(noted("settled").asBoolean()).isTrue();
      stoppedAt = noted("clock").asText();
    }
    try (var gateway = gateway(Optional.empty(), "--pass", "1m")) {
      assertThat(gateway.says(line -> line.contains("Firstbell is up"))).as(gateway::said).isTrue();
      gateway.stop();
      assertThat(gateway.ends()).isNotZero();
      assertThat(noted("settled").asBoolean()).isTrue();
      assertThat(noted("clock").asText()).isGreaterThan(stoppedAt);
    }
    try (var gateway = gateway(Optional.empty(), "--once")) {
      assertThat(gateway.says(line -> line.contains("ALERTED"))).as(gateway::said).isTrue();
      gateway.kill();
      assertThat(gateway.ends()).isNotZero();
    }

    try (var gateway = gateway(Optional.empty(), "--once")) {
      assertThat(gateway.ends()).as(gateway::said).isZero();
      assertThat(gateway.said()).contains("2 scenes played").contains("Everything held.");
      assertThat(noted("killedAt")).hasSize(1);
    }
  }

  /** Lets a life end as it is told, and says how it did. */
  private String dies(FatalProxy proxy, boolean forgets, String of, int write, boolean done)
      throws Exception {
    try (var gateway = gateway(Optional.of(proxy.uri()), "--once")) {
      proxy.set(new Fate(of, write, done, gateway::kill), forgets);
      assertThat(gateway.ends()).as(gateway::said).isNotZero();
      assertThat(proxy.struck()).as(gateway::said).isTrue();
    }
    return "%s %d %s%s, %s"
        .formatted(
            of,
            write,
            done ? "done" : "lost",
            forgets ? ", streams forgotten" : "",
            noted("clock").asText("before its start"));
  }

  private void finds_by_its_due_time_what_a_stream_forgot(URI endpoint) throws Exception {
    assertThat(trailed(endpoint, Happening.NUDGED)).isNotEmpty();
  }

  /** Asked of the endpoint itself, apart from what the gateway found. */
  private void repeats_no_alert_but_those_of_which_the_trail_says_so(URI endpoint)
      throws Exception {
    Map<String, Long> mailed =
        Mailbox.again(endpoint, List.of(), 0).mails().stream()
            .flatMap(mail -> mail.to().stream())
            .collect(groupingBy(identity(), counting()));
    var sent = new TreeMap<String, Long>();
    var repeats = new TreeMap<String, Long>();
    for (AuditEntry entry : trailed(endpoint, Happening.ALERT_SENT)) {
      String address = address(fact(entry, "person"));
      sent.merge(address, 1L, Long::sum);
      long attempts = Long.parseLong(fact(entry, "attempt"));
      assertThat(fact(entry, "possiblyRepeated")).isEqualTo(Boolean.toString(attempts > 1));
      repeats.merge(address, attempts - 1, Long::sum);
    }

    assertThat(sent).isEqualTo(owed());
    assertThat(mailed).containsOnlyKeys(sent.keySet());
    mailed.forEach((address, times) ->
        assertThat(times)
            .isBetween(
                sent.getOrDefault(address, 0L),
                sent.getOrDefault(address, 0L) + repeats.getOrDefault(address, 0L)));
    assertThat(repeats.values().stream().mapToLong(Long::longValue).sum()).isBetween(1L, 12L);
  }

  /** How many alerts each address is owed, by what the scenes say. */
  private static Map<String, Long> owed() throws Exception {
    var owed = new TreeMap<String, Long>();
    for (String scene : SCENES) {
      for (var alert : Outcome.beside(SampleBorough.event(scene)).alerts()) {
        owed.merge(address(alert.person().value()), 1L, Long::sum);
      }
    }
    return owed;
  }

  /** Where the sample borough's people are mailed. */
  private static String address(String person) throws Exception {
    JsonNode people =
        new JsonMapper()
            .readTree(Files.readAllBytes(SampleBorough.path().resolve("people.json")))
            .path("people");
    return people
        .valueStream()
        .filter(one -> one.path("id").asText().equals(person))
        .map(one -> one.path("email").asText())
        .findFirst()
        .orElseThrow();
  }

  private static String fact(AuditEntry entry, String name) {
    return entry.facts().getOrDefault(name, "");
  }

  private List<AuditEntry> trailed(URI endpoint, Happening happening) throws Exception {
    try (var cloud = LocalCloud.install(CloudTemplate.committed(), endpoint, PARAMETERS)) {
      var story =
          new DynamoStory(
              cloud.dynamoDb(),
              new TableNames(
                  cloud.reference("StoryTable"),
                  cloud.reference("KeysTable"),
                  cloud.reference("AuditTable")),
              AwsClients.patience());
      var found = new ArrayList<AuditEntry>();
      for (JsonNode came : noted("came")) {
        if (came.path("step").asInt() == 0) {
          String id =
              new JsonMapper().readTree(came.path("body").asText()).path("notificationId").asText();
          story.trail(new NotificationId(id)).stream()
              .flatMap(trail -> trail.entries().stream())
              .filter(entry -> entry.happening() == happening)
              .forEach(found::add);
        }
      }
      return found;
    }
  }

  private JsonNode noted(String name) throws Exception {
    return new JsonMapper()
        .readTree(Files.readAllBytes(folder.resolve("data").resolve("run.json")))
        .path(name);
  }

  private GatewayProcess gateway(Optional<URI> endpoint, String... more) throws Exception {
    var arguments =
        new ArrayList<>(
            List.of(
                "--play",
                folder.resolve("scenes").toString(),
                "--data",
                folder.resolve("data").toString()));
    arguments.addAll(List.of(more));
    return GatewayProcess.start(endpoint, arguments.toArray(String[]::new));
  }
}
