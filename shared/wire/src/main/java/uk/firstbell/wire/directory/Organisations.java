package uk.firstbell.wire.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.firstbell.domain.directory.Force;
import uk.firstbell.domain.directory.Guidance;
import uk.firstbell.domain.directory.LocalAuthority;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

/** Reads {@code forces.json}, {@code local-authorities.json} and {@code schools.json}. */
final class Organisations {
  static final String FORCE_CODE = "write \"code\" as 2 to 12 upper-case letters or digits";
  static final String LA_CODE = "write \"code\" as the three digits of a local authority";
  static final String URN = "write \"urn\" as six digits in quotes";
  static final String NAME = "write \"name\" as 1 to 200 characters, none around it";
  static final String STATUS = "write \"statusCode\" as a whole number from 1 to 4";
  static final String ITS_AUTHORITY =
      "write \"localAuthority\" as the code of one that local-authorities.json lists";
  static final String UNIT_TWICE = "list each organisation once";
  static final String KEY_ID = "write \"keyId\" as 1 to 64 of A-Z a-z 0-9 . _ -";
  static final String KEY_TWICE = "give each sender key an id of its own";
  static final String ALGORITHM = "write \"algorithm\" as ED25519 or ECDSA_P256_SHA256";
  static final String PUBLIC_KEY = "name a PEM file with a public key for this algorithm";
  static final String KEY_UNITS = "list at least one unit's name as \"units\"";
  static final String KEY_TYPES = "list at least one message type as \"messageTypes\"";
  static final String INSTANT = "write an instant with its offset, like 2026-01-01T00:00:00Z";
  static final String HELP_LINE = "write \"helpLine\" in E.164, like +442079460417";
  static final String HOURS = "write \"hours\" as 1 to 200 characters, none around it";
  static final String ENGLISH = "write \"en\" as 1 to 200 characters, none around it";
  static final String WELSH = "write \"cy\" as 1 to 200 characters, none around it";
  static final String ORDER = "let \"notAfter\" be later than \"notBefore\"";

  private static final int GIAS_STATUS_MAX = 4;

  private final Pages pages;
  private final List<Force> forces = new ArrayList<>();
  private final List<SenderKey> senderKeys = new ArrayList<>();
  private final List<LocalAuthority> localAuthorities = new ArrayList<>();
  private final List<School> schools = new ArrayList<>();
  private final Set<Unit> units = new HashSet<>();
  private final Set<String> keyIds = new HashSet<>();
  private boolean complete = true;

  private Organisations(Pages pages) {
    this.pages = pages;
  }

  static Organisations read(Pages pages) {
    var organisations = new Organisations(pages);
    organisations.list("forces.json", "forces", Set.of("code", "name", "senderKeys"));
    organisations.list(
        "local-authorities.json", "localAuthorities", Set.of("code", "name", "guidance"));
    organisations.list(
        "schools.json", "schools", Set.of("urn", "name", "localAuthority", "statusCode"));
    return organisations;
  }

  List<Force> forces() {
    return forces;
  }

  List<SenderKey> senderKeys() {
    return senderKeys;
  }

  List<LocalAuthority> localAuthorities() {
    return localAuthorities;
  }

  List<School> schools() {
    return schools;
  }

  /**
   * Whether {@code unit} is listed. While one of the three files could not be read to its end,
   * every unit passes, so that one broken line does not blame every line that leans on it.
   */
  boolean know(Unit unit) {
    return !complete || units.contains(unit);
  }

  private void list(String file, String name, Set<String> known) {
    Optional<Entry> page = pages.open(file, Set.of(name));
    complete &= page.isPresent();
    page.ifPresent(found ->
        found.each(
            name,
            known,
            entry -> {
              switch (name) {
                case "forces" -> force(entry);
                case "localAuthorities" -> localAuthority(entry);
                default -> school(entry);
              }
            }));
  }

  private void force(Entry entry) {
    Optional<ForceCode> code = entry.text("code", ForceCode::new, FORCE_CODE);
    register(entry, "code", code.map(Unit::force));
    Optional<String> name = entry.text("name", Readings::label, NAME);
    entry.each(
        "senderKeys",
        Set.of(
            "keyId",
            "algorithm",
            "publicKeyFile",
            "keyFile",
            "units",
            "messageTypes",
            "notBefore",
            "notAfter"),
        key -> senderKey(key, code));
    if (entry.sound()) {
      forces.add(new Force(code.orElseThrow(), name.orElseThrow()));
    }
  }

  private void senderKey(Entry entry, Optional<ForceCode> force) {
    Optional<String> keyId = entry.text("keyId", Readings::identifier, KEY_ID);
    if (keyId.isPresent() && !keyIds.add(keyId.orElseThrow())) {
      entry.fault("keyId", KEY_TWICE);
    }
    Optional<SenderKey.Algorithm> algorithm =
        entry.text("algorithm", SenderKey.Algorithm::valueOf, ALGORITHM);
    Optional<byte[]> file = pages.bytes(entry, "publicKeyFile");
    Optional<byte[]> publicKey =
        algorithm.flatMap(known -> file.flatMap(pem -> Keys.publicKey(pem, known)));
    if (algorithm.isPresent() && file.isPresent() && publicKey.isEmpty()) {
      entry.fault("publicKeyFile", PUBLIC_KEY);
    }
    if (entry.has("keyFile")) {
      pages.path(entry, "keyFile");
    }
    Set<String> units = atLeastOne(entry, "units", KEY_UNITS);
    Set<String> messageTypes = atLeastOne(entry, "messageTypes", KEY_TYPES);
    Optional<Instant> notBefore = entry.text("notBefore", Instant::parse, INSTANT);
    Optional<Instant> notAfter = entry.text("notAfter", Instant::parse, INSTANT);
    if (notBefore.isPresent()
        && notAfter.isPresent()
        && !notBefore.orElseThrow().isBefore(notAfter.orElseThrow())) {
      entry.fault("notAfter", ORDER);
    }
    if (entry.sound() && force.isPresent()) {
      senderKeys.add(
          new SenderKey(
              keyId.orElseThrow(),
              force.orElseThrow(),
              algorithm.orElseThrow(),
              publicKey.orElseThrow(),
              units,
              messageTypes,
              notBefore.orElseThrow(),
              notAfter.orElseThrow()));
    }
  }

  private static Set<String> atLeastOne(Entry entry, String name, String whatToDo) {
    List<String> values = entry.texts(name, Readings::label, whatToDo);
    if (values.isEmpty()) {
      entry.fault(name, whatToDo);
    }
    return Set.copyOf(values);
  }

  private void localAuthority(Entry entry) {
    Optional<Unit> unit = entry.text("code", Organisations::authority, LA_CODE);
    register(entry, "code", unit);
    unit.map(Unit::socialCare).ifPresent(units::add);
    Optional<String> name = entry.text("name", Readings::label, NAME);
    Optional<Guidance> guidance = entry.has("guidance") ? guidance(entry) : Optional.empty();
    if (entry.sound()) {
      localAuthorities.add(new LocalAuthority(unit.orElseThrow(), name.orElseThrow(), guidance));
    }
  }

  private static Optional<Guidance> guidance(Entry authority) {
    return authority
        .object("guidance", Set.of("helpLine", "hours", "en", "cy"))
        .flatMap(entry -> {
          Optional<String> helpLine = entry.text("helpLine", Readings::phone, HELP_LINE);
          Optional<String> hours = entry.text("hours", Readings::label, HOURS);
          Optional<String> english = entry.text("en", Readings::label, ENGLISH);
          Optional<String> welsh = entry.text("cy", Readings::label, WELSH);
          return entry.sound()
              ? Optional.of(
                  new Guidance(
                      helpLine.orElseThrow(),
                      hours.orElseThrow(),
                      english.orElseThrow(),
                      welsh.orElseThrow()))
              : Optional.empty();
        });
  }

  private void school(Entry entry) {
    Optional<Urn> urn = entry.text("urn", Urn::new, URN);
    register(entry, "urn", urn.map(Unit::school));
    Optional<String> name = entry.text("name", Readings::label, NAME);
    Optional<Unit> authority =
        entry.text("localAuthority", Organisations::authority, ITS_AUTHORITY);
    if (authority.isPresent() && !know(authority.orElseThrow())) {
      entry.fault("localAuthority", ITS_AUTHORITY);
    }
    Optional<Integer> status = entry.whole("statusCode", 1, GIAS_STATUS_MAX, STATUS);
    if (entry.sound()) {
      schools.add(
          new School(
              urn.orElseThrow(),
              name.orElseThrow(),
              authority.orElseThrow(),
              status.orElseThrow()));
    }
  }

  private void register(Entry entry, String name, Optional<Unit> unit) {
    complete &= unit.isPresent();
    if (unit.isPresent() && !units.add(unit.orElseThrow())) {
      entry.fault(name, UNIT_TWICE);
    }
  }

  private static Unit authority(String code) {
    if (!code.matches("[0-9]{3}")) {
      throw new IllegalArgumentException("a local authority's code is three digits");
    }
    return new Unit(Unit.Kind.LA, code);
  }
}
