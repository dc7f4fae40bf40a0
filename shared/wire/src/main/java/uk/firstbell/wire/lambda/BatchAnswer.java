package uk.firstbell.wire.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/**
 * Which items of a batch are to come again; all others are done with. The event source must ask for
 * it ({@code ReportBatchItemFailures}), or the answer is ignored and the batch counts as done.
 *
 * @param failed ids of messages, or sequence numbers of a stream's changes
 */
public record BatchAnswer(List<String> failed) {
  public BatchAnswer {
    failed = List.copyOf(failed);
  }

  public static BatchAnswer failing(List<String> ids) {
    return new BatchAnswer(ids);
  }

  /** Writes {@code {"batchItemFailures":[{"itemIdentifier":"…"}]}}. */
  public void writeTo(OutputStream answer) throws IOException {
    List<Content> items = failed.stream().map(BatchAnswer::item).toList();
    answer.write(
        ContentJson.bytes(
            new Content.Group(Map.of("batchItemFailures", new Content.Items(items)))));
  }

  private static Content item(String id) {
    return new Content.Group(Map.of("itemIdentifier", new Content.Text(id)));
  }
}
