package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class StorageTest {
  private static final String TABLE = "AWS::DynamoDB::Table";
  private static final String QUEUE = "AWS::SQS::Queue";

  @Test
  void every_table_can_be_recovered_except_the_one_whose_erasure_must_be_final() {
    Resources stack = Resources.synthesized();
    assertThat(stack.ofType(TABLE).keySet())
        .containsExactly("AuditTable", "DirectoryTable", "KeysTable", "StoryTable");
    assertThat(notRecoverable(stack)).containsExactly("KeysTable");

    stack
        .properties("StoryTable")
        .withObject("/PointInTimeRecoverySpecification")
        .put("PointInTimeRecoveryEnabled", false);
    assertThat(notRecoverable(stack)).containsExactly("KeysTable", "StoryTable");
  }

  @Test
  void every_table_outlives_a_mistake() {
    Resources stack = Resources.synthesized();
    assertThat(stack.ofTypeWhere(TABLE, (id, table) -> !protectedFromDeletion(stack, id)))
        .isEmpty();

    stack.properties("AuditTable").put("DeletionProtectionEnabled", false);
    assertThat(stack.ofTypeWhere(TABLE, (id, table) -> !protectedFromDeletion(stack, id)))
        .containsExactly("AuditTable");
  }

  @Test
  void tables_queues_logs_and_alarms_lie_under_the_storage_key() {
    Resources stack = Resources.synthesized();
    assertThat(notUnderStorageKey(stack)).isEmpty();

    stack.properties("DispatchQueue").remove("KmsMasterKeyId");
    stack.properties("IntakeLog").remove("KmsKeyId");
    stack.properties("KeysTable").remove("SSESpecification");
    assertThat(notUnderStorageKey(stack))
        .containsExactly("KeysTable", "DispatchQueue", "IntakeLog");
  }

  @Test
  void logs_are_kept_for_a_year() {
    Resources stack = Resources.synthesized();
    assertThat(stack.ofType("AWS::Logs::LogGroup")).hasSize(14);
    assertThat(keptForAnotherTime(stack)).isEmpty();

    stack.properties("AuditLog").remove("RetentionInDays");
    assertThat(keptForAnotherTime(stack)).containsExactly("AuditLog");
  }

  @Test
  void every_queue_that_work_waits_in_gives_up_after_five_times_into_another() {
    Resources stack = Resources.synthesized();
    assertThat(workQueues(stack)).containsExactly("DispatchQueue", "RoutingQueue");
    assertThat(withoutDeadLetters(stack)).isEmpty();

    stack.properties("RoutingQueue").withObject("/RedrivePolicy").put("maxReceiveCount", 6);
    assertThat(withoutDeadLetters(stack)).containsExactly("RoutingQueue");

    stack.properties("RoutingQueue").remove("RedrivePolicy");
    // Nobody's dead letters arrive in it any more, so it would have to be a work queue too.
    assertThat(withoutDeadLetters(stack)).containsExactly("RoutingDeadLetters", "RoutingQueue");
  }

  @Test
  void a_message_stays_with_its_reader_for_six_times_as_long_as_the_reader_may_run() {
    Resources stack = Resources.synthesized();

    assertThat(stack.properties("RoutingFunction").get("Timeout").asInt()).isEqualTo(30);
    assertThat(stack.properties("RoutingQueue").get("VisibilityTimeout").asInt()).isEqualTo(180);
    assertThat(stack.properties("DispatchFunction").get("Timeout").asInt()).isEqualTo(30);
    assertThat(stack.properties("DispatchQueue").get("VisibilityTimeout").asInt()).isEqualTo(180);
  }

  @Test
  void a_person_is_called_when_anything_was_given_up_on_or_an_audit_entry_was_touched() {
    Resources stack = Resources.synthesized();
    assertThat(personsQueues(stack))
        .containsExactlyInAnyOrder(
            "AuditRewrites",
            "DispatchDeadLetters",
            "RelayFailures",
            "RoutingDeadLetters",
            "WatchFailures");
    assertThat(withoutAlarm(stack)).isEmpty();

    stack.properties("RelayFailuresNotEmpty").put("Threshold", 1);
    assertThat(withoutAlarm(stack)).containsExactly("RelayFailures");
    stack.without("WatchFailuresNotEmpty");
    assertThat(withoutAlarm(stack)).containsExactly("RelayFailures", "WatchFailures");
  }

  @Test
  void a_person_is_called_when_work_or_the_stream_waits_for_more_than_five_minutes() {
    Resources stack = Resources.synthesized();

    assertThat(alarm(stack, "RoutingQueueLate"))
        .isEqualTo("ApproximateAgeOfOldestMessage Maximum GreaterThanThreshold 300");
    assertThat(alarm(stack, "DispatchQueueLate"))
        .isEqualTo("ApproximateAgeOfOldestMessage Maximum GreaterThanThreshold 300");
    assertThat(alarm(stack, "RelayLate"))
        .isEqualTo("IteratorAge Maximum GreaterThanThreshold 300000");
  }

  private static List<String> notRecoverable(Resources stack) {
    return stack.ofTypeWhere(
        TABLE,
        (id, table) ->
            !table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean());
  }

  private static boolean protectedFromDeletion(Resources stack, String id) {
    JsonNode resource = stack.template().at("/Resources/" + id);
    return resource.at("/Properties/DeletionProtectionEnabled").asBoolean()
        && resource.path("DeletionPolicy").asText().equals("Retain")
        && resource.path("UpdateReplacePolicy").asText().equals("Retain");
  }

  private static List<String> notUnderStorageKey(Resources stack) {
    return Stream.of(
            stack.ofTypeWhere(
                TABLE, (id, table) -> !isStorageKey(table.at("/SSESpecification/KMSMasterKeyId"))),
            stack.ofTypeWhere(QUEUE, (id, queue) -> !isStorageKey(queue.path("KmsMasterKeyId"))),
            stack.ofTypeWhere(
                "AWS::Logs::LogGroup", (id, log) -> !isStorageKey(log.path("KmsKeyId"))),
            stack.ofTypeWhere(
                "AWS::SNS::Topic", (id, topic) -> !isStorageKey(topic.path("KmsMasterKeyId"))))
        .flatMap(List::stream)
        .toList();
  }

  private static boolean isStorageKey(JsonNode key) {
    return Resources.names(key).toList().equals(List.of("StorageKey"));
  }

  private static List<String> keptForAnotherTime(Resources stack) {
    return stack.ofTypeWhere(
        "AWS::Logs::LogGroup", (id, log) -> log.path("RetentionInDays").asInt() != 365);
  }

  private static List<String> withoutDeadLetters(Resources stack) {
    return workQueues(stack).stream()
        .filter(id -> stack.properties(id).at("/RedrivePolicy/maxReceiveCount").asInt() != 5)
        .toList();
  }

  private static List<String> workQueues(Resources stack) {
    Set<String> failures = personsQueues(stack);
    return stack.ofTypeWhere(QUEUE, (id, queue) -> !failures.contains(id));
  }

  /** Those that something names as the place for what a person should look at. */
  private static Set<String> personsQueues(Resources stack) {
    return Stream.of(
            stack.ofType(QUEUE).values().stream().map(queue -> queue.path("RedrivePolicy")),
            stack.ofType("AWS::Lambda::EventSourceMapping").values().stream()
                .map(source -> source.path("DestinationConfig")),
            stack.ofType("AWS::Lambda::EventInvokeConfig").values().stream()
                .map(config -> config.path("DestinationConfig")),
            stack.ofType("AWS::Scheduler::Schedule").values().stream()
                .map(schedule -> schedule.at("/Target/DeadLetterConfig")),
            stack.ofType("AWS::Pipes::Pipe").values().stream().map(pipe -> pipe.path("Target")))
        .flatMap(places -> places)
        .flatMap(Resources::names)
        .collect(Collectors.toSet());
  }

  private static List<String> withoutAlarm(Resources stack) {
    Set<String> alarmed =
        stack.ofType("AWS::CloudWatch::Alarm").values().stream()
            .filter(alarm -> alarm.path("MetricName").asText().endsWith("MessagesVisible"))
            .filter(alarm ->
                alarm.path("ComparisonOperator").asText().equals("GreaterThanThreshold")
                    && alarm.path("Threshold").asInt(-1) == 0)
            .filter(alarm ->
                Resources.names(alarm.path("AlarmActions")).toList().equals(List.of("AlarmTopic")))
            .flatMap(alarm -> Resources.names(alarm.path("Dimensions")))
            .collect(Collectors.toSet());
    return personsQueues(stack).stream().filter(id -> !alarmed.contains(id)).sorted().toList();
  }

  private static String alarm(Resources stack, String id) {
    JsonNode alarm = stack.properties(id);
    return Stream.of("MetricName", "Statistic", "ComparisonOperator", "Threshold")
        .map(name -> alarm.path(name).asText())
        .collect(Collectors.joining(" "));
  }
}
