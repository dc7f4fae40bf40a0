package uk.firstbell.cloud;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.amazon.awscdk.services.sqs.Queue;

/** What starts a function without being asked by a person or an agency. */
final class Triggers {
  /** Only rows that say who comes next: the rest of the stream never starts a function. */
  private static final String SAYS_WHO_IS_NEXT =
      """
      {"eventName":["INSERT","MODIFY"],"dynamodb":{"NewImage":{"next":{"S":[{"exists":true}]}}}}\
      """;

  private final Stack stack;
  private final Functions functions;
  private final Queues queues;

  Triggers(Stack stack, Functions functions, Queues queues) {
    this.stack = stack;
    this.functions = functions;
    this.queues = queues;
  }

  void connect(Tables tables, IKey storage) {
    relayFrom(tables.story());
    startFrom(queues.routing(), Stage.ROUTING, "RoutingFromQueue");
    startFrom(queues.dispatch(), Stage.DISPATCH, "DispatchFromQueue");
    startByTheClock(storage);
  }

  private void relayFrom(Table story) {
    Alias relay = functions.live(Stage.RELAY);
    story.grantStreamRead(functions.role(Stage.RELAY));
    EventSourceMapping.Builder.create(stack, "RelayFromStory")
        .target(relay)
        .eventSourceArn(story.getTableStreamArn())
        .filters(List.of(Map.of("pattern", SAYS_WHO_IS_NEXT)))
        .startingPosition(StartingPosition.TRIM_HORIZON)
        .batchSize(100)
        .bisectBatchOnError(true)
        .reportBatchItemFailures(true)
        .retryAttempts(5)
        .onFailure(new SqsDlq(queues.relayFailures()))
        .build();
  }

  private void startFrom(Queue queue, Stage stage, String id) {
    queue.grantConsumeMessages(functions.role(stage));
    EventSourceMapping.Builder.create(stack, id)
        .target(functions.live(stage))
        .eventSourceArn(queue.getQueueArn())
        .batchSize(10)
        .reportBatchItemFailures(true)
        .build();
  }

  /**
   * The next time is the retry, so nothing older than what lies between two is worth starting.
   *
   * <p>The scheduler hands over and leaves: what it could not hand over goes to its own dead
   * letters, and what started and failed to those of the function.
   */
  private void startByTheClock(IKey storage) {
    Role scheduler =
        Role.Builder.create(stack, "SchedulerRole")
            .assumedBy(new ServicePrincipal("scheduler.amazonaws.com"))
            .build();
    queues.watchFailures().grantSendMessages(scheduler);
    startEach(
        Duration.minutes(1),
        Stage.WATCH,
        "WatchEachMinute",
        "Takes what is due.",
        scheduler,
        storage);
    startEach(
        Duration.minutes(15),
        Stage.RECONCILIATION,
        "ReconcileEachQuarter",
        "Takes what the watch missed.",
        scheduler,
        storage);
  }

  private void startEach(
      Duration time, Stage stage, String id, String description, Role scheduler, IKey storage) {
    Alias live = functions.live(stage);
    live.configureAsyncInvoke(
        EventInvokeConfigOptions.builder()
            .retryAttempts(0)
            .maxEventAge(time)
            .onFailure(new SqsDestination(queues.watchFailures()))
            .build());
    Schedule.Builder.create(stack, id)
        .description(description)
        .schedule(ScheduleExpression.rate(time))
        .key(storage)
        .target(
            LambdaInvoke.Builder.create(live)
                .role(scheduler)
                .deadLetterQueue(queues.watchFailures())
                .retryAttempts(0)
                .maxEventAge(time)
                .build())
        .build();
  }
}
