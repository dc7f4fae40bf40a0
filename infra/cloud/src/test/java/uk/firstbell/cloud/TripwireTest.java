package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TripwireTest {
  private static final List<String> WHOLE =
      List.of(
          "AuditTable streams KEYS_ONLY",
          "from AuditTable StreamArn since TRIM_HORIZON",
          "only {\"eventName\":[\"MODIFY\",\"REMOVE\"]}",
          "to AuditRewrites Arn",
          "alarm above 0 in AuditRewrites to AlarmTopic");

  @Test
  void a_person_is_called_when_an_audit_entry_is_changed_or_removed() {
    assertThat(way(Resources.synthesized())).isEqualTo(WHOLE);
  }

  @Test
  void a_way_that_is_interrupted_anywhere_is_seen_to_be() {
    Resources deaf = Resources.synthesized();
    pattern(deaf).put("Pattern", "{\"eventName\":[\"MODIFY\"]}");
    assertThat(way(deaf)).isNotEqualTo(WHOLE);

    Resources elsewhere = Resources.synthesized();
    elsewhere.properties("AuditRewritesPipe").putObject("Target");
    assertThat(way(elsewhere)).isNotEqualTo(WHOLE);

    Resources silent = Resources.synthesized().without("AuditRewritesNotEmpty");
    assertThat(way(silent)).isNotEqualTo(WHOLE);
  }

  @Test
  void the_pipe_may_read_the_stream_and_send_and_nothing_else() {
    assertThat(grants(Resources.synthesized()))
        .containsExactly(
            "dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator on AuditTable",
            "dynamodb:ListStreams on *",
            "kms:Decrypt, kms:DescribeKey, kms:GenerateDataKey on StorageKey",
            "sqs:SendMessage on AuditRewrites");
  }

  @Test
  void only_a_pipe_of_this_account_may_take_the_pipes_role() {
    JsonNode trust =
        Resources.synthesized()
            .properties("AuditRewritesRole")
            .at("/AssumeRolePolicyDocument/Statement");

    assertThat(trust).hasSize(1);
    assertThat(trust.at("/0/Principal/Service").asText()).isEqualTo("pipes.amazonaws.com");
    assertThat(trust.at("/0/Condition/StringEquals").toString())
        .isEqualTo("{\"aws:SourceAccount\":{\"Ref\":\"AWS::AccountId\"}}");
  }

  /** The way from an entry to a person, step by step. */
  private static List<String> way(Resources stack) {
    JsonNode pipe = stack.properties("AuditRewritesPipe");
    Stream<String> alarms =
        stack.ofType("AWS::CloudWatch::Alarm").values().stream()
            .filter(alarm ->
                Resources.names(alarm.path("Dimensions")).anyMatch("AuditRewrites"::equals))
            .filter(alarm -> alarm.path("MetricName").asText().endsWith("MessagesVisible"))
            .filter(
                alarm -> alarm.path("ComparisonOperator").asText().equals("GreaterThanThreshold"))
            .map(alarm ->
                "alarm above %s in AuditRewrites to %s"
                    .formatted(
                        alarm.path("Threshold").asText(), named(alarm.at("/AlarmActions/0"))));
    return Stream.concat(
            Stream.of(
                "AuditTable streams "
                    + stack
                        .properties("AuditTable")
                        .at("/StreamSpecification/StreamViewType")
                        .asText(),
                "from %s since %s"
                    .formatted(
                        named(pipe.path("Source")),
                        pipe.at("/SourceParameters/DynamoDBStreamParameters/StartingPosition")
                            .asText()),
                "only " + pattern(stack).path("Pattern").asText(),
                "to " + named(pipe.path("Target"))),
            alarms)
        .toList();
  }

  private static ObjectNode pattern(Resources stack) {
    JsonNode filters =
        stack.properties("AuditRewritesPipe").at("/SourceParameters/FilterCriteria/Filters");
    assertThat(filters).hasSize(1);
    return (ObjectNode) filters.get(0);
  }

  private static List<String> grants(Resources stack) {
    return stack.statements().stream()
        .filter(statement -> statement.role().equals("AuditRewritesRole"))
        .map(Statement::json)
        .map(json -> texts(json.path("Action")) + " on " + resource(json.path("Resource")))
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static String resource(JsonNode resource) {
    return resource.isTextual()
        ? resource.asText()
        : String.join(", ", Resources.names(resource).toList());
  }

  private static String texts(JsonNode oneOrMore) {
    return oneOrMore instanceof ArrayNode all
        ? String.join(", ", all.valueStream().map(JsonNode::asText).toList())
        : oneOrMore.asText();
  }

  /** As {@code AuditTable StreamArn}, or the id alone of a reference. */
  private static String named(JsonNode expression) {
    return expression.has("Ref")
        ? expression.get("Ref").asText()
        : String.join(
            " ", expression.path("Fn::GetAtt").valueStream().map(JsonNode::asText).toList());
  }
}
