package uk.firstbell.aws;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import uk.firstbell.aws.DirectoryItems.ItemKey;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.DirectoryShelf;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.directory.LocalAuthority;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Recognised;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.enrolment.DeviceRegister;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SenderKeys;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.story.Binding;
import uk.firstbell.domain.story.BoundPerson;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;

/**
 * Keeps the directory in one table; {@link DirectoryItems} says how. Every read is strongly
 * consistent but for {@link #waitingFor}, which asks an index first.
 *
 * <p>A person who moves to another organisation leaves the certificates behind that certified them
 * for the old one.
 */
public final class DynamoDirectory
    implements Directory, DeviceRegister, DirectoryShelf, SenderKeys {
  private static final int BATCH_MAX = 25;
  private static final int WAITING_MAX = 100;

  private final DynamoDbClient dynamo;
  private final String table;
  private final Patience patience;

  public DynamoDirectory(DynamoDbClient dynamo, String table, Patience patience) {
    this.dynamo = dynamo;
    this.table = table;
    this.patience = patience;
  }

  @Override
  public Optional<School> school(Urn urn) {
    return get(DirectoryItems.profile(Unit.school(urn)))
        .map(item -> DirectoryItems.school(urn, item));
  }

  @Override
  public Optional<LocalAuthority> localAuthority(String code) {
    var unit = new Unit(Unit.Kind.LA, code);
    return get(DirectoryItems.profile(unit)).map(item -> DirectoryItems.localAuthority(unit, item));
  }

  @Override
  public SchoolCalendar calendar(Urn urn) {
    return get(DirectoryItems.calendar(Unit.school(urn)))
        .or(() ->
            school(urn).flatMap(school -> get(DirectoryItems.calendar(school.localAuthority()))))
        .map(DirectoryItems::calendar)
        .orElseGet(this::weekDays);
  }

  @Override
  public SchoolCalendar officeDays() {
    return weekDays();
  }

  @Override
  public List<Person> people(Unit unit, Set<Role> roles) {
    return query(unit, DirectoryItems.PERSON)
        .map(DirectoryItems::person)
        .filter(person -> person.isAny(roles))
        .sorted(comparing(person -> person.id().value()))
        .toList();
  }

  @Override
  public List<Reader> readers(Unit unit, Set<Role> roles, Instant now) {
    Map<PersonId, List<ReaderCertificate>> inDate =
        query(unit, DirectoryItems.CERT)
            .map(DeviceItems::device)
            .flatMap(held -> held.row().usableAt(now).stream())
            .collect(groupingBy(ReaderCertificate::person));
    return people(unit, roles).stream()
        .filter(person -> inDate.containsKey(person.id()))
        .map(person -> new Reader(person, inDate.getOrDefault(person.id(), List.of())))
        .toList();
  }

  @Override
  public List<ReaderCertificate> certificates(Unit organisation, PersonId person, Instant now) {
    return devices(organisation, person).stream()
        .flatMap(held -> held.row().usableAt(now).stream())
        .toList();
  }

  @Override
  public Optional<Person> person(PersonId id) {
    return organisation(id)
        .flatMap(organisation -> get(DirectoryItems.person(organisation, id)))
        .map(DirectoryItems::person);
  }

  @Override
  public Optional<Issuer> issuer(String issuer) {
    return get(DirectoryItems.issuer(issuer)).map(DirectoryItems::issuer);
  }

  @Override
  public Recognised signedIn(String issuer, String subject) {
    return get(DirectoryItems.signIn(issuer, subject))
        .map(DeviceItems::binding)
        .map(Stored::row)
        .map(binding -> new Recognised(speaksFor(binding), binding.signedOut()))
        .orElse(Recognised.NOBODY);
  }

  private Optional<Person> speaksFor(Binding binding) {
    return agreed(binding) ? person(binding.person()) : Optional.empty();
  }

  private boolean agreed(Binding binding) {
    return boundPerson(binding.person())
        .filter(known -> binding.agreesWith(known.row()))
        .isPresent();
  }

  @Override
  public Optional<SenderKey> senderKey(String keyId) {
    return get(DirectoryItems.senderKeyPointer(keyId))
        .map(DirectoryItems::organisation)
        .flatMap(force -> get(DirectoryItems.senderKey(force, keyId)))
        .map(DirectoryItems::senderKey);
  }

  @Override
  public Optional<Stored<Device>> device(Unit organisation, PersonId person, String device) {
    return get(RowId.device(organisation, person, device)).map(DeviceItems::device);
  }

  @Override
  public List<Stored<Device>> devices(Unit organisation) {
    return query(organisation, DirectoryItems.CERT).map(DeviceItems::device).toList();
  }

  @Override
  public List<Stored<Device>> devices(Unit organisation, PersonId person) {
    return query(organisation, DirectoryItems.certificatesOf(person))
        .map(DeviceItems::device)
        .toList();
  }

  /** The index only says which; each is read again from the table itself. */
  @Override
  public List<Stored<Device>> waitingFor(Unit authority, Instant since) {
    var request =
        QueryRequest.builder()
            .tableName(table)
            .indexName(DeviceItems.WAITING)
            .limit(WAITING_MAX)
            .keyConditionExpression("#for = :for AND #at > :since")
            .expressionAttributeNames(
                Map.of("#for", DeviceItems.WAITING_FOR, "#at", DeviceItems.REQUESTED_AT))
            .expressionAttributeValues(
                new Item().text(":for", authority).moment(":since", since).attributes())
            .build();
    return new Pages(dynamo)
        .of(request)
        .limit(WAITING_MAX)
        .flatMap(item -> get(RowItems.id(item)).stream())
        .map(DeviceItems::device)
        .filter(held -> held.row().state().waiting())
        .toList();
  }

  @Override
  public Optional<Stored<Binding>> binding(String signIn) {
    return get(RowId.binding(signIn)).map(DeviceItems::binding);
  }

  @Override
  public Optional<Stored<BoundPerson>> boundPerson(PersonId person) {
    return get(RowId.boundPerson(person)).map(DeviceItems::boundPerson);
  }

  /**
   * Stores the book, twenty-five items at a time and not in one transaction: whoever reads
   * meanwhile may see a part of it. Storing it again repairs a store that was interrupted, and
   * leaves alone what enrolment has written about since: a device that was taken away stays so.
   *
   * @throws IllegalArgumentException if a certificate is of a person whom neither the book nor the
   *     directory has
   */
  @Override
  public void store(DirectoryBook book) {
    // By key, for a batch may not name an item twice; in order, so that a pointer follows its item.
    var writes = new LinkedHashMap<Map<String, AttributeValue>, WriteRequest>();
    book.people().stream().flatMap(this::leftBehind).forEach(key -> delete(key, writes));
    items(book).forEach(item -> put(item.attributes(), writes));
    List<Item> rows = rows(book);
    var all = List.copyOf(writes.values());
    for (int from = 0; from < all.size(); from += BATCH_MAX) {
      write(all.subList(from, Math.min(from + BATCH_MAX, all.size())));
    }
    rows.forEach(this::give);
  }

  // Storing

  private Stream<Item> items(DirectoryBook book) {
    var items = new ArrayList<Item>();
    book.forces().forEach(force -> items.add(DirectoryItems.item(force)));
    book.localAuthorities().forEach(authority -> items.add(DirectoryItems.item(authority)));
    book.schools().forEach(school -> items.add(DirectoryItems.item(school)));
    book.calendars().forEach((unit, calendar) -> items.add(DirectoryItems.item(unit, calendar)));
    DirectoryItems.bankHolidays(book.calendars().values()).ifPresent(items::add);
    book.senderKeys().forEach(key -> items.add(DirectoryItems.item(key)));
    book.senderKeys().forEach(key -> items.add(DirectoryItems.pointer(key)));
    book.people().forEach(person -> items.add(DirectoryItems.item(person)));
    book.people().forEach(person -> items.add(DirectoryItems.pointer(person)));
    book.issuers().forEach(issuer -> items.add(DirectoryItems.item(issuer)));
    return items.stream();
  }

  /** What enrolment changes. */
  private List<Item> rows(DirectoryBook book) {
    var organisations = new HashMap<PersonId, Unit>();
    book.people().forEach(person -> organisations.put(person.id(), person.organisation()));
    var items = new ArrayList<Item>();
    for (ReaderCertificate certificate : book.certificates()) {
      Unit organisation =
          organisations.computeIfAbsent(certificate.person(), this::knownOrganisation);
      items.add(DirectoryItems.item(certificate, organisation));
    }
    book.signIns().forEach(signIn -> items.add(DirectoryItems.pointer(signIn)));
    book.signIns().forEach(signIn -> items.add(DirectoryItems.item(signIn)));
    return items;
  }

  /** Stores a row unless something was written about it. */
  private void give(Item item) {
    try {
      dynamo.putItem(
          PutItemRequest.builder()
              .tableName(table)
              .item(item.attributes())
              .conditionExpression("attribute_not_exists(#version)")
              .expressionAttributeNames(Map.of("#version", Names.VERSION))
              .build());
    } catch (ConditionalCheckFailedException writtenSince) {
      // What was written about it knows better.
    }
  }

  /** What stands about {@code person} in an organisation that is theirs no longer. */
  private Stream<ItemKey> leftBehind(Person person) {
    return organisation(person.id())
        .filter(before -> !before.equals(person.organisation()))
        .stream()
        .flatMap(before ->
            Stream.concat(
                Stream.of(DirectoryItems.person(before, person.id())),
                query(before, DirectoryItems.certificatesOf(person.id()))
                    // What was written about stays, with its trail: it certifies them for nobody.
                    .filter(item -> !item.has(Names.VERSION))
                    .map(item -> new ItemKey(item.text(Names.PARTITION), item.text(Names.SORT)))));
  }

  private Unit knownOrganisation(PersonId id) {
    return organisation(id)
        .orElseThrow(
            () -> new IllegalArgumentException("a certificate is of a person in the directory"));
  }

  private static void delete(ItemKey key, Map<Map<String, AttributeValue>, WriteRequest> writes) {
    var request = DeleteRequest.builder().key(key.attributes()).build();
    writes.put(key.attributes(), WriteRequest.builder().deleteRequest(request).build());
  }

  private static void put(
      Map<String, AttributeValue> item, Map<Map<String, AttributeValue>, WriteRequest> writes) {
    var stored = new StoredItem(item);
    var key = new ItemKey(stored.text(Names.PARTITION), stored.text(Names.SORT));
    var request = PutRequest.builder().item(item).build();
    writes.put(key.attributes(), WriteRequest.builder().putRequest(request).build());
  }

  /** A batch may be done in part; the rest is tried again, and at last an exception. */
  private void write(List<WriteRequest> batch) {
    var rest = new ArrayList<>(batch);
    patience.over(
        () -> {
          var request = BatchWriteItemRequest.builder().requestItems(Map.of(table, rest)).build();
          var undone =
              dynamo.batchWriteItem(request).unprocessedItems().getOrDefault(table, List.of());
          rest.clear();
          rest.addAll(undone);
          if (!rest.isEmpty()) {
            throw new UnprocessedException();
          }
          return rest;
        },
        UnprocessedException.class::isInstance);
  }

  /** The table did not take a whole batch: it is being asked too much. */
  private static final class UnprocessedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnprocessedException() {
      super("the directory table did not take a whole batch");
    }
  }

  // Reading

  private Optional<Unit> organisation(PersonId id) {
    return get(DirectoryItems.personPointer(id)).map(DirectoryItems::organisation);
  }

  /** What is said of an office, and of a school of which nothing is known. */
  private SchoolCalendar weekDays() {
    Set<LocalDate> bankHolidays =
        get(DirectoryItems.BANK_HOLIDAYS).map(DirectoryItems::bankHolidays).orElse(Set.of());
    return SchoolCalendar.weekDays(bankHolidays);
  }

  private Optional<StoredItem> get(RowId row) {
    return get(DirectoryItems.key(row));
  }

  private Optional<StoredItem> get(ItemKey key) {
    var request =
        GetItemRequest.builder()
            .tableName(table)
            .key(key.attributes())
            .consistentRead(true)
            .build();
    var response = dynamo.getItem(request);
    return response.hasItem() ? Optional.of(new StoredItem(response.item())) : Optional.empty();
  }

  private Stream<StoredItem> query(Unit unit, String sortBegins) {
    var request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("#pk = :pk AND begins_with(#sk, :begins)")
            .expressionAttributeNames(Map.of("#pk", Names.PARTITION, "#sk", Names.SORT))
            .expressionAttributeValues(
                new Item()
                    .text(":pk", DirectoryItems.partition(unit))
                    .text(":begins", sortBegins)
                    .attributes())
            .build();
    return new Pages(dynamo).of(request);
  }
}
