package uk.firstbell.aws;

import static uk.firstbell.aws.Names.ALERT;
import static uk.firstbell.aws.Names.ANSWERED_BY;
import static uk.firstbell.aws.Names.AT;
import static uk.firstbell.aws.Names.AVAILABLE_AT;
import static uk.firstbell.aws.Names.BODY_DIGEST;
import static uk.firstbell.aws.Names.CHAIN;
import static uk.firstbell.aws.Names.DEADLINE;
import static uk.firstbell.aws.Names.DRILL;
import static uk.firstbell.aws.Names.DUE_AT;
import static uk.firstbell.aws.Names.DUE_SHARD;
import static uk.firstbell.aws.Names.FORCE;
import static uk.firstbell.aws.Names.MESSAGE;
import static uk.firstbell.aws.Names.MESSAGE_TYPE;
import static uk.firstbell.aws.Names.MISSING;
import static uk.firstbell.aws.Names.NEXT;
import static uk.firstbell.aws.Names.NOTIFICATION;
import static uk.firstbell.aws.Names.OPENED_AT;
import static uk.firstbell.aws.Names.OPENED_BY;
import static uk.firstbell.aws.Names.OPENING_TOKEN_HASH;
import static uk.firstbell.aws.Names.OUTCOME;
import static uk.firstbell.aws.Names.PARTITION;
import static uk.firstbell.aws.Names.PLAN;
import static uk.firstbell.aws.Names.POLICE_AWARE_AT;
import static uk.firstbell.aws.Names.READER;
import static uk.firstbell.aws.Names.RECEIVED_AT;
import static uk.firstbell.aws.Names.RECORD_REF;
import static uk.firstbell.aws.Names.REVISION;
import static uk.firstbell.aws.Names.SEALED;
import static uk.firstbell.aws.Names.SORT;
import static uk.firstbell.aws.Names.STATE;
import static uk.firstbell.aws.Names.SUBJECTS;
import static uk.firstbell.aws.Names.TASKS;
import static uk.firstbell.aws.Names.UNIT;
import static uk.firstbell.aws.Names.VERSION;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.aws.StoredItem.UnreadableItemException;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Access;
import uk.firstbell.domain.story.Claim;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Copy.Alert;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.Missing;
import uk.firstbell.domain.story.Payload;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedReader;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Task;

/** The six shapes of row as items of the {@code story} table, and back. */
final class RowItems {
  private static final int DUE_SHARDS = 4;

  private RowItems() {}

  static Map<String, AttributeValue> key(RowId id) {
    return new Item().text(PARTITION, id.partition()).text(SORT, id.sort()).attributes();
  }

  static RowId id(StoredItem item) {
    return new RowId(item.text(PARTITION), item.text(SORT));
  }

  static Mark mark(StoredItem item) {
    return new Mark(item.number(VERSION), item.text(CHAIN));
  }

  /** The names of all shards of the {@code due} index. */
  static Stream<String> dueShards() {
    return IntStream.range(0, DUE_SHARDS).mapToObj(Integer::toString);
  }

  /** The whole row, standing at {@code mark}. */
  static Map<String, AttributeValue> item(Row row, Mark mark) {
    RowId id = row.id();
    Item item =
        new Item()
            .text(PARTITION, id.partition())
            .text(SORT, id.sort())
            .number(VERSION, mark.version())
            .text(CHAIN, mark.chain());
    switch (row) {
      case Head head -> write(head, item);
      case Claim claim -> write(claim, item);
      case Payload payload -> item.bytes(SEALED, payload.sealed());
      case Delivery delivery -> write(delivery, item);
      case Copy copy -> write(copy, item);
      case Access _ -> {} // Its mark is all there is to it.
    }
    return item.attributes();
  }

  /** Any row, with its mark. */
  static Stored<? extends Row> stored(StoredItem item) {
    RowId id = id(item);
    return switch (id.sort()) {
      case "HEAD" -> head(item);
      case "PAYLOAD" -> payload(item);
      case "ACCESS" -> access(item);
      case "CLAIM" -> claim(item);
      default -> id.isDelivery() ? delivery(item) : copy(item);
    };
  }

  static Stored<Head> head(StoredItem item) {
    return new Stored<>(
        new Head(
            notification(item),
            item.read(FORCE, ForceCode::new),
            item.read(MESSAGE, ClientMessageId::new),
            item.text(UNIT),
            item.text(MESSAGE_TYPE),
            Math.toIntExact(item.number(REVISION)),
            item.truth(DRILL),
            item.moment(RECEIVED_AT),
            item.moment(POLICE_AWARE_AT),
            item.text(RECORD_REF),
            item.texts(SUBJECTS),
            item.read(STATE, Head.State::valueOf),
            item.has(PLAN) ? Optional.of(plan(item.group(PLAN))) : Optional.empty(),
            item.groups(TASKS).stream().map(RowItems::task).toList(),
            item.readIfAny(NEXT, Stage::valueOf),
            item.momentIfAny(DUE_AT)),
        mark(item));
  }

  static Stored<Claim> claim(StoredItem item) {
    return new Stored<>(
        new Claim(
            item.read(FORCE, ForceCode::new),
            item.read(MESSAGE, ClientMessageId::new),
            item.text(BODY_DIGEST),
            item.read(NOTIFICATION, NotificationId::new),
            deadline(item.group(DEADLINE)),
            item.groups(MISSING).stream()
                .map(each -> new Missing(each.text("path"), each.text("reason")))
                .toList()),
        mark(item));
  }

  static Stored<Payload> payload(StoredItem item) {
    return new Stored<>(new Payload(notification(item), item.bytes(SEALED)), mark(item));
  }

  static Stored<Delivery> delivery(StoredItem item) {
    return new Stored<>(
        new Delivery(
            id(item).delivery(),
            deliveryPlan(item.group(PLAN)),
            item.read(STATE, Delivery.State::valueOf),
            item.groups(TASKS).stream().map(RowItems::task).toList(),
            item.readIfAny(OPENED_BY, PersonId::new),
            item.momentIfAny(OPENED_AT),
            item.readIfAny(OUTCOME, ReaderOutcome::valueOf),
            item.readIfAny(ANSWERED_BY, PersonId::new),
            item.readIfAny(NEXT, Stage::valueOf),
            item.momentIfAny(DUE_AT)),
        mark(item));
  }

  static Stored<Copy> copy(StoredItem item) {
    return new Stored<>(
        new Copy(
            deliveryOfCopy(item),
            item.read(READER, PersonId::new),
            item.bytes(SEALED),
            item.text(OPENING_TOKEN_HASH),
            item.moment(AVAILABLE_AT),
            item.read(STATE, Copy.State::valueOf),
            alert(item.group(ALERT))),
        mark(item));
  }

  /** Which delivery a copy belongs to; its key, {@code COPY#unit#reader}, says so. */
  static DeliveryId deliveryOfCopy(StoredItem item) {
    String[] parts = item.text(SORT).split("#", -1);
    if (parts.length != 3 || !parts[0].equals("COPY")) {
      throw new UnreadableItemException();
    }
    return new DeliveryId(notification(item), Unit.parse(parts[1]));
  }

  static Stored<Access> access(StoredItem item) {
    return new Stored<>(new Access(notification(item)), mark(item));
  }

  private static void write(Head head, Item item) {
    item.text(FORCE, head.force())
        .text(MESSAGE, head.message())
        .text(UNIT, head.unit())
        .text(MESSAGE_TYPE, head.messageType())
        .number(REVISION, head.revision())
        .truth(DRILL, head.drill())
        .moment(RECEIVED_AT, head.receivedAt())
        .moment(POLICE_AWARE_AT, head.policeAwareAt())
        .text(RECORD_REF, head.recordRef())
        .texts(SUBJECTS, head.subjects())
        .name(STATE, head.state())
        .groups(TASKS, head.tasks(), RowItems::item)
        .name(NEXT, head.next());
    head.plan().ifPresent(plan -> item.group(PLAN, item(plan)));
    due(head.id(), head.dueAt(), item);
  }

  private static void write(Claim claim, Item item) {
    item.text(FORCE, claim.force())
        .text(MESSAGE, claim.message())
        .text(BODY_DIGEST, claim.bodyDigest())
        .text(NOTIFICATION, claim.notification())
        .group(DEADLINE, item(claim.deadline()))
        .groups(
            MISSING,
            claim.missing(),
            each -> new Item().text("path", each.path()).text("reason", each.reason()));
  }

  private static void write(Delivery delivery, Item item) {
    item.group(PLAN, item(delivery.plan()))
        .name(STATE, delivery.state())
        .groups(TASKS, delivery.tasks(), RowItems::item)
        .moment(OPENED_AT, delivery.openedAt())
        .name(OUTCOME, delivery.outcome())
        .name(NEXT, delivery.next());
    delivery.openedBy().ifPresent(person -> item.text(OPENED_BY, person));
    delivery.answeredBy().ifPresent(person -> item.text(ANSWERED_BY, person));
    due(delivery.id(), delivery.dueAt(), item);
  }

  private static void write(Copy copy, Item item) {
    item.text(READER, copy.reader())
        .bytes(SEALED, copy.sealed())
        .text(OPENING_TOKEN_HASH, copy.openingTokenHash())
        .moment(AVAILABLE_AT, copy.availableAt())
        .name(STATE, copy.state())
        .group(ALERT, item(copy.alert()));
  }

  private static void due(RowId id, Optional<Instant> dueAt, Item item) {
    dueAt.ifPresent(at -> item.text(DUE_SHARD, dueShard(id)).moment(DUE_AT, at));
  }

  /** From the partition's hash, whose computation Java specifies: the same for ever. */
  private static String dueShard(RowId id) {
    return Integer.toString(Math.floorMod(id.partition().hashCode(), DUE_SHARDS));
  }

  private static Item item(Plan plan) {
    return new Item()
        .groups("deliveries", plan.deliveries(), RowItems::item)
        .number("childrenForPeople", plan.childrenForPeople());
  }

  private static Plan plan(StoredItem item) {
    return new Plan(
        item.groups("deliveries").stream().map(RowItems::deliveryPlan).toList(),
        Math.toIntExact(item.number("childrenForPeople")));
  }

  private static Item item(DeliveryPlan plan) {
    return new Item()
        .text("unit", plan.unit())
        .text("localAuthority", plan.localAuthority())
        .group("deadline", item(plan.deadline()))
        .moment("alertAt", plan.alertAt())
        .truth("pupilsNotIn", plan.pupilsNotIn())
        .moment("dayEndsAt", plan.dayEndsAt())
        .text("profile", plan.profile())
        .groups(
            "readers",
            plan.readers(),
            each -> new Item().text("person", each.person()).name("role", each.role()))
        .texts("defects", plan.defects().stream().map(Enum::name).toList());
  }

  private static DeliveryPlan deliveryPlan(StoredItem item) {
    return new DeliveryPlan(
        item.read("unit", Unit::parse),
        item.read("localAuthority", Unit::parse),
        deadline(item.group("deadline")),
        item.moment("alertAt"),
        item.truth("pupilsNotIn"),
        item.moment("dayEndsAt"),
        item.text("profile"),
        item.groups("readers").stream()
            .map(each ->
                new PlannedReader(
                    each.read("person", PersonId::new), each.read("role", Role::valueOf)))
            .toList(),
        item.texts("defects").stream().map(DeliveryPlan.Defect::valueOf).toList());
  }

  private static Item item(Deadline deadline) {
    return new Item()
        .moment("deliverBy", deadline.deliverBy())
        .text("ruleId", deadline.ruleId())
        .text("explanation", deadline.explanation());
  }

  private static Deadline deadline(StoredItem item) {
    return new Deadline(item.moment("deliverBy"), item.text("ruleId"), item.text("explanation"));
  }

  private static Item item(Task task) {
    return new Item()
        .name("kind", task.kind())
        .text("assignee", task.assignee())
        .moment("since", task.since());
  }

  private static Task task(StoredItem item) {
    return new Task(
        item.read("kind", Task.Kind::valueOf),
        item.read("assignee", Unit::parse),
        item.moment("since"));
  }

  private static Item item(Alert alert) {
    return switch (alert) {
      case Alert.Unsent() -> new Item().text(STATE, "UNSENT");
      case Alert.Claimed(int attempt, Instant until) ->
          new Item().text(STATE, "CLAIMED").number("attempt", attempt).moment("until", until);
      case Alert.Sent(int attempts, Instant at) ->
          new Item().text(STATE, "SENT").number("attempts", attempts).moment(AT, at);
      case Alert.Refused(int attempts, Instant at) ->
          new Item().text(STATE, "REFUSED").number("attempts", attempts).moment(AT, at);
    };
  }

  private static Alert alert(StoredItem item) {
    return switch (item.text(STATE)) {
      case "UNSENT" -> new Alert.Unsent();
      case "CLAIMED" ->
          new Alert.Claimed(Math.toIntExact(item.number("attempt")), item.moment("until"));
      case "SENT" -> new Alert.Sent(Math.toIntExact(item.number("attempts")), item.moment(AT));
      case "REFUSED" ->
          new Alert.Refused(Math.toIntExact(item.number("attempts")), item.moment(AT));
      default -> throw new UnreadableItemException();
    };
  }

  private static NotificationId notification(StoredItem item) {
    return id(item).notification();
  }
}
