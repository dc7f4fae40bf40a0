package uk.firstbell.aws;

import static uk.firstbell.aws.Names.AGAIN;
import static uk.firstbell.aws.Names.ANSWERED_BY;
import static uk.firstbell.aws.Names.ASKED_AT;
import static uk.firstbell.aws.Names.AT;
import static uk.firstbell.aws.Names.AVAILABLE_AT;
import static uk.firstbell.aws.Names.BODY_DIGEST;
import static uk.firstbell.aws.Names.CHAIN;
import static uk.firstbell.aws.Names.CLIMB;
import static uk.firstbell.aws.Names.DEADLINE;
import static uk.firstbell.aws.Names.DEVICES;
import static uk.firstbell.aws.Names.DRILL;
import static uk.firstbell.aws.Names.DUE_AT;
import static uk.firstbell.aws.Names.DUE_SHARD;
import static uk.firstbell.aws.Names.EARLIER_TOKEN_HASH;
import static uk.firstbell.aws.Names.FORCE;
import static uk.firstbell.aws.Names.MESSAGE;
import static uk.firstbell.aws.Names.MESSAGE_TYPE;
import static uk.firstbell.aws.Names.MISSING;
import static uk.firstbell.aws.Names.NAME;
import static uk.firstbell.aws.Names.NEXT;
import static uk.firstbell.aws.Names.NOTIFICATION;
import static uk.firstbell.aws.Names.OPENED_AT;
import static uk.firstbell.aws.Names.OPENED_BY;
import static uk.firstbell.aws.Names.OPENING_TOKEN_HASH;
import static uk.firstbell.aws.Names.OUTCOME;
import static uk.firstbell.aws.Names.PARTITION;
import static uk.firstbell.aws.Names.PERSON;
import static uk.firstbell.aws.Names.PLAN;
import static uk.firstbell.aws.Names.POLICE_AWARE_AT;
import static uk.firstbell.aws.Names.PROGRESS;
import static uk.firstbell.aws.Names.READER;
import static uk.firstbell.aws.Names.RECEIVED_AT;
import static uk.firstbell.aws.Names.RECORD_REF;
import static uk.firstbell.aws.Names.REVISION;
import static uk.firstbell.aws.Names.RUNG;
import static uk.firstbell.aws.Names.SEALED;
import static uk.firstbell.aws.Names.SHARES;
import static uk.firstbell.aws.Names.SORT;
import static uk.firstbell.aws.Names.STATE;
import static uk.firstbell.aws.Names.SUBJECTS;
import static uk.firstbell.aws.Names.SUPERSEDES;
import static uk.firstbell.aws.Names.TASKS;
import static uk.firstbell.aws.Names.UNIT;
import static uk.firstbell.aws.Names.VERSION;
import static uk.firstbell.aws.Names.WAITING_FOR;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
import uk.firstbell.domain.story.Alert;
import uk.firstbell.domain.story.Alert.Progress;
import uk.firstbell.domain.story.Answer;
import uk.firstbell.domain.story.Binding;
import uk.firstbell.domain.story.BoundPerson;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseAnswer;
import uk.firstbell.domain.story.Claim;
import uk.firstbell.domain.story.Climb;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.Looks;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.Missing;
import uk.firstbell.domain.story.OpenRow;
import uk.firstbell.domain.story.Opening;
import uk.firstbell.domain.story.PageRelease;
import uk.firstbell.domain.story.Payload;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedAlert;
import uk.firstbell.domain.story.PlannedReader;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.SealingAgain;
import uk.firstbell.domain.story.Share;
import uk.firstbell.domain.story.ShareLog;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Warning;
import uk.firstbell.domain.story.Watched;

/** The shapes of row as items of their tables, and back. */
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
      case Alert alert -> write(alert, item);
      case Case casefile -> CaseItems.write(casefile, item);
      case CaseAnswer answer -> CaseItems.write(answer, item);
      case ShareLog log -> item.groups(SHARES, log.shares(), RowItems::item);
      case Expiry expiry -> ExpiryItems.write(expiry, item);
      case Warning warning -> ExpiryItems.write(warning, item);
      case Access _, Looks _, PageRelease _ -> {} // Its mark and its name are all there is to it.
      case Device device -> DeviceItems.write(device, item);
      case Binding binding -> DeviceItems.write(binding, item);
      case BoundPerson bound -> DeviceItems.write(bound, item);
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
      case "CASE" -> CaseItems.casefile(item);
      case "EXPIRY" -> ExpiryItems.expiry(item);
      case "ANSWER" -> CaseItems.answer(item);
      case "PROFILE" -> DeviceItems.binding(item);
      case "SIGNIN" -> DeviceItems.boundPerson(item);
      default -> named(id, item);
    };
  }

  private static Stored<? extends Row> named(RowId id, StoredItem item) {
    if (id.isDelivery()) {
      return delivery(item);
    }
    if (id.isDevice()) {
      return DeviceItems.device(item);
    }
    if (id.isShareLog()) {
      return shareLog(item);
    }
    if (id.isLooks()) {
      return looks(item);
    }
    if (id.isPageRelease()) {
      return new Stored<>(
          new PageRelease(id.sort().substring(RowId.pageRelease("").sort().length())), mark(item));
    }
    if (id.isWarning()) {
      return ExpiryItems.warning(item);
    }
    return id.isAlert() ? alert(item) : copy(item);
  }

  /** A watched row, unless it is final; what cannot be read may be anything, and so is shown. */
  static Optional<OpenRow> open(StoredItem item) {
    RowId id = id(item);
    try {
      Stored<? extends Watched> stored =
          id.isHead()
              ? head(item)
              : id.isCase()
                  ? CaseItems.casefile(item)
                  : id.isExpiry() ? ExpiryItems.expiry(item) : delivery(item);
      return stored.row().isFinal() ? Optional.empty() : Optional.of(new OpenRow.Standing(stored));
    } catch (RuntimeException unreadable) { // Nothing is called here: it is the item, however bad.
      return Optional.of(new OpenRow.Unreadable(id, unreadable));
    }
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
            item.readIfAny(SUPERSEDES, NotificationId::new),
            item.truth(DRILL),
            item.moment(RECEIVED_AT),
            item.moment(POLICE_AWARE_AT),
            item.text(RECORD_REF),
            item.texts(SUBJECTS),
            item.read(STATE, Head.State::valueOf),
            item.has(PLAN) ? Optional.of(plan(item.group(PLAN))) : Optional.empty(),
            item.groups(TASKS).stream().map(RowItems::task).toList(),
            item.readIfAny(NEXT, Stage::valueOf),
            dueAt(item)),
        mark(item));
  }

  static Stored<Claim> claim(StoredItem item) {
    return new Stored<>(
        new Claim(
            item.read(FORCE, ForceCode::new),
            item.read(MESSAGE, ClientMessageId::new),
            Math.toIntExact(item.number(REVISION)),
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
            climb(item.group(CLIMB)),
            item.groups(TASKS).stream().map(RowItems::task).toList(),
            item.momentIfAny(OPENED_AT)
                .map(at -> new Opening(item.read(OPENED_BY, PersonId::new), at)),
            item.readIfAny(OUTCOME, ReaderOutcome::valueOf)
                .map(said -> new Answer(item.read(ANSWERED_BY, PersonId::new), said)),
            item.has(AGAIN)
                ? item.groups(AGAIN).stream().map(RowItems::sealingAgain).toList()
                : List.of(),
            item.readIfAny(NEXT, Stage::valueOf),
            dueAt(item)),
        mark(item));
  }

  static Stored<Copy> copy(StoredItem item) {
    return new Stored<>(
        new Copy(
            deliveryOfCopy(item),
            item.read(READER, PersonId::new),
            item.bytes(SEALED),
            item.has(DEVICES) ? Optional.of(item.texts(DEVICES)) : Optional.empty(),
            item.text(OPENING_TOKEN_HASH),
            item.readIfAny(EARLIER_TOKEN_HASH, text -> text),
            item.moment(AVAILABLE_AT),
            item.read(STATE, Copy.State::valueOf)),
        mark(item));
  }

  static Stored<Alert> alert(StoredItem item) {
    return new Stored<>(
        new Alert(
            deliveryOf("ALERT", 4, item),
            rung(item.group(RUNG)),
            item.read(PERSON, PersonId::new),
            progress(item.group(PROGRESS))),
        mark(item));
  }

  /** Which delivery a copy belongs to; its key, {@code COPY#unit#reader}, says so. */
  static DeliveryId deliveryOfCopy(StoredItem item) {
    return deliveryOf("COPY", 3, item);
  }

  /** The delivery whose unit is the second part of a key that starts with {@code kind}. */
  private static DeliveryId deliveryOf(String kind, int length, StoredItem item) {
    String[] parts = item.text(SORT).split("#", -1);
    if (parts.length != length || !parts[0].equals(kind)) {
      throw new UnreadableItemException();
    }
    return new DeliveryId(notification(item), Unit.parse(parts[1]));
  }

  static Stored<Looks> looks(StoredItem item) {
    return new Stored<>(new Looks(id(item)), mark(item));
  }

  static Stored<Access> access(StoredItem item) {
    return new Stored<>(new Access(notification(item)), mark(item));
  }

  static Stored<ShareLog> shareLog(StoredItem item) {
    return new Stored<>(
        new ShareLog(
            deliveryOf("SHARED", 2, item),
            item.groups(SHARES).stream().map(RowItems::share).toList()),
        mark(item));
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
    head.supersedes().ifPresent(before -> item.text(SUPERSEDES, before));
    head.plan().ifPresent(plan -> item.group(PLAN, item(plan)));
    due(head.id(), head.dueAt(), item);
  }

  private static void write(Claim claim, Item item) {
    item.text(FORCE, claim.force())
        .text(MESSAGE, claim.message())
        .number(REVISION, claim.revision())
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
        .group(CLIMB, item(delivery.climb()))
        .groups(TASKS, delivery.tasks(), RowItems::item)
        .name(NEXT, delivery.next());
    delivery
        .opening()
        .ifPresent(opening -> item.text(OPENED_BY, opening.by()).moment(OPENED_AT, opening.at()));
    delivery
        .answer()
        .ifPresent(answer -> item.text(ANSWERED_BY, answer.by()).name(OUTCOME, answer.outcome()));
    if (!delivery.again().isEmpty()) {
      item.groups(AGAIN, delivery.again(), RowItems::item);
    }
    if (delivery.listed()) {
      item.text(READER, delivery.delivery().unit())
          .moment(AVAILABLE_AT, delivery.plan().deadline().deliverBy());
    }
    delivery
        .waitingSince()
        .ifPresent(since ->
            item.text(READER, waitingAt(delivery.delivery().unit()))
                .moment(AVAILABLE_AT, since)
                .textIfAny(WAITING_FOR, delivery.plan().authority().map(Unit::toString))
                .moment(ASKED_AT, since));
    due(delivery.id(), delivery.dueAt(), item);
  }

  /** Under which name the unit's wishes are listed that wait for somebody to agree. */
  static String waitingAt(Unit unit) {
    return "WAITS#" + unit;
  }

  private static void write(Copy copy, Item item) {
    item.text(READER, copy.reader())
        .bytes(SEALED, copy.sealed())
        .text(OPENING_TOKEN_HASH, copy.openingTokenHash())
        .moment(AVAILABLE_AT, copy.availableAt())
        .name(STATE, copy.state());
    copy.devices().ifPresent(devices -> item.texts(DEVICES, devices));
    copy.earlierTokenHash().ifPresent(hash -> item.text(EARLIER_TOKEN_HASH, hash));
  }

  private static void write(Alert alert, Item item) {
    item.group(RUNG, item(alert.rung()))
        .text(PERSON, alert.person())
        .group(PROGRESS, item(alert.progress()));
  }

  private static Item item(Share share) {
    return new Item()
        .text(NAME, share.name())
        .name("role", share.role())
        .number("people", share.people())
        .text("by", share.by())
        .moment(AT, share.at());
  }

  private static Share share(StoredItem item) {
    return new Share(
        item.text(NAME),
        item.read("role", Share.With::valueOf),
        Math.toIntExact(item.number("people")),
        item.read("by", PersonId::new),
        item.moment(AT));
  }

  static void due(RowId id, Optional<Instant> dueAt, Item item) {
    dueAt.ifPresent(at -> item.text(DUE_SHARD, dueShard(id)).moment(DUE_AT, at));
  }

  /** Without its shard no index has the row, and the time alone would never be seen. */
  static Optional<Instant> dueAt(StoredItem item) {
    return item.has(DUE_SHARD) ? item.momentIfAny(DUE_AT) : Optional.empty();
  }

  /** From the partition's hash, whose computation Java specifies: the same for ever. */
  private static String dueShard(RowId id) {
    return Integer.toString(Math.floorMod(id.partition().hashCode(), DUE_SHARDS));
  }

  private static Item item(Plan plan) {
    Item item =
        new Item()
            .groups("deliveries", plan.deliveries(), RowItems::item)
            .number("unplaced", plan.unplaced())
            .number("held", plan.held())
            .number("untold", plan.untold());
    plan.casefile().ifPresent(clock -> item.group("case", CaseItems.item(clock)));
    return item;
  }

  private static Plan plan(StoredItem item) {
    return new Plan(
        item.groups("deliveries").stream().map(RowItems::deliveryPlan).toList(),
        Math.toIntExact(item.number("unplaced")),
        Math.toIntExact(item.number("held")),
        Math.toIntExact(item.number("untold")),
        item.has("case") ? Optional.of(CaseItems.plan(item.group("case"))) : Optional.empty());
  }

  private static Item item(DeliveryPlan plan) {
    Item item =
        new Item()
            .text("unit", plan.unit())
            .text("fallback", plan.fallback())
            .text("force", plan.force())
            .group("deadline", item(plan.deadline()))
            .moment("alertAt", plan.alert().at())
            .truth("pupilsNotIn", plan.alert().pupilsNotIn())
            .text("alertWhy", plan.alert().why())
            .moment("dayEndsAt", plan.dayEndsAt())
            .groups("rungs", plan.rungs(), RowItems::item)
            .name("senderCause", plan.senderCause())
            .text("profile", plan.profile())
            .texts("children", plan.children().stream().map(Object::toString).toList())
            .texts("roles", plan.roles().stream().sorted().map(Enum::name).toList())
            .groups("readers", plan.readers(), RowItems::item)
            .groups("contacts", plan.contacts(), RowItems::item)
            .texts("named", plan.named().stream().map(PersonId::value).toList())
            .texts("barred", plan.barred().stream().map(PersonId::value).toList())
            .texts("defects", plan.defects().stream().map(Enum::name).toList());
    plan.tooLate().ifPresent(late -> item.group("tooLate", item(late)));
    return item;
  }

  private static DeliveryPlan deliveryPlan(StoredItem item) {
    return new DeliveryPlan(
        item.read("unit", Unit::parse),
        item.read("fallback", Unit::parse),
        item.read("force", Unit::parse),
        deadline(item.group("deadline")),
        new PlannedAlert(item.moment("alertAt"), item.truth("pupilsNotIn"), item.text("alertWhy")),
        item.moment("dayEndsAt"),
        item.groups("rungs").stream().map(RowItems::rung).toList(),
        lateIfAny(item, "tooLate"),
        item.readIfAny("senderCause", LateCause::valueOf),
        item.text("profile"),
        item.texts("children").stream().map(Integer::valueOf).toList(),
        item.texts("roles").stream().map(Role::valueOf).collect(Collectors.toSet()),
        item.groups("readers").stream().map(RowItems::plannedReader).toList(),
        item.groups("contacts").stream().map(RowItems::plannedReader).toList(),
        item.texts("named").stream().map(PersonId::new).toList(),
        item.texts("barred").stream().map(PersonId::new).toList(),
        item.texts("defects").stream().map(DeliveryPlan.Defect::valueOf).toList());
  }

  private static Item item(PlannedReader reader) {
    return new Item().text("person", reader.person()).name("role", reader.role());
  }

  private static PlannedReader plannedReader(StoredItem item) {
    return new PlannedReader(item.read("person", PersonId::new), item.read("role", Role::valueOf));
  }

  private static Item item(SealingAgain wish) {
    Item item =
        new Item()
            .text(READER, wish.reader())
            .moment(AT, wish.askedAt())
            .name(PROGRESS, wish.progress());
    wish.decidedBy().ifPresent(by -> item.text("decidedBy", by));
    return item;
  }

  private static SealingAgain sealingAgain(StoredItem item) {
    return new SealingAgain(
        item.read(READER, PersonId::new),
        item.moment(AT),
        item.read(PROGRESS, SealingAgain.Progress::valueOf),
        item.readIfAny("decidedBy", PersonId::new));
  }

  private static Item item(Rung rung) {
    return new Item().name("kind", rung.kind()).moment(AT, rung.at());
  }

  private static Rung rung(StoredItem item) {
    return new Rung(item.read("kind", Rung.Kind::valueOf), item.moment(AT));
  }

  private static Item item(Climb climb) {
    Item item =
        new Item()
            .number("taken", climb.taken())
            .groups("owed", climb.owed(), RowItems::item)
            .truth("answerAsked", climb.answerAsked())
            .moment("deliveredAt", climb.deliveredAt());
    climb.late().ifPresent(late -> item.group("late", item(late)));
    climb.breach().ifPresent(breach -> item.group("breach", item(breach)));
    return item;
  }

  private static Climb climb(StoredItem item) {
    return new Climb(
        Math.toIntExact(item.number("taken")),
        item.groups("owed").stream().map(RowItems::rung).toList(),
        item.truth("answerAsked"),
        item.momentIfAny("deliveredAt"),
        lateIfAny(item, "late"),
        lateIfAny(item, "breach"));
  }

  private static Item item(Late late) {
    return new Item().name("cause", late.cause()).moment(AT, late.at());
  }

  private static Optional<Late> lateIfAny(StoredItem item, String name) {
    if (!item.has(name)) {
      return Optional.empty();
    }
    StoredItem late = item.group(name);
    return Optional.of(new Late(late.read("cause", LateCause::valueOf), late.moment(AT)));
  }

  private static Item item(Deadline deadline) {
    return new Item()
        .moment("deliverBy", deadline.deliverBy())
        .moment("openBy", deadline.openBy())
        .text("ruleId", deadline.ruleId())
        .text("explanation", deadline.explanation());
  }

  private static Deadline deadline(StoredItem item) {
    return new Deadline(
        item.moment("deliverBy"),
        item.moment("openBy"),
        item.text("ruleId"),
        item.text("explanation"));
  }

  static Item item(Task task) {
    return new Item()
        .name("kind", task.kind())
        .text("assignee", task.assignee())
        .moment("since", task.since());
  }

  static Task task(StoredItem item) {
    return new Task(
        item.read("kind", Task.Kind::valueOf),
        item.read("assignee", Unit::parse),
        item.moment("since"));
  }

  static Item item(Progress progress) {
    return switch (progress) {
      case Progress.Claimed(int attempt, Instant until) ->
          new Item().text(STATE, "CLAIMED").number("attempt", attempt).moment("until", until);
      case Progress.Sent(int attempts, Instant at) ->
          new Item().text(STATE, "SENT").number("attempts", attempts).moment(AT, at);
      case Progress.Refused(int attempts, Instant at) ->
          new Item().text(STATE, "REFUSED").number("attempts", attempts).moment(AT, at);
    };
  }

  static Progress progress(StoredItem item) {
    return switch (item.text(STATE)) {
      case "CLAIMED" ->
          new Progress.Claimed(Math.toIntExact(item.number("attempt")), item.moment("until"));
      case "SENT" -> new Progress.Sent(Math.toIntExact(item.number("attempts")), item.moment(AT));
      case "REFUSED" ->
          new Progress.Refused(Math.toIntExact(item.number("attempts")), item.moment(AT));
      default -> throw new UnreadableItemException();
    };
  }

  static NotificationId notification(StoredItem item) {
    return id(item).notification();
  }
}
