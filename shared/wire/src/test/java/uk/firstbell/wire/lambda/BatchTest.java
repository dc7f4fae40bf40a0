package uk.firstbell.wire.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.wire.lambda.QueueBatch.Message;
import uk.firstbell.wire.lambda.StreamBatch.Change;

final class BatchTest {
  private static final NotificationId ID =
      new NotificationId("0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11");
  private static final DeliveryId DELIVERY = new DeliveryId(ID, Unit.parse("SCHOOL-900001"));

  @Test
  void a_nudge_names_its_row_and_nothing_else() {
    assertThat(Nudge.of(RowId.head(ID)).body())
        .isEqualTo("{\"notification\":\"0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11\",\"row\":\"HEAD\"}");

    for (RowId row : List.of(RowId.head(ID), RowId.delivery(DELIVERY))) {
      Nudge nudge = Nudge.of(row);
      assertThat(nudge.id()).isEqualTo(row);
      assertThat(Nudge.read(nudge.body())).contains(nudge);
    }
  }

  @Test
  void only_a_head_or_a_delivery_ever_waits() {
    for (RowId row :
        List.of(RowId.payload(ID), RowId.access(ID), RowId.copy(DELIVERY, new PersonId("p-1")))) {
      assertThatThrownBy(() -> Nudge.of(row)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HEAD",
        "[]",
        "{}",
        "{\"notification\":\"0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11\"}",
        "{\"notification\":\"0197c1f2-3d6a-4b10-9c1e-2a4f0c6d8e11\",\"row\":\"HEAD\"}",
        "{\"notification\":\"0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11\",\"row\":\"PAYLOAD\"}",
        "{\"notification\":\"0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11\",\"row\":1}",
        "{\"notification\":\"0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11\",\"row\":\"DELIVERY#900001\"}",
        "{\"notification\":\"0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11\",\"row\":\"DELIVERY#SHOP-AB\"}",
        "{\"notification\":\"0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11\",\"row\":\"HEAD\",\"x\":1}",
      })
  void a_message_that_is_no_nudge_fails_alone(String body) throws IOException {
    String nudge = Nudge.of(RowId.head(ID)).body();

    var batch =
        QueueBatch.read(
            event(
                "{\"Records\":["
                    + message("m-1", nudge, 1)
                    + ","
                    + message("m-2", body, 1)
                    + ","
                    + message("m-3", nudge, 3)
                    + "]}"));

    assertThat(batch.messages())
        .containsExactly(
            new Message("m-1", Nudge.of(RowId.head(ID)), 1),
            new Message("m-3", Nudge.of(RowId.head(ID)), 3));
    assertThat(batch.unreadable()).containsExactly("m-2");
  }

  @Test
  void reads_the_changes_of_a_stream_and_passes_removals_over() throws IOException {
    var batch =
        StreamBatch.read(
            event(
                """
                {"Records":[
                 {"eventID":"1","eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{
                   "Keys":{"pk":{"S":"N#0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11"},"sk":{"S":"HEAD"}},
                   "NewImage":{"pk":{"S":"N#0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11"},
                     "sk":{"S":"HEAD"},"next":{"S":"routing"},"version":{"N":"1"},
                     "sealed":{"B":"AAEC"}},
                   "SequenceNumber":"100000000000000000001","StreamViewType":"NEW_IMAGE"}},
                 {"eventName":"REMOVE","dynamodb":{"Keys":{"pk":{"S":"N#x"},"sk":{"S":"HEAD"}},
                   "OldImage":{"pk":{"S":"N#x"},"sk":{"S":"HEAD"}},"SequenceNumber":"2"}},
                 {"eventName":"MODIFY","dynamodb":{"NewImage":{"pk":{"S":"C#ZZTEST#a"},
                   "sk":{"S":"CLAIM"}},"SequenceNumber":"3"}}]}
                """));

    assertThat(batch.changes())
        .containsExactly(
            new Change("100000000000000000001", RowId.head(ID), Optional.of("routing")),
            new Change("3", new RowId("C#ZZTEST#a", "CLAIM"), Optional.empty()));
  }

  @Test
  void an_event_without_records_holds_none() throws IOException {
    assertThat(QueueBatch.read(event("{}")).messages()).isEmpty();
    assertThat(StreamBatch.read(event("{}")).changes()).isEmpty();
  }

  @Test
  void names_the_items_that_are_to_come_again() throws IOException {
    assertThat(written(BatchAnswer.failing(List.of("m-2", "m-9"))))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"m-2\"},{\"itemIdentifier\":\"m-9\"}]}");
    assertThat(written(BatchAnswer.failing(List.of()))).isEqualTo("{\"batchItemFailures\":[]}");
  }

  private static String written(BatchAnswer answer) throws IOException {
    var out = new ByteArrayOutputStream();
    answer.writeTo(out);
    return out.toString(UTF_8);
  }

  private static String message(String id, String body, int attempt) {
    return "{\"messageId\":\"%s\",\"body\":\"%s\",\"attributes\":{\"ApproximateReceiveCount\":\"%d\"}}"
        .formatted(id, body.replace("\"", "\\\""), attempt);
  }

  private static InputStream event(String json) {
    return new ByteArrayInputStream(json.getBytes(UTF_8));
  }
}
