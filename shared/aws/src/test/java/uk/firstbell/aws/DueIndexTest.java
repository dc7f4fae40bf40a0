package uk.firstbell.aws;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import uk.firstbell.domain.audit.Chain;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.watch.Watch;

/** Reading what is due costs what is due, never what exists. */
final class DueIndexTest {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private static final int OPEN = 100_000;
  private static final int DUE = 100;
  private static final int BATCH = 25;
  private static final Instant NOW = NIGHT.plus(Duration.ofMinutes(5));

  /** A listing, and each row once or twice again: it is read before it is taken, and after. */
  private static final long SWEEP_MAX = 4L * DUE;

  /** What the index holds of a row, and its mark. */
  private static final Set<String> INDEXED =
      Set.of("pk", "sk", "version", "chain", "dueShard", "dueAt");

  @SuppressWarnings("NullAway.Init") // JUnit makes the tables first.
  private static TableNames tables;

  @BeforeAll
  static void a_hundred_thousand_rows_are_open_and_a_hundred_due() {
    tables = new TestTables(AWS.dynamoDb()).story();
    var story = new DynamoStory(AWS.dynamoDb(), tables, LocalAws.PATIENCE);
    for (int from = 0; from < DUE; from += BATCH) {
      List<Change> due =
          IntStream.range(from, from + BATCH)
              .<Change>mapToObj(i -> new Change.Create(waiting(i, NOW), aDeed()))
              .toList();
      assertThat(story.write(NIGHT, due)).isEqualTo(new Written.Done());
    }
    IntStream.range(DUE / BATCH, OPEN / BATCH).parallel().forEach(DueIndexTest::write);
  }

  @AfterAll
  static void the_endpoint_gets_its_memory_back() {
    for (String table : List.of(tables.story(), tables.keys(), tables.audit())) {
      AWS.dynamoDb().deleteTable(delete -> delete.tableName(table));
    }
  }

  @Test
  void reads_about_the_due_rows_to_list_and_to_take_them() {
    var counting = new CountingDynamo(AWS.dynamoDb());
    var story = new DynamoStory(counting.client(), tables, LocalAws.PATIENCE);

    assertThat(story.due(NOW, OPEN)).hasSize(DUE);
    assertThat(counting.itemsRead()).isEqualTo(DUE);

    var sweep =
        new Watch(
                story,
                TimingPolicy.DEFAULT,
                WorkPolicy.DEFAULT,
                LadderPolicy.DEFAULT,
                CasePolicy.DEFAULT,
                () -> NOW)
            .sweep();
    assertThat(sweep.failed()).isEmpty();
    assertThat(sweep.taken()).hasSize(DUE);
    assertThat(counting.itemsRead() - DUE).isBetween((long) DUE, SWEEP_MAX);
  }

  @Test
  void would_read_a_whole_shard_if_it_filtered_what_it_found_in_place_of_asking_for_it() {
    var counting = new CountingDynamo(AWS.dynamoDb());
    var filtered =
        QueryRequest.builder()
            .tableName(tables.story())
            .indexName("due")
            .keyConditionExpression("dueShard = :shard")
            .filterExpression("dueAt < :long")
            .expressionAttributeValues(
                Map.of(
                    ":shard", AttributeValue.fromS("0"),
                    ":long", AttributeValue.fromS(Moments.text(NIGHT))))
            .build();

    assertThat(new Pages(counting.client()).of(filtered)).isEmpty();
    assertThat(counting.itemsRead()).isBetween(OPEN / 5L, OPEN / 3L);
  }

  private static void write(int batch) {
    List<WriteRequest> rows =
        IntStream.range(batch * BATCH, (batch + 1) * BATCH).mapToObj(DueIndexTest::put).toList();
    for (var rest = Map.of(tables.story(), rows); !rest.isEmpty(); ) {
      var asked = rest;
      rest = AWS.dynamoDb().batchWriteItem(write -> write.requestItems(asked)).unprocessedItems();
    }
  }

  /**
   * Of a row that waits, what the index has of it: whole rows would cost the endpoint a gigabyte.
   */
  private static WriteRequest put(int number) {
    Head head = waiting(number, NOW.plusMillis(number));
    Mark mark = Chain.next(head.id(), Mark.NONE, NIGHT, aDeed()).mark();
    var item =
        RowItems.item(head, mark).entrySet().stream()
            .filter(attribute -> INDEXED.contains(attribute.getKey()))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build();
  }

  private static Head waiting(int number, Instant dueAt) {
    NotificationId id = anotherNotification(number);
    return aHead(id).waiting(List.of(), dueAt);
  }
}
