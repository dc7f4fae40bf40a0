package uk.firstbell.cloud;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;

/**
 * The queues, which carry ids and nothing else. A queue is a nudge, not the memory: what is lost
 * here is found again by its due time.
 *
 * @param routing what routing should look at
 * @param routingDeadLetters what routing failed on five times
 * @param dispatch what dispatch should look at
 * @param dispatchDeadLetters what dispatch failed on five times
 * @param relayFailures stream records that relay could not pass on
 * @param watchFailures sweeps and reconciliations that failed or could not be started
 * @param auditRewrites audit entries that somebody changed or removed, by their keys
 */
record Queues(
    Queue routing,
    Queue routingDeadLetters,
    Queue dispatch,
    Queue dispatchDeadLetters,
    Queue relayFailures,
    Queue watchFailures,
    Queue auditRewrites) {
  private static final int RECEIVED_TIMES_MAX = 5;

  /** While a batch is worked on, waits for a free function included, nobody else gets it. */
  private static final int VISIBILITY_PER_TIMEOUT = 6;

  static Queues in(Stack stack, IKey storage) {
    Queue routingDeadLetters = lookedInto(stack, "RoutingDeadLetters", storage);
    Queue dispatchDeadLetters = lookedInto(stack, "DispatchDeadLetters", storage);
    return new Queues(
        work(stack, "RoutingQueue", storage, Stage.ROUTING, routingDeadLetters),
        routingDeadLetters,
        work(stack, "DispatchQueue", storage, Stage.DISPATCH, dispatchDeadLetters),
        dispatchDeadLetters,
        lookedInto(stack, "RelayFailures", storage),
        lookedInto(stack, "WatchFailures", storage),
        lookedInto(stack, "AuditRewrites", storage));
  }

  /** Those that work waits in. */
  List<Queue> work() {
    return List.of(routing, dispatch);
  }

  /** Those in which any message at all means that a person should look. */
  List<Queue> failures() {
    return List.of(routingDeadLetters, dispatchDeadLetters, relayFailures, watchFailures);
  }

  private static Queue work(Stack stack, String id, IKey storage, Stage reader, Queue deadLetters) {
    return queue(stack, id, storage)
        .visibilityTimeout(Duration.seconds(VISIBILITY_PER_TIMEOUT * reader.timeoutSeconds()))
        .deadLetterQueue(
            DeadLetterQueue.builder()
                .queue(deadLetters)
                .maxReceiveCount(RECEIVED_TIMES_MAX)
                .build())
        .build();
  }

  /** A queue that nobody but a person reads, within two weeks. */
  private static Queue lookedInto(Stack stack, String id, IKey storage) {
    return queue(stack, id, storage).retentionPeriod(Duration.days(14)).build();
  }

  private static Queue.Builder queue(Stack stack, String id, IKey storage) {
    return Queue.Builder.create(stack, id)
        .encryption(QueueEncryption.KMS)
        .encryptionMasterKey(storage)
        .enforceSsl(true);
  }
}
