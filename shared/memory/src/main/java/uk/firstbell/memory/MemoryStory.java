package uk.firstbell.memory;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Warning;
import uk.firstbell.domain.story.Watched;
import uk.firstbell.domain.story.Written;

/**
 * A story in two maps and a list, under one lock; rows of enrolment are kept in a directory. Its
 * listings are as consistent as its reads, which is more than the port promises; equal times are
 * told apart by name, so that every answer is the same in every run.
 */
public final class MemoryStory implements Story {
  private static final int CHANGES_MAX = 40;
  private static final Comparator<Listed> BY_TIME =
      comparing(Listed::at).thenComparing(one -> RowId.delivery(one.delivery()));

  private final Object lock = new Object();
  private final TreeMap<RowId, Stored<? extends Row>> rows = new TreeMap<>();
  private final Map<KeyName, byte[]> keys = new HashMap<>();
  private final List<AuditEntry> entries = new ArrayList<>();
  private final MemoryDirectory directory;
  private List<Asked> asked = new ArrayList<>();

  /** A story beside a directory of its own. */
  public MemoryStory() {
    this(new MemoryDirectory());
  }

  /**
   * A story.
   *
   * @param directory keeps the rows of enrolment, and shows them
   */
  public MemoryStory(MemoryDirectory directory) {
    this.directory = directory;
  }

  /** A row that was written with a stage to act upon it. */
  public record Asked(Stage stage, RowId row) {}

  /**
   * As the port says; what is written is kept as it is given.
   *
   * @throws IllegalArgumentException if there is nothing to change, more than 40 changes, or one
   *     row or key twice: a bug in the caller
   */
  @Override
  public Written write(Instant at, List<Change> changes) {
    requireOneTransaction(changes);
    synchronized (lock) {
      List<Change> beaten = changes.stream().filter(change -> !stillRight(change)).toList();
      if (!beaten.isEmpty()) {
        return new Written.Beaten(standing(beaten));
      }
      changes.forEach(change -> make(change, at));
      return new Written.Done();
    }
  }

  private static void requireOneTransaction(List<Change> changes) {
    if (changes.isEmpty() || changes.size() > CHANGES_MAX) {
      throw new IllegalArgumentException("a transaction makes 1 to 40 changes");
    }
    var named = new HashSet<Object>();
    for (Change change : changes) {
      Object name =
          switch (change) {
            case Change.Create(var row, _) -> row.id();
            case Change.Replace(_, var row, _) -> row.id();
            case Change.KeepKey keep -> key(keep);
          };
      if (!named.add(name)) {
        throw new IllegalArgumentException("a transaction changes no row twice");
      }
    }
  }

  private record KeyName(NotificationId notification, Kept what) {}

  private static KeyName key(Change.KeepKey keep) {
    return new KeyName(keep.notification(), keep.what());
  }

  private boolean stillRight(Change change) {
    return switch (change) {
      case Change.Create(var row, _) -> standing(row).isEmpty();
      case Change.Replace(var was, var row, _) ->
          standing(row).filter(stands -> stands.mark().equals(was.mark())).isPresent();
      case Change.KeepKey keep -> !keys.containsKey(key(keep));
    };
  }

  private List<Stored<? extends Row>> standing(List<Change> beaten) {
    var standing = new ArrayList<Stored<? extends Row>>();
    for (Change change : beaten) {
      Optional<Stored<? extends Row>> stands =
          switch (change) {
            case Change.Create(var row, _) -> standing(row);
            case Change.Replace(_, var row, _) -> standing(row);
            case Change.KeepKey _ -> Optional.empty();
          };
      stands.ifPresent(standing::add);
    }
    return standing;
  }

  private Optional<Stored<? extends Row>> standing(Row row) {
    return row instanceof DirectoryRow
        ? directory.standing(row.id())
        : Optional.ofNullable(rows.get(row.id()));
  }

  private void make(Change change, Instant at) {
    switch (change) {
      case Change.Create(var row, var deed) -> put(row, Mark.NONE, at, deed);
      case Change.Replace(var was, var row, var deed) -> put(row, was.mark(), at, deed);
      case Change.KeepKey keep -> keys.put(key(keep), keep.wrapped());
    }
  }

  private void put(Row row, Mark before, Instant at, Deed deed) {
    AuditEntry entry = Chain.next(row.id(), before, at, deed);
    entries.add(entry);
    var written = new Stored<>(row, entry.mark());
    if (row instanceof DirectoryRow) {
      directory.put(written);
    } else {
      rows.put(row.id(), written);
    }
    if (row instanceof Watched watched) {
      watched.next().ifPresent(stage -> asked.add(new Asked(stage, row.id())));
    }
  }

  @Override
  public Optional<Stored<Claim>> claim(ForceCode force, ClientMessageId message, int revision) {
    return stored(RowId.claim(force, message, revision), Claim.class);
  }

  @Override
  public Optional<Stored<Head>> head(NotificationId id) {
    return stored(RowId.head(id), Head.class);
  }

  @Override
  public Optional<Stored<Payload>> payload(NotificationId id) {
    return stored(RowId.payload(id), Payload.class);
  }

  @Override
  public Optional<byte[]> wrappedKey(NotificationId id, Kept what) {
    synchronized (lock) {
      return Optional.ofNullable(keys.get(new KeyName(id, what))).map(byte[]::clone);
    }
  }

  @Override
  public Optional<Stored<Delivery>> delivery(DeliveryId id) {
    return stored(RowId.delivery(id), Delivery.class);
  }

  @Override
  public Optional<Stored<Copy>> copy(DeliveryId id, PersonId reader) {
    return stored(RowId.copy(id, reader), Copy.class);
  }

  @Override
  public List<Stored<Copy>> copies(DeliveryId id) {
    synchronized (lock) {
      return partition(RowId.head(id.notification()).partition())
          .map(row -> as(row, Copy.class))
          .flatMap(Optional::stream)
          .filter(copy -> copy.row().delivery().equals(id))
          .sorted(comparing(copy -> copy.row().reader().value()))
          .toList();
    }
  }

  @Override
  public Optional<Stored<Alert>> alert(DeliveryId id, Rung rung, PersonId person) {
    return stored(RowId.alert(id, rung, person), Alert.class);
  }

  @Override
  public Optional<Stored<Case>> casefile(NotificationId id) {
    return stored(RowId.casefile(id), Case.class);
  }

  @Override
  public Optional<Stored<CaseAnswer>> answer(NotificationId id) {
    return stored(RowId.answer(id), CaseAnswer.class);
  }

  @Override
  public Optional<Stored<Access>> access(NotificationId id) {
    return stored(RowId.access(id), Access.class);
  }

  @Override
  public Optional<Stored<ShareLog>> shareLog(DeliveryId id) {
    return stored(RowId.shareLog(id), ShareLog.class);
  }

  @Override
  public Optional<Stored<Looks>> looks(RowId id) {
    return stored(id, Looks.class);
  }

  @Override
  public Optional<Stored<Expiry>> expiry(RowId id) {
    return stored(id, Expiry.class);
  }

  @Override
  public Optional<Stored<Warning>> warning(RowId id) {
    return stored(id, Warning.class);
  }

  @Override
  public List<RowId> due(Instant now, int limit) {
    record Due(Instant at, RowId row) {}
    synchronized (lock) {
      return rows.values().stream()
          .map(stored -> as(stored, Watched.class))
          .flatMap(Optional::stream)
          .map(Stored::row)
          .flatMap(row -> row.dueAt().map(at -> new Due(at, row.id())).stream())
          .filter(due -> !due.at().isAfter(now))
          .sorted(comparing(Due::at).thenComparing(Due::row))
          .limit(limit)
          .map(Due::row)
          .toList();
    }
  }

  @Override
  public Stream<OpenRow> open(Segment segment) {
    synchronized (lock) {
      return rows.values().stream()
          .filter(stored -> segment.number() == segmentOf(stored.row().id(), segment.of()))
          .map(stored -> as(stored, Watched.class))
          .flatMap(Optional::stream)
          .filter(stored -> !stored.row().isFinal())
          .<OpenRow>map(OpenRow.Standing::new)
          .toList()
          .stream();
    }
  }

  private static int segmentOf(RowId row, int of) {
    return Math.floorMod(row.partition().hashCode(), of);
  }

  @Override
  public List<DeliveryId> inbox(PersonId reader, Instant until) {
    synchronized (lock) {
      return rows.values().stream()
          .map(stored -> as(stored, Copy.class))
          .flatMap(Optional::stream)
          .map(Stored::row)
          .filter(copy -> copy.reader().equals(reader) && !copy.availableAt().isAfter(until))
          .sorted(
              comparing(Copy::availableAt, reverseOrder())
                  .thenComparing(copy -> copy.id(), reverseOrder()))
          .limit(INBOX_MAX)
          .map(Copy::delivery)
          .toList();
    }
  }

  @Override
  public List<Listed> listed(Unit unit, Optional<Listed> after) {
    return page(
        delivery -> delivery.delivery().unit().equals(unit) && delivery.listed(),
        delivery -> Optional.of(delivery.plan().deadline().deliverBy()),
        BY_TIME.reversed(),
        after);
  }

  @Override
  public List<Listed> waiting(Unit unit, Optional<Listed> after) {
    return page(
        delivery -> delivery.delivery().unit().equals(unit),
        Delivery::waitingSince,
        BY_TIME,
        after);
  }

  @Override
  public List<Listed> waitingFor(Unit authority, Optional<Listed> after) {
    return page(
        delivery -> delivery.plan().authority().filter(authority::equals).isPresent(),
        Delivery::waitingSince,
        BY_TIME,
        after);
  }

  private List<Listed> page(
      Predicate<Delivery> of,
      Function<Delivery, Optional<Instant>> by,
      Comparator<Listed> order,
      Optional<Listed> after) {
    synchronized (lock) {
      return rows.values().stream()
          .map(stored -> as(stored, Delivery.class))
          .flatMap(Optional::stream)
          .map(Stored::row)
          .filter(of)
          .flatMap(row -> by.apply(row).map(at -> new Listed(row.delivery(), at)).stream())
          .filter(one -> after.filter(before -> order.compare(before, one) >= 0).isEmpty())
          .sorted(order)
          .limit(Listed.PAGE)
          .toList();
    }
  }

  /** As the port says; a trail whose head is gone is still told, for its verifier to name. */
  @Override
  public Optional<Trail> trail(NotificationId id) {
    synchronized (lock) {
      List<String> partitions =
          Stream.concat(Stream.of(RowId.head(id).partition()), claimed(id).stream()).toList();
      Map<RowId, Mark> marks =
          partitions.stream()
              .flatMap(this::partition)
              .collect(Collectors.toMap(stored -> stored.row().id(), Stored::mark));
      List<AuditEntry> written =
          entries.stream().filter(entry -> partitions.contains(entry.row().partition())).toList();
      return marks.isEmpty() && written.isEmpty()
          ? Optional.empty()
          : Optional.of(new Trail(marks, written));
    }
  }

  @Override
  public Optional<Trail> deviceTrail(Unit organisation, PersonId person, String device) {
    RowId id = RowId.device(organisation, person, device);
    synchronized (lock) {
      return directory
          .standing(id)
          .map(standing -> {
            String partition = RowId.expiry(organisation, person, device).partition();
            Map<RowId, Mark> marks = marks(partition);
            marks.put(id, standing.mark());
            return new Trail(
                marks, entries(row -> row.equals(id) || row.partition().equals(partition)));
          });
    }
  }

  @Override
  public Trail releaseTrail() {
    synchronized (lock) {
      String partition = RowId.looksAtReleases().partition();
      return new Trail(marks(partition), entries(row -> row.partition().equals(partition)));
    }
  }

  private Map<RowId, Mark> marks(String partition) {
    var marks = new HashMap<RowId, Mark>();
    partition(partition).forEach(stored -> marks.put(stored.row().id(), stored.mark()));
    return marks;
  }

  private List<AuditEntry> entries(Predicate<RowId> of) {
    return entries.stream().filter(entry -> of.test(entry.row())).toList();
  }

  private Optional<String> claimed(NotificationId id) {
    return head(id)
        .map(Stored::row)
        .map(head -> RowId.claim(head.force(), head.message(), head.revision()).partition());
  }

  /** Every row as it stands, in the order of their names. */
  public List<Stored<? extends Row>> rows() {
    synchronized (lock) {
      return List.copyOf(rows.values());
    }
  }

  /** Every audit entry, in the order they were written. */
  public List<AuditEntry> entries() {
    synchronized (lock) {
      return List.copyOf(entries);
    }
  }

  /**
   * What was asked of stages since the last call, in the order it was written: what the table's
   * stream would have told the relay. A row written twice is told twice, and may by now ask for
   * something else, or nothing.
   */
  public List<Asked> drainAsked() {
    synchronized (lock) {
      List<Asked> drained = asked;
      asked = new ArrayList<>();
      return List.copyOf(drained);
    }
  }

  /** Destroys a notification's wrapped key, as the end of its retention does. */
  public void destroyKey(NotificationId id) {
    synchronized (lock) {
      keys.keySet().removeIf(name -> name.notification().equals(id));
    }
  }

  private <R extends Row> Optional<Stored<R>> stored(RowId id, Class<R> type) {
    synchronized (lock) {
      return as(rows.get(id), type);
    }
  }

  private Stream<Stored<? extends Row>> partition(String name) {
    return rows.tailMap(new RowId(name, "")).values().stream()
        .takeWhile(stored -> stored.row().id().partition().equals(name));
  }

  private static <R extends Row> Optional<Stored<R>> as(
      @Nullable Stored<? extends Row> stored, Class<R> type) {
    return stored != null && type.isInstance(stored.row())
        ? Optional.of(new Stored<>(type.cast(stored.row()), stored.mark()))
        : Optional.empty();
  }
}
