package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FunctionsTest {
  @Test
  void every_function_starts_from_a_snapshot_of_a_published_version() {
    Resources stack = Resources.synthesized();
    assertThat(stack.ofType("AWS::Lambda::Function").keySet())
        .containsExactly(
            "AdmissionFunction",
            "AuditFunction",
            "DispatchFunction",
            "EnrolmentFunction",
            "ExchangeFunction",
            "IntakeFunction",
            "PortalFunction",
            "ReceiptFunction",
            "ReconciliationFunction",
            "RelayFunction",
            "RoutingFunction",
            "WatchFunction");
    assertThat(startingSlowly(stack)).isEmpty();

    stack.properties("WatchFunction").remove("SnapStart");
    stack.properties("RelayFunction").put("Runtime", "java21");
    assertThat(startingSlowly(stack)).containsExactly("RelayFunction", "WatchFunction");
  }

  @Test
  void every_trigger_names_an_alias_and_never_the_bare_function() {
    Resources stack = Resources.synthesized();
    assertThat(triggers(stack))
        .hasSize(43)
        .containsKeys(
            "RelayFromStory", "WatchEachMinute", "ReconcileEachQuarter", "PeopleAuthorizer");
    assertThat(pastTheAlias(stack)).isEmpty();

    stack.properties("RelayFromStory").set("FunctionName", ref("RelayFunction"));
    stack.properties("WatchEachMinute").withObject("/Target").set("Arn", ref("WatchFunction"));
    assertThat(pastTheAlias(stack)).containsExactly("RelayFromStory", "WatchEachMinute");
  }

  @Test
  void every_function_has_a_role_and_a_log_of_its_own() {
    Map<String, JsonNode> functions = Resources.synthesized().ofType("AWS::Lambda::Function");

    assertThat(functions.values().stream().flatMap(f -> Resources.names(f.get("Role"))))
        .doesNotHaveDuplicates()
        .hasSize(12);
    assertThat(functions.values().stream().flatMap(f -> Resources.names(f.get("LoggingConfig"))))
        .doesNotHaveDuplicates()
        .hasSize(12);
  }

  @Test
  void a_function_is_told_only_what_it_uses() {
    Map<String, Set<String>> told = new TreeMap<>();
    Resources.synthesized()
        .ofType("AWS::Lambda::Function")
        .forEach((id, function) -> {
          Map<String, Object> variables = new TreeMap<>();
          function
              .at("/Environment/Variables")
              .properties()
              .forEach(entry -> variables.put(entry.getKey().substring(10), ""));
          told.put(id.replace("Function", ""), variables.keySet());
        });

    assertThat(told)
        .containsExactly(
            Map.entry("Admission", Set.of("DIRECTORY_TABLE")),
            Map.entry("Audit", Set.of("AUDIT_TABLE", "DIRECTORY_TABLE", "STORY_TABLE")),
            Map.entry(
                "Dispatch",
                Set.of(
                    "ALERT_SENDER",
                    "AUDIT_TABLE",
                    "AUTHORITY_KEY",
                    "DIRECTORY_TABLE",
                    "KEYS_TABLE",
                    "PAYLOAD_KEY",
                    "PORTAL_ADDRESS",
                    "STORY_TABLE")),
            Map.entry(
                "Enrolment",
                Set.of("AUDIT_TABLE", "AUTHORITY_KEY", "DIRECTORY_TABLE", "STORY_TABLE")),
            Map.entry(
                "Exchange",
                Set.of(
                    "AGENCIES_AUTHORITY",
                    "AUDIT_TABLE",
                    "DIRECTORY_TABLE",
                    "KEYS_TABLE",
                    "PAYLOAD_KEY",
                    "PSEUDONYM_KEY",
                    "STORY_TABLE")),
            Map.entry(
                "Intake",
                Set.of(
                    "AGENCIES_AUTHORITY",
                    "AUDIT_TABLE",
                    "DIRECTORY_TABLE",
                    "KEYS_TABLE",
                    "PAYLOAD_KEY",
                    "PSEUDONYM_KEY",
                    "STORY_TABLE")),
            Map.entry(
                "Portal",
                Set.of(
                    "AUDIT_TABLE",
                    "SIGN_IN_CLIENT",
                    "SIGN_IN_ISSUERS",
                    "SIGN_IN_ROLES",
                    "SIGN_IN_SECRET",
                    "STORY_TABLE")),
            Map.entry("Receipt", Set.of("AUDIT_TABLE", "DIRECTORY_TABLE", "STORY_TABLE")),
            Map.entry("Reconciliation", Set.of("AUDIT_TABLE", "STORY_TABLE")),
            Map.entry("Relay", Set.of("DISPATCH_QUEUE", "ROUTING_QUEUE")),
            Map.entry(
                "Routing",
                Set.of(
                    "AUDIT_TABLE", "DIRECTORY_TABLE", "KEYS_TABLE", "PAYLOAD_KEY", "STORY_TABLE")),
            Map.entry("Watch", Set.of("AUDIT_TABLE", "DIRECTORY_TABLE", "STORY_TABLE")));
  }

  @Test
  void one_bad_message_is_returned_without_its_batch() {
    Resources stack = Resources.synthesized();
    assertThat(stack.ofType("AWS::Lambda::EventSourceMapping")).hasSize(3);
    assertThat(losingTheBatch(stack)).isEmpty();

    stack.properties("DispatchFromQueue").remove("FunctionResponseTypes");
    assertThat(losingTheBatch(stack)).containsExactly("DispatchFromQueue");
  }

  @ParameterizedTest
  @CsvSource({
    "WatchEachMinute, rate(1 minute), Watch, 60",
    "ReconcileEachQuarter, rate(15 minutes), Reconciliation, 900"
  })
  void a_sweep_that_cannot_start_or_that_fails_is_not_lost_and_the_next_one_retries_it(
      String schedule, String rate, String function, int seconds) {
    Resources stack = Resources.synthesized();
    JsonNode handingOver = stack.properties(schedule).path("Target");
    JsonNode running = stack.properties(function + "LiveEventInvokeConfig");

    assertThat(stack.properties(schedule).path("ScheduleExpression").asText()).isEqualTo(rate);
    assertThat(Resources.names(handingOver.path("Arn"))).containsExactly(function + "Live");
    assertThat(handingOver.at("/RetryPolicy/MaximumEventAgeInSeconds").asInt()).isEqualTo(seconds);
    assertThat(stack.properties(function + "Function").path("Timeout").asInt()).isLessThan(seconds);
    assertThat(Resources.names(handingOver.path("DeadLetterConfig")))
        .containsExactly("WatchFailures");
    assertThat(handingOver.at("/RetryPolicy/MaximumRetryAttempts").asInt(-1)).isZero();
    assertThat(Resources.names(running.path("DestinationConfig"))).containsExactly("WatchFailures");
    assertThat(running.path("MaximumRetryAttempts").asInt(-1)).isZero();
  }

  @Test
  void the_stream_is_read_from_its_start_and_a_bad_record_is_cut_out_after_five_retries() {
    JsonNode relay = Resources.synthesized().properties("RelayFromStory");

    assertThat(relay.path("StartingPosition").asText()).isEqualTo("TRIM_HORIZON");
    assertThat(relay.path("BisectBatchOnFunctionError").asBoolean()).isTrue();
    assertThat(relay.path("MaximumRetryAttempts").asInt(-1)).isEqualTo(5);
    assertThat(Resources.names(relay.path("DestinationConfig"))).containsExactly("RelayFailures");
  }

  private static List<String> startingSlowly(Resources stack) {
    return stack.ofTypeWhere(
        "AWS::Lambda::Function",
        (id, function) ->
            !function.path("Runtime").asText().equals("java25")
                || !function.at("/SnapStart/ApplyOn").asText().equals("PublishedVersions"));
  }

  /** Whatever starts a function, and the expression by which it names it. */
  private static Map<String, JsonNode> triggers(Resources stack) {
    Map<String, JsonNode> triggers = new TreeMap<>();
    stack
        .ofType("AWS::Lambda::EventSourceMapping")
        .forEach((id, source) -> triggers.put(id, source.path("FunctionName")));
    stack
        .ofType("AWS::Scheduler::Schedule")
        .forEach((id, schedule) -> triggers.put(id, schedule.at("/Target/Arn")));
    stack
        .ofType("AWS::ApiGateway::Method")
        .forEach((id, method) -> triggers.put(id, method.at("/Integration/Uri")));
    stack
        .ofType("AWS::ApiGateway::Authorizer")
        .forEach((id, authorizer) -> triggers.put(id, authorizer.path("AuthorizerUri")));
    return triggers;
  }

  private static List<String> pastTheAlias(Resources stack) {
    Set<String> aliases = stack.ofType("AWS::Lambda::Alias").keySet();
    return triggers(stack).entrySet().stream()
        .filter(trigger -> {
          Stream<String> ours =
              Resources.names(trigger.getValue()).filter(id -> !id.startsWith("AWS::"));
          List<String> named = ours.distinct().toList();
          return named.size() != 1 || !aliases.containsAll(named);
        })
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> losingTheBatch(Resources stack) {
    return stack.ofTypeWhere(
        "AWS::Lambda::EventSourceMapping",
        (id, source) ->
            !source
                .path("FunctionResponseTypes")
                .toString()
                .equals("[\"ReportBatchItemFailures\"]"));
  }

  private static ObjectNode ref(String id) {
    return Synthesis.object().put("Ref", id);
  }
}
