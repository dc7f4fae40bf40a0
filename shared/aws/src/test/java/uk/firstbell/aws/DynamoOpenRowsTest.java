package uk.firstbell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.SCHOOL;
import static uk.firstbell.testkit.fixture.SampleStory.aCopy;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aDelivery;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.aws.StoredItem.UnreadableItemException;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Change.Create;
import uk.firstbell.domain.story.Change.Replace;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.OpenRow;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Segment;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written.Done;
import uk.firstbell.testkit.contract.OpenRowsContract;

/** Also what somebody does to the table behind our back. */
final class DynamoOpenRowsTest extends OpenRowsContract {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private static final Segment WHOLE = new Segment(0, 1);

  @SuppressWarnings("NullAway.Init") // The contract opens an empty story before each test.
  private TableNames tables;

  @SuppressWarnings("NullAway.Init")
  private Story story;

  @Override
  protected Story emptyStory() {
    tables = new TestTables(AWS.dynamoDb()).story();
    story = new DynamoStory(AWS.dynamoDb(), tables, LocalAws.PATIENCE);
    return story;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dueAt dueShard", "dueAt", "dueShard"})
  void shows_without_a_due_time_what_the_due_index_has_lost_until_it_is_written_again(
      String removed) {
    write(aDelivery());
    var due = NIGHT.plusSeconds(300);
    assertThat(story.due(due, 10)).hasSize(1);

    change(RowId.delivery(DELIVERY), item -> item.keySet().removeAll(List.of(removed.split(" "))));

    assertThat(story.due(due, 10)).isEmpty();
    Stored<Delivery> lost = story.delivery(DELIVERY).orElseThrow();
    assertThat(lost.row().dueAt()).isEmpty();
    assertThat(story.open(WHOLE)).containsExactly(new OpenRow.Standing(lost));

    var found = new Replace(lost, lost.row().lookedAt(due), aDeed());
    assertThat(story.write(NIGHT, List.of(found))).isEqualTo(new Done());
    assertThat(story.due(due, 10)).containsExactly(RowId.delivery(DELIVERY));
    assertThat(story.delivery(DELIVERY).orElseThrow().row()).isEqualTo(aDelivery());
  }

  @Test
  void shows_a_row_it_cannot_read_by_its_name_and_goes_on_to_the_others() {
    write(aHead(), aDelivery());
    change(RowId.head(NOTIFICATION), item -> item.remove("state"));
    change(RowId.delivery(DELIVERY), item -> item.put("state", text("NONSENSE")));

    var broken = story.open(WHOLE).toList();

    assertThat(broken)
        .hasSize(2)
        .allSatisfy(row ->
            assertThat(row)
                .isInstanceOfSatisfying(
                    OpenRow.Unreadable.class,
                    unreadable ->
                        assertThat(unreadable.why()).isInstanceOf(UnreadableItemException.class)));
    assertThat(broken)
        .extracting(row -> ((OpenRow.Unreadable) row).row())
        .containsExactlyInAnyOrder(RowId.head(NOTIFICATION), RowId.delivery(DELIVERY));
  }

  @Test
  @Tag("pages") // Not every endpoint breaks a scan into pages.
  void reads_every_page_of_a_segment_and_none_before_it_is_wanted() {
    write(aHead(anotherNotification(0)), aHead(anotherNotification(1)));
    byte[] sealed = new byte[60_000];
    for (int number = 0; number < 2; number++) {
      var id = new DeliveryId(anotherNotification(number), SCHOOL);
      List<Row> rows = new ArrayList<>(List.of(aDelivery(id)));
      for (int reader = 0; reader < 15; reader++) {
        var copy = aCopy(id, new PersonId("reader-" + reader), NIGHT);
        rows.add(
            new Copy(
                copy.delivery(),
                copy.reader(),
                sealed,
                copy.devices(),
                copy.openingTokenHash(),
                copy.earlierTokenHash(),
                copy.availableAt(),
                copy.state()));
      }
      write(rows.toArray(Row[]::new));
    }
    var counted = new FaultyDynamo(AWS.dynamoDb());
    var reading = new DynamoStory(counted.client(), tables, LocalAws.PATIENCE);

    assertThat(reading.open(WHOLE).findFirst()).isPresent();
    assertThat(counted.calls("scan")).isEqualTo(1);

    assertThat(reading.open(WHOLE)).hasSize(4);
    assertThat(counted.calls("scan")).isGreaterThanOrEqualTo(3);
  }

  private void write(Row... rows) {
    var changes = new ArrayList<Change>();
    for (Row row : rows) {
      changes.add(new Create(row, aDeed()));
    }
    assertThat(story.write(NIGHT, changes)).isEqualTo(new Done());
  }

  private void change(RowId row, Consumer<Map<String, AttributeValue>> hand) {
    var key = Map.of("pk", text(row.partition()), "sk", text(row.sort()));
    var item =
        new HashMap<>(AWS.dynamoDb().getItem(get -> get.tableName(tables.story()).key(key)).item());
    hand.accept(item);
    AWS.dynamoDb().putItem(put -> put.tableName(tables.story()).item(item));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
