package uk.firstbell.aws;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import uk.firstbell.domain.story.Nudges;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.wire.lambda.Nudge;

/** Nudges as messages of one SQS queue for each stage, ten at a time; {@link Nudge} is the body. */
public final class SqsNudges implements Nudges {
  private static final int ROWS_MAX = 1_000;
  private static final int BATCH_MAX = 10;

  private final SqsClient sqs;
  private final Map<Stage, String> queueUrls;

  /**
   * Nudges to the queues named.
   *
   * @param queueUrls a queue for every stage that is ever nudged from here
   */
  public SqsNudges(SqsClient sqs, Map<Stage, String> queueUrls) {
    this.sqs = sqs;
    this.queueUrls = new EnumMap<>(queueUrls);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are more rows, one of them can wait for no stage, or
   *     {@code stage} has no queue: a bug in the caller or in the wiring
   */
  @Override
  public List<RowId> send(Stage stage, List<RowId> rows) {
    if (rows.size() > ROWS_MAX) {
      throw new IllegalArgumentException("at most 1,000 rows are nudged at once");
    }
    String queue =
        Optional.ofNullable(queueUrls.get(stage))
            .orElseThrow(() -> new IllegalArgumentException("no queue is wired for this stage"));
    List<RowId> untaken = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += BATCH_MAX) {
      untaken.addAll(sendBatch(queue, rows.subList(from, Math.min(from + BATCH_MAX, rows.size()))));
    }
    return List.copyOf(untaken);
  }

  private List<RowId> sendBatch(String queue, List<RowId> rows) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, rows.size())
            .mapToObj(i ->
                SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .messageBody(Nudge.of(rows.get(i)).body())
                    .build())
            .toList();
    var request = SendMessageBatchRequest.builder().queueUrl(queue).entries(entries).build();
    return sqs.sendMessageBatch(request).failed().stream()
        .map(BatchResultErrorEntry::id)
        .map(id -> rows.get(Integer.parseInt(id)))
        .toList();
  }
}
