package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What watches the watch. */
final class HeartbeatsTest {
  @Test
  void a_person_is_called_when_whatever_the_clock_starts_stays_silent_for_twice_as_long() {
    Resources stack = Resources.synthesized();
    assertThat(stack.ofType("AWS::Scheduler::Schedule"))
        .containsOnlyKeys("WatchEachMinute", "ReconcileEachQuarter");
    assertThat(called(stack))
        .containsExactly(
            "ReconciliationSilent: Sum of Firstbell finished stage=reconciliation"
                + " LessThanThreshold 1 in 1800 s, breaching when missing",
            "WatchSilent: Sum of Firstbell finished stage=watch"
                + " LessThanThreshold 1 in 300 s, breaching when missing");

    stack.properties("WatchSilent").put("TreatMissingData", "notBreaching");
    stack.properties("ReconciliationSilent").putArray("AlarmActions");
    assertThat(called(stack)).isEmpty();
  }

  @Test
  void a_person_is_called_for_a_single_confession_and_not_for_none() {
    Resources stack = Resources.synthesized();
    JsonNode alarm = stack.properties("ReconciliationConfessed");
    assertThat(said("ReconciliationConfessed", alarm))
        .isEqualTo(
            "ReconciliationConfessed: Sum of Firstbell confessed stage=reconciliation"
                + " GreaterThanThreshold 0 in 60 s, notBreaching when missing");
    assertThat(toAPerson(alarm)).isTrue();

    stack.properties("ReconciliationConfessed").putArray("AlarmActions").addObject();
    assertThat(toAPerson(stack.properties("ReconciliationConfessed"))).isFalse();
  }

  @Test
  void a_person_is_called_for_a_single_report_that_is_not_routed() {
    Resources stack = Resources.synthesized();
    JsonNode alarm = stack.properties("ReportUnrouted");
    assertThat(said("ReportUnrouted", alarm))
        .isEqualTo(
            "ReportUnrouted: Sum of Firstbell unrouted stage=watch"
                + " GreaterThanThreshold 0 in 60 s, notBreaching when missing");
    assertThat(toAPerson(alarm)).isTrue();
  }

  @Test
  void somebody_is_called_when_nobody_could_be_told_by_mail() {
    Resources stack = Resources.synthesized();

    JsonNode alarm = stack.properties("NobodyTold");
    assertThat(said("NobodyTold", alarm))
        .isEqualTo(
            "NobodyTold: Sum of Firstbell untold stage=dispatch"
                + " GreaterThanThreshold 0 in 60 s, notBreaching when missing");
    assertThat(toAPerson(alarm)).isTrue();
  }

  /** Every alarm that a person gets when nothing is counted. */
  private static List<String> called(Resources stack) {
    return stack.ofType("AWS::CloudWatch::Alarm").entrySet().stream()
        .filter(alarm -> alarm.getValue().path("TreatMissingData").asText().equals("breaching"))
        .filter(alarm -> toAPerson(alarm.getValue()))
        .map(alarm -> said(alarm.getKey(), alarm.getValue()))
        .toList();
  }

  private static boolean toAPerson(JsonNode alarm) {
    return Resources.names(alarm.path("AlarmActions")).toList().equals(List.of("AlarmTopic"));
  }

  private static String said(String id, JsonNode alarm) {
    Stream<String> dimensions =
        alarm
            .path("Dimensions")
            .valueStream()
            .map(each -> each.path("Name").asText() + "=" + each.path("Value").asText());
    return "%s: %s of %s %s %s %s %d in %d s, %s when missing"
        .formatted(
            id,
            alarm.path("Statistic").asText(),
            alarm.path("Namespace").asText(),
            alarm.path("MetricName").asText(),
            String.join(" ", dimensions.toList()),
            alarm.path("ComparisonOperator").asText(),
            alarm.path("Threshold").asInt(-1),
            alarm.path("Period").asInt() * alarm.path("EvaluationPeriods").asInt(),
            alarm.path("TreatMissingData").asText());
  }
}
