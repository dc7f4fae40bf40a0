package uk.firstbell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import uk.firstbell.domain.story.Nudges;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.testkit.contract.NudgesContract;

final class SqsNudgesTest extends NudgesContract {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private static final Pattern BODY =
      Pattern.compile("\\{\"notification\":\"([0-9a-f-]{36})\",\"row\":\"([^\"]+)\"\\}");

  private final Map<Stage, String> queues = new EnumMap<>(Stage.class);

  @Override
  protected Nudges nudgesToEmptyQueues() {
    for (Stage stage : Stage.values()) {
      String name = stage.name() + "-" + UUID.randomUUID();
      queues.put(stage, AWS.sqs().createQueue(queue -> queue.queueName(name)).queueUrl());
    }
    return new SqsNudges(AWS.sqs(), queues);
  }

  @Override
  protected List<RowId> takeAll(Stage stage) {
    return bodies(stage).stream().map(SqsNudgesTest::row).toList();
  }

  @Test
  void carries_a_rows_name_and_nothing_else() {
    nudgesToEmptyQueues().send(Stage.DISPATCH, List.of(RowId.delivery(DELIVERY)));

    assertThat(bodies(Stage.DISPATCH))
        .containsExactly(
            "{\"notification\":\"019de5aa-9d80-7abc-8def-0123456789ab\","
                + "\"row\":\"DELIVERY#SCHOOL-102345\"}");
  }

  @Test
  void tells_which_rows_a_queue_did_not_take() {
    var failed = BatchResultErrorEntry.builder().id("1").code("InternalError").build();
    var nudges =
        new SqsNudges(
            answering(SendMessageBatchResponse.builder().failed(failed).build()),
            Map.of(Stage.ROUTING, "queue"));
    List<RowId> rows =
        IntStream.range(0, 12).mapToObj(i -> RowId.head(anotherNotification(i))).toList();

    assertThat(nudges.send(Stage.ROUTING, rows)).containsExactly(rows.get(1), rows.get(11));
  }

  @Test
  void refuses_what_no_stage_waits_for() {
    Nudges nudges = nudgesToEmptyQueues();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> nudges.send(Stage.ROUTING, List.of(RowId.access(NOTIFICATION))));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new SqsNudges(AWS.sqs(), Map.of(Stage.DISPATCH, "queue"))
                .send(Stage.ROUTING, List.of(RowId.head(NOTIFICATION))));
    assertThat(takeAll(Stage.ROUTING)).isEmpty();

    assertThat(nudges.send(Stage.ROUTING, List.of(RowId.head(NOTIFICATION)))).isEmpty();
    assertThat(takeAll(Stage.ROUTING)).hasSize(1);
  }

  private List<String> bodies(Stage stage) {
    String queue = queues.getOrDefault(stage, "");
    List<String> bodies = new ArrayList<>();
    List<Message> batch;
    do {
      batch =
          AWS.sqs()
              .receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(10))
              .messages();
      batch.forEach(message -> bodies.add(message.body()));
    } while (!batch.isEmpty());
    return bodies;
  }

  private static RowId row(String body) {
    var parts = BODY.matcher(body);
    assertThat(parts.matches()).isTrue();
    return new RowId("N#" + parts.group(1), parts.group(2));
  }

  private static SqsClient answering(SendMessageBatchResponse answer) {
    return (SqsClient)
        Proxy.newProxyInstance(
            SqsClient.class.getClassLoader(),
            new Class<?>[] {SqsClient.class},
            (proxy, method, arguments) -> answer);
  }
}
