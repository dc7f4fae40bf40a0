package uk.firstbell.aws;

import static java.util.Comparator.comparing;
import static uk.firstbell.aws.Names.ASKED_AT;
import static uk.firstbell.aws.Names.AVAILABLE_AT;
import static uk.firstbell.aws.Names.CHAIN;
import static uk.firstbell.aws.Names.DUE;
import static uk.firstbell.aws.Names.DUE_AT;
import static uk.firstbell.aws.Names.DUE_SHARD;
import static uk.firstbell.aws.Names.FORCE;
import static uk.firstbell.aws.Names.INBOX;
import static uk.firstbell.aws.Names.MESSAGE;
import static uk.firstbell.aws.Names.PARTITION;
import static uk.firstbell.aws.Names.READER;
import static uk.firstbell.aws.Names.REVISION;
import static uk.firstbell.aws.Names.SORT;
import static uk.firstbell.aws.Names.VERSION;
import static uk.firstbell.aws.Names.WAITING;
import static uk.firstbell.aws.Names.WAITING_FOR;
import static uk.firstbell.aws.Names.WRAPPED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import uk.firstbell.aws.StoredItem.UnreadableItemException;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Chain;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Trail;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Access;
import uk.firstbell.domain.story.Alert;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseAnswer;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Claim;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DirectoryRow;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.Listed;
import uk.firstbell.domain.story.Looks;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.OpenRow;
import uk.firstbell.domain.story.Payload;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Segment;
import uk.firstbell.domain.story.ShareLog;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Warning;
import uk.firstbell.domain.story.Written;

/**
 * Keeps rows in one table, their entries in a second, data keys in a third, and changes them in one
 * transaction; rows of enrolment are kept in the directory's. Moments are kept to the millisecond.
 *
 * <p>A transaction that another one, or a limit on one of its items, cancelled is tried again as
 * {@link Patience} says; a request that was lost or throttled as a whole, as the client says. Then
 * the SDK's exception is the caller's.
 */
public final class DynamoStory implements Story {
  private static final int CHANGES_MAX = 40;
  private static final int STILL_TRIES_MAX = 5;
  private static final String ABSENT = "attribute_not_exists(" + PARTITION + ")";
  private static final String UNWRITTEN =
      "attribute_exists(" + PARTITION + ") AND attribute_not_exists(#version)";
  private static final Map<String, String> MARK_NAMES =
      Map.of("#version", VERSION, "#chain", CHAIN);
  private static final Set<String> PASSING_REASONS =
      Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";

  private final DynamoDbClient dynamo;
  private final TableNames tables;
  private final Patience patience;

  public DynamoStory(DynamoDbClient dynamo, TableNames tables, Patience patience) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.patience = patience;
  }

  @Override
  public Written write(Instant at, List<Change> changes) {
    refuseUnlessWritable(changes);
    List<Part> parts = changes.stream().flatMap(change -> parts(at, change)).toList();
    var request =
        TransactWriteItemsRequest.builder()
            .transactItems(parts.stream().map(Part::write).toList())
            // One token for every try: a try whose answer was lost is not done twice.
            .clientRequestToken(UUID.randomUUID().toString())
            .build();
    try {
      patience.over(() -> dynamo.transactWriteItems(request), DynamoStory::passes);
      return new Written.Done();
    } catch (TransactionCanceledException cancelled) {
      return beaten(parts, cancelled);
    }
  }

  @Override
  public Optional<Stored<Claim>> claim(ForceCode force, ClientMessageId message, int revision) {
    return row(RowId.claim(force, message, revision)).map(RowItems::claim);
  }

  @Override
  public Optional<Stored<Head>> head(NotificationId id) {
    return row(RowId.head(id)).map(RowItems::head);
  }

  @Override
  public Optional<Stored<Payload>> payload(NotificationId id) {
    return row(RowId.payload(id)).map(RowItems::payload);
  }

  @Override
  public Optional<byte[]> wrappedKey(NotificationId id, Kept what) {
    return get(tables.keys(), Map.of(PARTITION, text(keyName(id, what))))
        .map(item -> item.bytes(WRAPPED));
  }

  @Override
  public Optional<Stored<Delivery>> delivery(DeliveryId id) {
    return row(RowId.delivery(id)).map(RowItems::delivery);
  }

  @Override
  public Optional<Stored<Copy>> copy(DeliveryId id, PersonId reader) {
    return row(RowId.copy(id, reader)).map(RowItems::copy);
  }

  @Override
  public List<Stored<Copy>> copies(DeliveryId id) {
    var request =
        QueryRequest.builder()
            .tableName(tables.story())
            .consistentRead(true)
            .keyConditionExpression("#pk = :pk AND begins_with(#sk, :copies)")
            .expressionAttributeNames(Map.of("#pk", PARTITION, "#sk", SORT))
            .expressionAttributeValues(
                Map.of(
                    ":pk", text(RowId.head(id.notification()).partition()),
                    ":copies", text("COPY#" + id.unit() + "#")))
            .build();
    return all(request).map(RowItems::copy).toList();
  }

  @Override
  public Optional<Stored<Alert>> alert(DeliveryId id, Rung rung, PersonId person) {
    return row(RowId.alert(id, rung, person)).map(RowItems::alert);
  }

  @Override
  public Optional<Stored<Case>> casefile(NotificationId id) {
    return row(RowId.casefile(id)).map(CaseItems::casefile);
  }

  @Override
  public Optional<Stored<CaseAnswer>> answer(NotificationId id) {
    return row(RowId.answer(id)).map(CaseItems::answer);
  }

  @Override
  public Optional<Stored<Access>> access(NotificationId id) {
    return row(RowId.access(id)).map(RowItems::access);
  }

  @Override
  public Optional<Stored<ShareLog>> shareLog(DeliveryId id) {
    return row(RowId.shareLog(id)).map(RowItems::shareLog);
  }

  @Override
  public Optional<Stored<Looks>> looks(RowId id) {
    return row(id).map(RowItems::looks);
  }

  @Override
  public Optional<Stored<Expiry>> expiry(RowId id) {
    return row(id).map(ExpiryItems::expiry);
  }

  @Override
  public Optional<Stored<Warning>> warning(RowId id) {
    return row(id).map(ExpiryItems::warning);
  }

  @Override
  public List<RowId> due(Instant now, int limit) {
    return RowItems.dueShards()
        .flatMap(shard -> dueIn(shard, now, limit))
        .sorted(comparing((StoredItem item) -> item.text(DUE_AT)).thenComparing(RowItems::id))
        .limit(limit)
        .map(RowItems::id)
        .toList();
  }

  @Override
  public Stream<OpenRow> open(Segment segment) {
    var request =
        ScanRequest.builder()
            .tableName(tables.story())
            .consistentRead(true)
            .segment(segment.number())
            .totalSegments(segment.of())
            .filterExpression(
                "#sk = :head OR begins_with(#sk, :delivery) OR #sk = :case OR #sk = :expiry")
            .expressionAttributeNames(Map.of("#sk", SORT))
            .expressionAttributeValues(
                Map.of(
                    ":head", text("HEAD"),
                    ":delivery", text("DELIVERY#"),
                    ":case", text("CASE"),
                    ":expiry", text("EXPIRY")))
            .build();
    return new Pages(dynamo).of(request).map(RowItems::open).flatMap(Optional::stream);
  }

  @Override
  public List<DeliveryId> inbox(PersonId reader, Instant until) {
    var request =
        QueryRequest.builder()
            .tableName(tables.story())
            .indexName(INBOX)
            .scanIndexForward(false)
            .limit(INBOX_MAX)
            .keyConditionExpression("#reader = :reader AND #availableAt <= :until")
            .expressionAttributeNames(Map.of("#reader", READER, "#availableAt", AVAILABLE_AT))
            .expressionAttributeValues(
                Map.of(":reader", text(reader.value()), ":until", text(Moments.text(until))))
            .build();
    return all(request).limit(INBOX_MAX).map(RowItems::deliveryOfCopy).toList();
  }

  @Override
  public List<Listed> listed(Unit unit, Optional<Listed> after) {
    return page(new Listing(INBOX, READER, AVAILABLE_AT), unit.toString(), false, after);
  }

  @Override
  public List<Listed> waiting(Unit unit, Optional<Listed> after) {
    return page(new Listing(INBOX, READER, AVAILABLE_AT), RowItems.waitingAt(unit), true, after);
  }

  @Override
  public List<Listed> waitingFor(Unit authority, Optional<Listed> after) {
    return page(new Listing(WAITING, WAITING_FOR, ASKED_AT), authority.toString(), true, after);
  }

  /** An index of deliveries, and by which attributes. */
  private record Listing(String index, String of, String at) {}

  /** One query: as many as a page holds, from where the page before ended. */
  private List<Listed> page(Listing listing, String of, boolean forward, Optional<Listed> after) {
    var request =
        QueryRequest.builder()
            .tableName(tables.story())
            .indexName(listing.index())
            .scanIndexForward(forward)
            .limit(Listed.PAGE)
            .keyConditionExpression("#of = :of")
            .expressionAttributeNames(Map.of("#of", listing.of()))
            .expressionAttributeValues(Map.of(":of", text(of)));
    after.ifPresent(last -> request.exclusiveStartKey(place(listing, of, last)));
    return all(request.build())
        .limit(Listed.PAGE)
        .map(item -> new Listed(RowItems.id(item).delivery(), item.moment(listing.at())))
        .toList();
  }

  private static Map<String, AttributeValue> place(Listing listing, String of, Listed last) {
    var place = new HashMap<>(RowItems.key(RowId.delivery(last.delivery())));
    place.put(listing.of(), text(of));
    place.put(listing.at(), text(Moments.text(last.at())));
    return place;
  }

  /**
   * A trail is read in several requests, and a row that changes between them would look broken. So
   * the rows are read before and after their entries, until they stood still in between.
   */
  @Override
  public Optional<Trail> trail(NotificationId id) {
    return Optional.of(still(() -> rows(id), rows -> entries(id, rows)))
        .filter(trail -> !trail.rows().isEmpty() || !trail.entries().isEmpty());
  }

  @Override
  public Optional<Trail> deviceTrail(Unit organisation, PersonId person, String device) {
    RowId id = RowId.device(organisation, person, device);
    String partition = RowId.expiry(organisation, person, device).partition();
    return get(tables.directory(), RowItems.key(id))
        .map(_ ->
            still(
                () -> {
                  var rows = marks(partition);
                  get(tables.directory(), RowItems.key(id))
                      .ifPresent(item -> rows.put(id, DeviceItems.mark(item)));
                  return rows;
                },
                _ ->
                    Stream.concat(entriesOf(id), entriesIn(partition))
                        .flatMap(item -> readable(item, EntryItems::entry))
                        .toList()));
  }

  @Override
  public Trail releaseTrail() {
    String partition = RowId.looksAtReleases().partition();
    return still(
        () -> marks(partition),
        _ -> entriesIn(partition).flatMap(item -> readable(item, EntryItems::entry)).toList());
  }

  private Trail still(
      Supplier<Map<RowId, Mark>> rows, Function<Set<RowId>, List<AuditEntry>> entriesOf) {
    Map<RowId, Mark> before = rows.get();
    for (int tried = 0; tried < STILL_TRIES_MAX; tried++) {
      List<AuditEntry> entries = entriesOf.apply(before.keySet());
      Map<RowId, Mark> after = rows.get();
      if (before.equals(after)) {
        return new Trail(after, entries);
      }
      before = after;
    }
    throw new IllegalStateException("the rows changed each time their trail was read");
  }

  private Map<RowId, Mark> marks(String partition) {
    var request =
        inPartition(tables.story(), partition)
            .projectionExpression("#pk, #sk, #version, #chain")
            .expressionAttributeNames(
                Map.of("#pk", PARTITION, "#sk", SORT, "#version", VERSION, "#chain", CHAIN))
            .build();
    var marks = new HashMap<RowId, Mark>();
    all(request).forEach(item -> marks.put(RowItems.id(item), RowItems.mark(item)));
    return marks;
  }

  private Stream<StoredItem> entriesIn(String partition) {
    return all(
        inPartition(tables.audit(), partition)
            .expressionAttributeNames(Map.of("#pk", PARTITION))
            .build());
  }

  /** The entries of one row among others of its partition. */
  private Stream<StoredItem> entriesOf(RowId row) {
    var request =
        QueryRequest.builder()
            .tableName(tables.audit())
            .consistentRead(true)
            .keyConditionExpression("#pk = :pk AND begins_with(#sk, :row)")
            .expressionAttributeNames(Map.of("#pk", PARTITION, "#sk", SORT))
            .expressionAttributeValues(
                Map.of(":pk", text(row.partition()), ":row", text(row.sort() + "#")))
            .build();
    return all(request);
  }

  // Writing

  /** One item of a transaction. */
  private record Part(Kind kind, TransactWriteItem write) {
    enum Kind {
      ROW,
      ENTRY,
      KEY
    }

    static Part of(Kind kind, Put.Builder put) {
      return new Part(kind, TransactWriteItem.builder().put(put.build()).build());
    }
  }

  private static void refuseUnlessWritable(List<Change> changes) {
    if (changes.isEmpty() || changes.size() > CHANGES_MAX) {
      throw new IllegalArgumentException("a transaction has 1 to 40 changes");
    }
    var seen = new HashSet<Object>();
    if (!changes.stream().map(DynamoStory::target).allMatch(seen::add)) {
      throw new IllegalArgumentException("a transaction changes no row twice");
    }
  }

  private static Object target(Change change) {
    return switch (change) {
      case Change.Create(Row row, Deed _) -> row.id();
      case Change.Replace(_, Row row, Deed _) -> row.id();
      case Change.KeepKey(NotificationId notification, Kept what, byte[] _) ->
          keyName(notification, what);
    };
  }

  private Stream<Part> parts(Instant at, Change change) {
    return switch (change) {
      case Change.Create(Row row, Deed deed) -> {
        AuditEntry entry = Chain.next(row.id(), Mark.NONE, at, deed);
        Put.Builder put = putRow(row, entry.mark()).conditionExpression(ABSENT);
        yield Stream.of(Part.of(Part.Kind.ROW, put), putEntry(entry));
      }
      case Change.Replace(Stored<? extends Row> was, Row row, Deed deed) -> {
        AuditEntry entry = Chain.next(row.id(), was.mark(), at, deed);
        Put.Builder put = stillAt(was.mark(), putRow(row, entry.mark()));
        yield Stream.of(Part.of(Part.Kind.ROW, put), putEntry(entry));
      }
      case Change.KeepKey(NotificationId notification, Kept what, byte[] wrapped) ->
          Stream.of(putKey(keyName(notification, what), wrapped));
    };
  }

  /** A row that the directory was given, and nothing was written about, has no mark. */
  private static Put.Builder stillAt(Mark mark, Put.Builder put) {
    return mark.equals(Mark.NONE)
        ? put.conditionExpression(UNWRITTEN).expressionAttributeNames(Map.of("#version", VERSION))
        : put.conditionExpression("#version = :was AND #chain = :chain")
            .expressionAttributeNames(MARK_NAMES)
            .expressionAttributeValues(
                new Item()
                    .number(":was", mark.version())
                    .text(":chain", mark.chain())
                    .attributes());
  }

  private Put.Builder putRow(Row row, Mark mark) {
    return Put.builder()
        .tableName(row instanceof DirectoryRow ? tables.directory() : tables.story())
        .item(RowItems.item(row, mark))
        // The answer carries whoever won, so no second read can see a third state.
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }

  private Part putEntry(AuditEntry entry) {
    return Part.of(
        Part.Kind.ENTRY,
        Put.builder()
            .tableName(tables.audit())
            .item(EntryItems.item(entry))
            .conditionExpression(ABSENT));
  }

  private Part putKey(String name, byte[] wrapped) {
    return Part.of(
        Part.Kind.KEY,
        Put.builder()
            .tableName(tables.keys())
            .item(new Item().text(PARTITION, name).bytes(WRAPPED, wrapped).attributes())
            .conditionExpression(ABSENT));
  }

  private static boolean passes(RuntimeException failure) {
    return switch (failure) {
      case TransactionCanceledException cancelled ->
          cancelled.cancellationReasons().stream()
              .anyMatch(reason -> PASSING_REASONS.contains(reason.code()));
      case TransactionConflictException _ -> true;
      default -> false;
    };
  }

  private static Written.Beaten beaten(List<Part> parts, TransactionCanceledException cancelled) {
    List<CancellationReason> reasons = cancelled.cancellationReasons();
    List<Stored<? extends Row>> standing = new ArrayList<>();
    boolean lost = false;
    for (int i = 0; i < reasons.size(); i++) {
      if (!CONDITION_FAILED.equals(reasons.get(i).code())) {
        continue;
      }
      lost |= parts.get(i).kind() != Part.Kind.ENTRY;
      if (parts.get(i).kind() == Part.Kind.ROW && reasons.get(i).hasItem()) {
        standing.add(RowItems.stored(new StoredItem(reasons.get(i).item())));
      }
    }
    if (!lost) {
      // Not a lost race: a limit, a denied permission, or an entry where its row says there is
      // none.
      throw cancelled;
    }
    return new Written.Beaten(standing);
  }

  // Reading

  private Optional<StoredItem> row(RowId id) {
    return get(tables.story(), RowItems.key(id));
  }

  private Optional<StoredItem> get(String table, Map<String, AttributeValue> key) {
    var request = GetItemRequest.builder().tableName(table).key(key).consistentRead(true).build();
    var response = dynamo.getItem(request);
    return response.hasItem() ? Optional.of(new StoredItem(response.item())) : Optional.empty();
  }

  private Stream<StoredItem> dueIn(String shard, Instant now, int limit) {
    var request =
        QueryRequest.builder()
            .tableName(tables.story())
            .indexName(DUE)
            .limit(limit)
            .keyConditionExpression("#shard = :shard AND #dueAt <= :now")
            .expressionAttributeNames(Map.of("#shard", DUE_SHARD, "#dueAt", DUE_AT))
            .expressionAttributeValues(
                Map.of(":shard", text(shard), ":now", text(Moments.text(now))))
            .build();
    return all(request).limit(limit);
  }

  /** The marks of the notification's rows and, if its head stands, of the claim it names. */
  private Map<RowId, Mark> rows(NotificationId id) {
    var request =
        inPartition(tables.story(), RowId.head(id).partition())
            .projectionExpression("#pk, #sk, #version, #chain, #force, #message, #revision")
            .expressionAttributeNames(
                Map.of(
                    "#pk", PARTITION,
                    "#sk", SORT,
                    "#version", VERSION,
                    "#chain", CHAIN,
                    "#force", FORCE,
                    "#message", MESSAGE,
                    "#revision", REVISION))
            .build();
    var marks = new HashMap<RowId, Mark>();
    for (StoredItem item : all(request).toList()) {
      RowId row = RowItems.id(item);
      marks.put(row, RowItems.mark(item));
      if (row.isHead()) {
        RowId claim =
            RowId.claim(
                item.read(FORCE, ForceCode::new),
                item.read(MESSAGE, ClientMessageId::new),
                Math.toIntExact(item.number(REVISION)));
        row(claim).ifPresent(found -> marks.put(claim, RowItems.mark(found)));
      }
    }
    return marks;
  }

  private List<AuditEntry> entries(NotificationId id, Set<RowId> rows) {
    Stream<String> claims =
        rows.stream().map(RowId::partition).filter(partition -> partition.startsWith("C#"));
    return Stream.concat(Stream.of(RowId.head(id).partition()), claims)
        .flatMap(this::entriesIn)
        .flatMap(item -> readable(item, EntryItems::entry))
        .toList();
  }

  /** An entry changed into something unreadable counts as missing, which the verifier names. */
  private static <T> Stream<T> readable(StoredItem item, Function<StoredItem, T> reading) {
    try {
      return Stream.of(reading.apply(item));
    } catch (UnreadableItemException changed) {
      return Stream.empty();
    }
  }

  private static QueryRequest.Builder inPartition(String table, String partition) {
    return QueryRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .keyConditionExpression("#pk = :pk")
        .expressionAttributeValues(Map.of(":pk", text(partition)));
  }

  private Stream<StoredItem> all(QueryRequest request) {
    return new Pages(dynamo).of(request);
  }

  /** The report's key has the notification's own name; what came later says what it is of. */
  private static String keyName(NotificationId id, Kept what) {
    String partition = RowId.head(id).partition();
    return switch (what) {
      case PAYLOAD -> partition;
      case ANSWER -> partition + "#" + what;
    };
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
