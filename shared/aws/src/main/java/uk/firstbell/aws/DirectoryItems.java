package uk.firstbell.aws;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.domain.audit.Fields;
import uk.firstbell.domain.calendar.DayRange;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Force;
import uk.firstbell.domain.directory.Guidance;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.directory.LocalAuthority;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.story.Binding;
import uk.firstbell.domain.story.BoundPerson;
import uk.firstbell.domain.story.RowId;

/**
 * What the {@code directory} table holds. An organisation and all that is its own stand together,
 * and pointers lead from other names to them:
 *
 * <table>
 * <caption>Partitions and sorts</caption>
 * <tr><th>{@code pk}</th><th>{@code sk}</th><th>holds</th></tr>
 * <tr><td>{@code SCHOOL#urn}, {@code LA#code}, {@code FORCE#code}</td><td>{@code PROFILE}</td>
 *     <td>name and, of a school, authority and status</td></tr>
 * <tr><td></td><td>{@code PERSON#id}</td><td>a person of that organisation</td></tr>
 * <tr><td></td><td>{@code CERT#person#id}</td><td>a device of one of them</td></tr>
 * <tr><td></td><td>{@code CALENDAR}</td><td>its days, bank holidays included</td></tr>
 * <tr><td></td><td>{@code KEY#keyId}</td><td>a force's key</td></tr>
 * <tr><td>{@code KEYID#keyId}</td><td>{@code PROFILE}</td><td>whose key that is</td></tr>
 * <tr><td>{@code PERSON#id}</td><td>{@code PROFILE}</td><td>whose person that is</td></tr>
 * <tr><td></td><td>{@code SIGNIN}</td><td>by which sign-in they are known</td></tr>
 * <tr><td>{@code ISSUER#sha256}</td><td>{@code PROFILE}</td><td>an issuer, by its identifier</td></tr>
 * <tr><td>{@code SIGNIN#sha256}</td><td>{@code PROFILE}</td>
 *     <td>a person, by issuer, line feed and subject</td></tr>
 * <tr><td>{@code BANKHOLIDAYS}</td><td>{@code PROFILE}</td>
 *     <td>those of every calendar, for schools of which nothing else is known</td></tr>
 * </table>
 */
final class DirectoryItems {
  static final String PROFILE = "PROFILE";
  static final String CALENDAR = "CALENDAR";
  static final String PERSON = "PERSON#";
  static final String CERT = "CERT#";
  static final ItemKey BANK_HOLIDAYS = new ItemKey("BANKHOLIDAYS", PROFILE);

  private static final String ORGANISATION = "organisation";
  private static final String PERSON_ID = "person";
  private static final String GUIDANCE = "guidance";
  private static final String HOLIDAYS = "bankHolidays";

  private DirectoryItems() {}

  /** An item's name. */
  record ItemKey(String partition, String sort) {
    Map<String, AttributeValue> attributes() {
      return item().attributes();
    }

    private Item item() {
      return new Item().text(Names.PARTITION, partition).text(Names.SORT, sort);
    }
  }

  static String partition(Unit unit) {
    return RowId.organisation(unit);
  }

  static ItemKey key(RowId row) {
    return new ItemKey(row.partition(), row.sort());
  }

  static ItemKey profile(Unit unit) {
    return new ItemKey(partition(unit), PROFILE);
  }

  static ItemKey calendar(Unit unit) {
    return new ItemKey(partition(unit), CALENDAR);
  }

  static ItemKey person(Unit organisation, PersonId id) {
    return new ItemKey(partition(organisation), PERSON + id);
  }

  /** The beginning of the sort of each of that person's certificates. */
  static String certificatesOf(PersonId id) {
    return CERT + id + "#";
  }

  static ItemKey personPointer(PersonId id) {
    return new ItemKey(PERSON + id, PROFILE);
  }

  static ItemKey senderKey(Unit force, String keyId) {
    return new ItemKey(partition(force), "KEY#" + keyId);
  }

  static ItemKey senderKeyPointer(String keyId) {
    return new ItemKey("KEYID#" + keyId, PROFILE);
  }

  static ItemKey issuer(String issuer) {
    return new ItemKey("ISSUER#" + sha256(issuer), PROFILE);
  }

  static ItemKey signIn(String issuer, String subject) {
    return key(RowId.binding(SignIn.name(issuer, subject)));
  }

  static Item item(Force force) {
    return profile(Unit.force(force.code())).item().text("name", force.name());
  }

  static Item item(LocalAuthority authority) {
    Item item = profile(authority.unit()).item().text("name", authority.name());
    authority.guidance().ifPresent(guidance -> item.group(GUIDANCE, item(guidance)));
    return item;
  }

  private static Item item(Guidance guidance) {
    return new Item()
        .text("helpLine", guidance.helpLine())
        .text("hours", guidance.hours())
        .text("english", guidance.english())
        .text("welsh", guidance.welsh());
  }

  static LocalAuthority localAuthority(Unit unit, StoredItem item) {
    return new LocalAuthority(
        unit,
        item.text("name"),
        item.has(GUIDANCE) ? Optional.of(guidance(item.group(GUIDANCE))) : Optional.empty());
  }

  private static Guidance guidance(StoredItem item) {
    return new Guidance(
        item.text("helpLine"), item.text("hours"), item.text("english"), item.text("welsh"));
  }

  static Item item(School school) {
    return profile(Unit.school(school.urn()))
        .item()
        .text("name", school.name())
        .text("localAuthority", school.localAuthority())
        .number("statusCode", school.statusCode());
  }

  static School school(Urn urn, StoredItem item) {
    return new School(
        urn,
        item.text("name"),
        item.read("localAuthority", Unit::parse),
        Math.toIntExact(item.number("statusCode")));
  }

  static Item item(Person person) {
    return person(person.organisation(), person.id())
        .item()
        .text(PERSON_ID, person.id())
        .text(ORGANISATION, person.organisation())
        .text("name", person.name())
        .text("email", person.email())
        .textIfAny("phone", person.phone())
        .textIfAny("dateOfBirth", person.dateOfBirth().map(LocalDate::toString))
        .texts("roles", sorted(person.roles(), Role::name))
        .text("scope", person.scope());
  }

  static Person person(StoredItem item) {
    return new Person(
        item.read(PERSON_ID, PersonId::new),
        item.read(ORGANISATION, Unit::parse),
        item.text("name"),
        item.text("email"),
        item.readIfAny("phone", Function.identity()),
        item.readIfAny("dateOfBirth", LocalDate::parse),
        set(item, "roles", Role::valueOf),
        item.read("scope", Unit::parse));
  }

  static Item pointer(Person person) {
    return personPointer(person.id()).item().text(ORGANISATION, person.organisation());
  }

  static Unit organisation(StoredItem pointer) {
    return pointer.read(ORGANISATION, Unit::parse);
  }

  static Item item(ReaderCertificate certificate, Unit organisation) {
    Item item = key(RowId.device(organisation, certificate.person(), certificate.id())).item();
    DeviceItems.write(certificate, item);
    return item;
  }

  static Item item(SenderKey key) {
    return senderKey(Unit.force(key.force()), key.keyId())
        .item()
        .text("keyId", key.keyId())
        .text("force", key.force())
        .name("algorithm", key.algorithm())
        .bytes("publicKey", key.publicKey())
        .texts("units", sorted(key.units(), Function.identity()))
        .texts("messageTypes", sorted(key.messageTypes(), Function.identity()))
        .moment("notBefore", key.notBefore())
        .moment("notAfter", key.notAfter());
  }

  static SenderKey senderKey(StoredItem item) {
    return new SenderKey(
        item.text("keyId"),
        item.read("force", ForceCode::new),
        item.read("algorithm", SenderKey.Algorithm::valueOf),
        item.bytes("publicKey"),
        set(item, "units", Function.identity()),
        set(item, "messageTypes", Function.identity()),
        item.moment("notBefore"),
        item.moment("notAfter"));
  }

  static Item pointer(SenderKey key) {
    return senderKeyPointer(key.keyId()).item().text(ORGANISATION, Unit.force(key.force()));
  }

  static Item item(Issuer issuer) {
    return issuer(issuer.issuer())
        .item()
        .text("issuer", issuer.issuer())
        .text("audience", issuer.audience())
        .text("keys", issuer.keys().toString())
        .texts("organisations", sorted(issuer.organisations(), Unit::toString))
        .name("naming", issuer.naming());
  }

  static Issuer issuer(StoredItem item) {
    return new Issuer(
        item.text("issuer"),
        item.text("audience"),
        item.read("keys", URI::create),
        set(item, "organisations", Unit::parse),
        item.read("naming", Issuer.Naming::valueOf));
  }

  static Item item(SignIn signIn) {
    var binding = Binding.of(signIn.name(), signIn.person());
    Item item = key(binding.id()).item();
    DeviceItems.write(binding, item);
    return item;
  }

  static Item pointer(SignIn signIn) {
    var bound = BoundPerson.of(signIn.person(), signIn.name());
    Item item = key(bound.id()).item();
    DeviceItems.write(bound, item);
    return item;
  }

  static Item item(Unit unit, SchoolCalendar calendar) {
    return calendar(unit)
        .item()
        .text("start", calendar.start().toString())
        .text("end", calendar.end().toString())
        .texts("week", calendar.week().stream().sorted().map(DayOfWeek::name).toList())
        .groups("known", calendar.known(), DirectoryItems::item)
        .groups("terms", calendar.terms(), DirectoryItems::item)
        .texts("inset", sorted(calendar.inset(), LocalDate::toString))
        .texts("closures", sorted(calendar.closures(), LocalDate::toString))
        .texts(HOLIDAYS, sorted(calendar.bankHolidays(), LocalDate::toString));
  }

  static SchoolCalendar calendar(StoredItem item) {
    return new SchoolCalendar(
        item.read("start", LocalTime::parse),
        item.read("end", LocalTime::parse),
        set(item, "week", DayOfWeek::valueOf),
        item.groups("known").stream().map(DirectoryItems::range).toList(),
        item.groups("terms").stream().map(DirectoryItems::range).toList(),
        set(item, "inset", LocalDate::parse),
        set(item, "closures", LocalDate::parse),
        bankHolidays(item));
  }

  /** The bank holidays of all {@code calendars} as one item; empty if they have none. */
  static Optional<Item> bankHolidays(Collection<SchoolCalendar> calendars) {
    var days = new TreeSet<LocalDate>();
    calendars.forEach(calendar -> days.addAll(calendar.bankHolidays()));
    return days.isEmpty()
        ? Optional.empty()
        : Optional.of(BANK_HOLIDAYS.item().texts(HOLIDAYS, sorted(days, LocalDate::toString)));
  }

  static Set<LocalDate> bankHolidays(StoredItem item) {
    return set(item, HOLIDAYS, LocalDate::parse);
  }

  private static Item item(DayRange range) {
    return new Item().text("first", range.first().toString()).text("last", range.last().toString());
  }

  private static DayRange range(StoredItem item) {
    return new DayRange(item.read("first", LocalDate::parse), item.read("last", LocalDate::parse));
  }

  private static <T> List<String> sorted(Set<T> values, Function<T, String> text) {
    return values.stream().map(text).sorted().toList();
  }

  private static <T> Set<T> set(StoredItem item, String name, Function<String, T> reading) {
    return item.texts(name).stream().map(reading).collect(Collectors.toUnmodifiableSet());
  }

  private static String sha256(String text) {
    return Fields.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
