package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.cloud.template.CloudTemplate;
import uk.firstbell.cloud.template.EventSource;
import uk.firstbell.cloud.template.EventSource.Reading.Start;
import uk.firstbell.cloud.template.Function;
import uk.firstbell.cloud.template.Key;
import uk.firstbell.cloud.template.Queue;
import uk.firstbell.cloud.template.Table;
import uk.firstbell.testkit.endpoint.LocalEndpoint;

/** The template's cloud on a real endpoint, with functions that only remember. */
final class PumpsTest {
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "AgenciesAuthority", "127.0.0.1:8080",
          "AlertSender", "alerts@firstbell.example",
          "PortalAddress", "http://127.0.0.1:8080/",
          "SignInIssuers", "http://127.0.0.1:8081/sample-schools",
          "SignInClient", "firstbell",
          "SignInSecret", "nothing-of-that-name");

  private final FakeFunctions functions = new FakeFunctions();
  private LocalEndpoint endpoint;
  private LocalCloud cloud;
  private Pumps pumps;

  @BeforeEach
  void start() {
    endpoint = LocalEndpoint.start();
    cloud = install();
    pumps = new Pumps(cloud, functions.of(cloud.functions()), Lines.inMemory());
  }

  @AfterEach
  void stop() {
    cloud.close();
    endpoint.close();
  }

  @Test
  void makes_what_the_template_declares_and_finds_it_again() {
    CloudTemplate template = CloudTemplate.committed();
    List<String> names =
        Stream.of(
                template.tables().stream().map(Table::name),
                template.queues().stream().map(Queue::name),
                template.keys().stream().map(Key::name))
            .flatMap(all -> all)
            .toList();

    try (LocalCloud again = install()) {
      assertThat(names).hasSizeGreaterThan(10);
      assertThat(names)
          .allSatisfy(name -> assertThat(again.reference(name)).isEqualTo(cloud.reference(name)));
      assertThat(again.functions()).isEqualTo(cloud.functions());
    }
  }

  @Test
  void tells_each_function_what_the_template_says_and_the_way_to_the_endpoint() {
    Map<String, String> dispatch =
        cloud.functions().stream()
            .filter(function -> function.name().equals("DispatchFunction"))
            .findFirst()
            .map(Function::environment)
            .orElseThrow();

    assertThat(dispatch)
        .containsEntry("FIRSTBELL_AWS_ENDPOINT", endpoint.uri().toString())
        .containsEntry("FIRSTBELL_ALERT_SENDER", "alerts@firstbell.example")
        .containsEntry("FIRSTBELL_PORTAL_ADDRESS", "http://127.0.0.1:8080/")
        .containsEntry("FIRSTBELL_STORY_TABLE", cloud.reference("StoryTable"))
        .containsEntry("AWS_REGION", "eu-west-2");
  }

  @Test
  void hands_over_only_changes_that_wait_for_a_stage_in_the_clouds_own_form() {
    put("N#1", Map.of("next", AttributeValue.fromS("routing")));
    put("N#2", Map.of("sealed", AttributeValue.fromB(SdkBytes.fromUtf8String("x"))));

    assertThat(pumps.untilIdle()).isEqualTo(new Pumps.Moved(1, 0));

    JsonNode record = functions.given("RelayFunction").getFirst().path("Records").path(0);
    assertThat(record.path("eventName").asText()).isEqualTo("INSERT");
    assertThat(record.at("/dynamodb/NewImage/next/S").asText()).isEqualTo("routing");
    assertThat(record.at("/dynamodb/Keys/pk/S").asText()).isEqualTo("N#1");
    assertThat(record.at("/dynamodb/SequenceNumber").asText()).isNotEmpty();
    assertThat(pumps.untilIdle()).isEqualTo(new Pumps.Moved(0, 0));
  }

  @Test
  void tries_again_from_the_first_change_reported_as_failed() {
    functions.when(
        "RelayFunction",
        event ->
            functions.given("RelayFunction").size() > 1
                ? "{\"batchItemFailures\":[]}"
                : failing(event.at("/Records/1/dynamodb/SequenceNumber").asText()));
    for (String pk : List.of("N#1", "N#2", "N#3")) {
      put(pk, Map.of("next", AttributeValue.fromS("routing")));
    }

    pumps.untilIdle();

    assertThat(functions.given("RelayFunction"))
        .extracting(event -> event.path("Records").findValuesAsText("SequenceNumber").size())
        .containsExactly(3, 2);
    assertThat(pumps.deadLetters()).isEmpty();
  }

  @Test
  void gives_up_on_the_one_change_that_always_fails_and_hands_over_the_others() {
    functions.when(
        "RelayFunction",
        event -> {
          if (event.toString().contains("N#2")) {
            throw new IllegalStateException("this one always fails");
          }
          return "{}";
        });
    for (String pk : List.of("N#1", "N#2", "N#3")) {
      put(pk, Map.of("next", AttributeValue.fromS("routing")));
    }

    pumps.untilIdle();

    assertThat(pumps.deadLetters()).isEqualTo(Map.of("RelayFailures", 1));
    assertThat(functions.given("RelayFunction"))
        .anyMatch(event -> event.toString().contains("N#3") && !event.toString().contains("N#2"));
  }

  @Test
  void tries_a_change_as_often_as_its_mapping_says() {
    functions.when(
        "RelayFunction", event -> failing(event.at("/Records/0/dynamodb/SequenceNumber").asText()));
    put("N#1", Map.of("next", AttributeValue.fromS("routing")));

    pump(new EventSource.Reading(Start.TRIM_HORIZON, 2, true)).pump();

    assertThat(functions.given("RelayFunction")).hasSize(3);
    assertThat(pumps.deadLetters()).isEqualTo(Map.of("RelayFailures", 1));
  }

  @Test
  void refuses_a_mapping_it_does_not_play() {
    for (var other :
        List.of(
            new EventSource.Reading(Start.LATEST, 5, true),
            new EventSource.Reading(Start.TRIM_HORIZON, -1, true),
            new EventSource.Reading(Start.TRIM_HORIZON, 5, false))) {
      assertThatIllegalStateException().isThrownBy(() -> pump(other));
    }

    pump(new EventSource.Reading(Start.TRIM_HORIZON, 0, true));
  }

  /** The committed stream's mapping, read in another way. */
  private StreamPump pump(EventSource.Reading reading) {
    EventSource said =
        CloudTemplate.committed().eventSources().stream()
            .filter(source -> source.kind() == EventSource.Kind.STREAM)
            .findFirst()
            .orElseThrow();
    return new StreamPump(
        cloud,
        functions.of(cloud.functions()),
        new EventSource(
            said.name(),
            said.kind(),
            said.source(),
            said.function(),
            said.batchSize(),
            said.partialFailures(),
            said.filters(),
            Optional.of(reading),
            said.failures()));
  }

  @Test
  void deletes_what_succeeded_and_leaves_what_failed_to_the_dead_letters() {
    send("RoutingQueue", "good");
    send("RoutingQueue", "bad");
    functions.when(
        "RoutingFunction",
        event ->
            event
                .path("Records")
                .valueStream()
                .filter(record -> record.path("body").asText().equals("bad"))
                .map(record -> failing(record.path("messageId").asText()))
                .findFirst()
                .orElse("{\"batchItemFailures\":[]}"));

    pumps.untilIdle();

    List<String> bodies =
        functions.given("RoutingFunction").stream()
            .flatMap(event -> event.findValuesAsText("body").stream())
            .toList();
    assertThat(bodies).filteredOn("good"::equals).hasSize(1);
    assertThat(bodies).filteredOn("bad"::equals).hasSize(5);
    assertThat(pumps.deadLetters()).isEqualTo(Map.of("RoutingDeadLetters", 1));
  }

  @Test
  void tries_every_message_again_when_its_function_fails_as_a_whole() {
    send("DispatchQueue", "nudge");
    functions.when(
        "DispatchFunction",
        event -> {
          if (functions.given("DispatchFunction").size() == 1) {
            throw new IllegalStateException("once only");
          }
          return "{}";
        });

    assertThat(pumps.untilIdle()).isEqualTo(new Pumps.Moved(0, 2));
    assertThat(pumps.deadLetters()).isEmpty();
  }

  private LocalCloud install() {
    return LocalCloud.install(CloudTemplate.committed(), endpoint.uri(), PARAMETERS);
  }

  private void put(String pk, Map<String, AttributeValue> more) {
    var item = new HashMap<>(more);
    item.put("pk", AttributeValue.fromS(pk));
    item.put("sk", AttributeValue.fromS("HEAD"));
    cloud
        .dynamoDb()
        .putItem(request -> request.tableName(cloud.reference("StoryTable")).item(item));
  }

  private void send(String queue, String body) {
    cloud.sqs().sendMessage(request -> request.queueUrl(cloud.reference(queue)).messageBody(body));
  }

  private static String failing(String id) {
    return "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + id + "\"}]}";
  }
}
