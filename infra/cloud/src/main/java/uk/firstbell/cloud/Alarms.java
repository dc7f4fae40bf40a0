package uk.firstbell.cloud;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;

/** What calls a person, by one topic. */
final class Alarms {
  private static final Duration MINUTE = Duration.minutes(1);

  /** Five times what a nudge takes at worst when all is well: the sweep comes each minute. */
  private static final Duration LATE = Duration.minutes(5);

  private final Stack stack;
  private final SnsAction call;

  Alarms(Stack stack, IKey storage) {
    this.stack = stack;
    Topic topic =
        Topic.Builder.create(stack, "AlarmTopic").masterKey(storage).enforceSsl(true).build();
    // A policy of its own takes away the default one, by which alarms could publish.
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("AlarmsOfThisAccount")
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
            .build());
    this.call = new SnsAction(topic);
  }

  void watch(Queues queues, Alias relay) {
    for (Queue failures : queues.failures()) {
      whenAnythingIsIn(failures, "Something was given up on; a person should look.");
    }
    whenAnythingIsIn(queues.auditRewrites(), "An audit entry was changed or removed.");
    queues.work().forEach(this::whenWorkWaitsIn);
    whenStreamLags(relay);
  }

  /**
   * The sweep and the reconciliation each count that they came to their end, for a person to be
   * called when the count stays away.
   */
  void watchTheWatch() {
    unlessFinished(Stage.WATCH, Duration.minutes(5));
    unlessFinished(Stage.RECONCILIATION, Duration.minutes(30));
    alarm(
        "ReconciliationConfessed",
        "The watch missed what was due; the reconciliation took it.",
        counted("confessed", Stage.RECONCILIATION, MINUTE),
        0);
    alarm(
        "ReportUnrouted",
        "A report was accepted a quarter of an hour ago, and nobody has been told of it.",
        counted("unrouted", Stage.WATCH, MINUTE),
        0);
    alarm(
        "NobodyTold",
        "Somebody was to be told by mail of what waits for them, and nobody could be.",
        counted("untold", Stage.DISPATCH, MINUTE),
        0);
  }

  private void whenAnythingIsIn(Queue queue, String description) {
    alarm(
        queue.getNode().getId() + "NotEmpty",
        description,
        queue.metricApproximateNumberOfMessagesVisible(most()),
        0);
  }

  private void whenWorkWaitsIn(Queue work) {
    alarm(
        work.getNode().getId() + "Late",
        "Work has waited for more than five minutes.",
        work.metricApproximateAgeOfOldestMessage(most()),
        LATE.toSeconds());
  }

  private void whenStreamLags(Alias relay) {
    alarm(
        "RelayLate",
        "The story's stream is read more than five minutes late.",
        relay.metric("IteratorAge", most()),
        LATE.toMilliseconds());
  }

  private void alarm(String id, String description, IMetric metric, Number threshold) {
    Alarm.Builder.create(stack, id)
        .alarmDescription(description)
        .metric(metric)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
        .threshold(threshold)
        .evaluationPeriods(1)
        .treatMissingData(TreatMissingData.NOT_BREACHING)
        .build()
        .addAlarmAction(call);
  }

  private void unlessFinished(Stage stage, Duration within) {
    Alarm.Builder.create(stack, stage.title() + "Silent")
        .alarmDescription("None has come to its end for %d minutes.".formatted(within.toMinutes()))
        .metric(counted("finished", stage, within))
        .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
        .threshold(1)
        .evaluationPeriods(1)
        .treatMissingData(TreatMissingData.BREACHING)
        .build()
        .addAlarmAction(call);
  }

  /** What the stage's log lines count. */
  private static IMetric counted(String name, Stage stage, Duration period) {
    return Metric.Builder.create()
        .namespace("Firstbell")
        .metricName(name)
        .dimensionsMap(Map.of("stage", stage.title().toLowerCase(Locale.ROOT)))
        .statistic("Sum")
        .period(period)
        .build();
  }

  private static MetricOptions most() {
    return MetricOptions.builder().statistic("Maximum").period(MINUTE).build();
  }
}
