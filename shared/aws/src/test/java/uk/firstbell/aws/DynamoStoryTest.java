package uk.firstbell.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.DSL;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.aClaim;
import static uk.firstbell.testkit.fixture.SampleStory.aCopy;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aDelivery;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.aPayload;
import static uk.firstbell.testkit.fixture.SampleStory.anAccess;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.audit.Verifier.Flaw;
import uk.firstbell.domain.audit.Verifier.Verdict;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Change.Create;
import uk.firstbell.domain.story.Change.KeepKey;
import uk.firstbell.domain.story.Change.Replace;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written.Done;
import uk.firstbell.testkit.contract.StoryWritingContract;

final class DynamoStoryTest extends StoryWritingContract {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

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

  @Test
  void writes_exactly_the_attributes_it_documents() {
    Head head = aHead();
    story.write(NIGHT, List.of(create(head), create(aDelivery()), create(aCopy())));

    assertThat(item(head.id()))
        .containsOnlyKeys(
            "pk",
            "sk",
            "version",
            "chain",
            "force",
            "message",
            "unit",
            "messageType",
            "revision",
            "supersedes",
            "drill",
            "receivedAt",
            "policeAwareAt",
            "recordRef",
            "subjects",
            "state",
            "tasks",
            "next",
            "dueShard",
            "dueAt")
        .containsEntry("pk", text("N#019de5aa-9d80-7abc-8def-0123456789ab"))
        .containsEntry("sk", text("HEAD"))
        .containsEntry("version", AttributeValue.fromN("1"))
        .containsEntry("next", text("ROUTING"))
        .containsEntry("state", text("ACCEPTED"))
        .containsEntry("receivedAt", text("2026-05-01T21:40:00.000Z"))
        .containsEntry("dueAt", text("2026-05-01T21:45:00.000Z"));
    assertThat(item(RowId.delivery(DELIVERY)))
        .containsEntry("sk", text("DELIVERY#SCHOOL-102345"))
        .containsEntry("next", text("DISPATCH"));
    assertThat(item(RowId.copy(DELIVERY, DSL)))
        .containsEntry("sk", text("COPY#SCHOOL-102345#larkfield-dsl"))
        .containsEntry("reader", text("larkfield-dsl"))
        .containsEntry("availableAt", text("2026-05-01T21:40:00.000Z"))
        .containsEntry("state", text("SEALED"))
        .doesNotContainKeys("dueShard", "dueAt", "next");
  }

  @Test
  void leaves_no_attribute_of_an_index_behind_when_a_row_is_final() {
    story.write(NIGHT, List.of(create(aHead())));
    Stored<Head> read = story.head(NOTIFICATION).orElseThrow();
    assertThat(item(aHead().id())).containsKeys("dueShard", "dueAt", "next");

    story.write(
        NIGHT, List.of(new Replace(read, read.row().planned(plan(), NIGHT).routed(), aDeed())));

    assertThat(item(aHead().id()))
        .containsKey("plan")
        .doesNotContainKeys("dueShard", "dueAt", "next");
  }

  @Test
  void keeps_a_key_apart_with_nothing_beside_it() {
    story.write(
        NIGHT,
        List.of(create(aHead()), new KeepKey(NOTIFICATION, Kept.PAYLOAD, new byte[] {1, 2})));

    assertThat(items(tables.keys()))
        .singleElement()
        .satisfies(item ->
            assertThat(item)
                .containsOnlyKeys("pk", "wrapped")
                .containsEntry("pk", text("N#" + NOTIFICATION)));
  }

  @Test
  void names_an_entry_by_its_row_and_an_eight_digit_version() {
    story.write(NIGHT, List.of(create(aHead()), create(aClaim())));

    assertThat(items(tables.audit()))
        .extracting(item -> item.get("sk"))
        .containsExactlyInAnyOrder(text("HEAD#00000001"), text("CLAIM#00000001"));
  }

  @Test
  void keeps_the_moments_of_a_row_to_the_millisecond() {
    Head finer = aHead().waiting(List.of(), NIGHT.plusNanos(1_999_999));

    story.write(NIGHT, List.of(create(finer)));

    assertThat(story.head(NOTIFICATION).orElseThrow().row().dueAt()).hasValue(NIGHT.plusMillis(1));
  }

  @Test
  void spreads_due_rows_over_four_shards() {
    List<Change> heads =
        IntStream.range(0, 40)
            .<Change>mapToObj(i -> create(aHead(anotherNotification(i))))
            .toList();
    story.write(NIGHT, heads);

    Set<AttributeValue> shards =
        Set.copyOf(items(tables.story()).stream().map(item -> item.get("dueShard")).toList());

    assertThat(shards).containsExactlyInAnyOrder(text("0"), text("1"), text("2"), text("3"));
    assertThat(story.due(NIGHT.plusSeconds(300), 100)).hasSize(40);
  }

  @Test
  void reads_every_page_of_a_notification_of_more_than_a_megabyte() {
    byte[] sealed = new byte[60_000];
    for (int half = 0; half < 2; half++) {
      List<Change> copies = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        var unit = new Unit(Unit.Kind.SCHOOL, Integer.toString(100_000 + half * 15 + i));
        var copy = aCopy(new DeliveryId(NOTIFICATION, unit), DSL, NIGHT);
        copies.add(
            create(
                new Copy(
                    copy.delivery(),
                    copy.reader(),
                    sealed,
                    copy.devices(),
                    copy.openingTokenHash(),
                    copy.earlierTokenHash(),
                    copy.availableAt(),
                    copy.state())));
      }
      assertThat(story.write(NIGHT, copies)).isEqualTo(new Done());
    }

    assertThat(story.trail(NOTIFICATION).orElseThrow().rows()).hasSize(30);
  }

  // What somebody does to the tables behind our back

  @Test
  void has_the_verifier_name_any_entry_that_is_deleted_the_last_included() {
    story.write(NIGHT, List.of(create(aHead()), create(aPayload()), create(aClaim())));
    Stored<Head> read = story.head(NOTIFICATION).orElseThrow();
    story.write(NIGHT, List.of(new Replace(read, read.row().waiting(List.of(), NIGHT), aDeed())));
    List<Map<String, AttributeValue>> entries = items(tables.audit());
    assertThat(entries).hasSize(4);
    assertThat(verdict()).isEqualTo(new Verdict.Whole(4));

    for (Map<String, AttributeValue> entry : entries) {
      delete(tables.audit(), entry);
      String row = text(entry, "pk") + "#" + text(entry, "sk");
      assertThat(verdict())
          .isInstanceOfSatisfying(
              Verdict.Broken.class,
              broken -> {
                assertThat(broken.flaw()).isEqualTo(Flaw.MISSING);
                assertThat(row).startsWith(broken.row().toString());
                assertThat(row).endsWith(Long.toString(broken.version()));
              });
      put(tables.audit(), entry);
      assertThat(verdict()).isEqualTo(new Verdict.Whole(4));
    }
  }

  @Test
  void has_the_verifier_name_an_entry_that_is_altered_or_made_unreadable() {
    story.write(NIGHT, List.of(create(anAccess())));
    Map<String, AttributeValue> entry = items(tables.audit()).getFirst();

    put(tables.audit(), with(entry, "actorId", text("somebody-else")));
    assertThat(verdict()).isEqualTo(broken(Flaw.ALTERED));

    put(tables.audit(), with(entry, "action", text("NOTHING_WE_KNOW")));
    assertThat(verdict()).isEqualTo(broken(Flaw.MISSING));

    put(tables.audit(), entry);
    assertThat(verdict()).isEqualTo(new Verdict.Whole(1));
  }

  @Test
  void has_the_verifier_name_a_row_that_is_deleted_with_its_entries_left() {
    story.write(NIGHT, List.of(create(anAccess())));

    delete(tables.story(), item(anAccess().id()));

    assertThat(verdict()).isEqualTo(broken(Flaw.UNACCOUNTED));
  }

  @Test
  void makes_no_lost_race_of_an_entry_that_stands_where_its_row_does_not() {
    story.write(NIGHT, List.of(create(anAccess())));
    delete(tables.story(), item(anAccess().id()));

    assertThatExceptionOfType(TransactionCanceledException.class)
        .isThrownBy(() -> story.write(NIGHT, List.of(create(anAccess()))));

    delete(tables.audit(), items(tables.audit()).getFirst());
    assertThat(story.write(NIGHT, List.of(create(anAccess())))).isEqualTo(new Done());
  }

  private Verdict verdict() {
    return Verifier.verify(story.trail(NOTIFICATION).orElseThrow());
  }

  private static Verdict.Broken broken(Flaw flaw) {
    return new Verdict.Broken(anAccess().id(), 1, flaw);
  }

  private static Plan plan() {
    return new Plan(List.of(), 0, 0, 0, Optional.empty());
  }

  private static Create create(Row row) {
    return new Create(row, aDeed());
  }

  private Map<String, AttributeValue> item(RowId id) {
    return AWS.dynamoDb()
        .getItem(get ->
            get.tableName(tables.story())
                .key(Map.of("pk", text(id.partition()), "sk", text(id.sort())))
                .consistentRead(true))
        .item();
  }

  private List<Map<String, AttributeValue>> items(String table) {
    return AWS.dynamoDb().scan(scan -> scan.tableName(table).consistentRead(true)).items();
  }

  private void delete(String table, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key =
        Map.of("pk", text(text(item, "pk")), "sk", text(text(item, "sk")));
    AWS.dynamoDb().deleteItem(delete -> delete.tableName(table).key(key));
  }

  private void put(String table, Map<String, AttributeValue> item) {
    AWS.dynamoDb().putItem(put -> put.tableName(table).item(item));
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String name, AttributeValue value) {
    var changed = new HashMap<>(item);
    changed.put(name, value);
    return changed;
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return requireNonNull(item.get(name)).s();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
