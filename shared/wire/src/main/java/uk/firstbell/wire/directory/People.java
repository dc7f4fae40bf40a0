package uk.firstbell.wire.directory;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/** Reads {@code issuers.json} and {@code people.json}. */
final class People {
  static final String ISSUER_NAME = "write \"name\" as 1 to 64 of A-Z a-z 0-9 . _ -";
  static final String ISSUER_TWICE = "list each issuer once";
  static final String NO_ENDPOINT =
      "start with an endpoint for the issuer of this name, or remove the issuer";
  static final String ENDPOINT_TWICE = "start with an issuer identifier of its own for each issuer";
  static final String AUDIENCE = "write \"audience\" as the client id, 1 to 200 characters";
  static final String NAMING =
      "write \"naming\" as REQUIRED, or as NONE for the provider of one organisation";
  static final String ORGANISATION =
      "name an organisation that the other files list, as SCHOOL-<urn>, LA-<code>, CSC-<code> or FORCE-<code>";
  static final String PERSON_ID = "write \"id\" as 1 to 40 of a-z 0-9 -";
  static final String PERSON_TWICE = "give each person an id of their own";
  static final String EMAIL = "write \"email\" as one e-mail address";
  static final String PHONE = "write \"phone\" in E.164, like +442079460417";
  static final String DATE_OF_BIRTH = "write \"dateOfBirth\" as YYYY-MM-DD";
  static final String ROLES =
      "list at least one of "
          + Stream.of(Role.values()).map(Role::name).collect(Collectors.joining(" "))
          + " as \"roles\"";
  static final String AUDITOR_SCOPE =
      "give an auditor the force they may ask about, as \"scope\" FORCE-<code>";
  static final String SIGN_IN_ISSUER = "name an issuer that issuers.json lists";
  static final String NOT_ITS_ORGANISATION =
      "let an issuer vouch only for people of its own organisations";
  static final String SUBJECT = "write \"subject\" as 1 to 200 characters";
  static final String SUBJECT_TWICE = "bind each issuer's subject to one person";
  static final String SIGN_IN_TWICE = "list one sign-in for a person";
  static final String CERTIFICATE_ID = "write \"id\" as 1 to 64 of A-Z a-z 0-9 . _ -";
  static final String CERTIFICATE_ID_TWICE =
      "give each of a person's certificates an id of its own";
  static final String CERTIFICATE = "name a PEM file with a certificate for an EC key on P-256";
  static final String CERTIFICATE_TWICE =
      "give each device a certificate of its own issuer and serial number";

  private final Pages pages;
  private final Organisations organisations;
  private final Map<String, IssuerEndpoint> endpoints;

  private final List<Issuer> issuers = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private final List<ReaderCertificate> certificates = new ArrayList<>();
  private final List<SignIn> signIns = new ArrayList<>();

  /** What each listed issuer, by its symbolic name, may speak for. */
  private final Map<String, Set<Unit>> spokenFor = new HashMap<>();

  private final Set<String> identifiers = new HashSet<>();
  private final Set<PersonId> ids = new HashSet<>();
  private final Set<List<String>> subjects = new HashSet<>();
  private final Set<List<Object>> certificateNames = new HashSet<>();
  private boolean issuersComplete;

  private People(Pages pages, Organisations organisations, Map<String, IssuerEndpoint> endpoints) {
    this.pages = pages;
    this.organisations = organisations;
    this.endpoints = endpoints;
  }

  static People read(
      Pages pages, Organisations organisations, Map<String, IssuerEndpoint> endpoints) {
    var reading = new People(pages, organisations, endpoints);
    pages.open("issuers.json", Set.of("issuers")).ifPresent(reading::issuers);
    pages
        .open("people.json", Set.of("people"))
        .ifPresent(page ->
            page.each(
                "people",
                Set.of(
                    "id",
                    "organisation",
                    "name",
                    "email",
                    "phone",
                    "dateOfBirth",
                    "roles",
                    "scope",
                    "signIns",
                    "certificates"),
                reading::person));
    return reading;
  }

  List<Issuer> issuers() {
    return issuers;
  }

  List<Person> people() {
    return people;
  }

  List<ReaderCertificate> certificates() {
    return certificates;
  }

  List<SignIn> signIns() {
    return signIns;
  }

  private void issuers(Entry page) {
    page.each("issuers", Set.of("name", "audience", "organisations", "naming"), this::issuer);
    issuersComplete = page.sound();
  }

  private static Issuer.Naming naming(String text, int organisations) {
    Issuer.Naming naming = Issuer.Naming.valueOf(text);
    if (naming == Issuer.Naming.NONE && organisations != 1) {
      throw new IllegalArgumentException("several organisations have to be told apart");
    }
    return naming;
  }

  private void issuer(Entry entry) {
    Optional<String> name = entry.text("name", Readings::identifier, ISSUER_NAME);
    Optional<String> audience = entry.text("audience", Readings::label, AUDIENCE);
    Set<Unit> units = Set.copyOf(entry.texts("organisations", this::organisation, ORGANISATION));
    Optional<Issuer.Naming> naming =
        entry.text("naming", text -> naming(text, units.size()), NAMING);
    if (name.isEmpty()) {
      return;
    }
    IssuerEndpoint endpoint = endpoints.get(name.orElseThrow());
    if (endpoint == null) {
      entry.fault("name", NO_ENDPOINT);
    } else if (!identifiers.add(endpoint.issuer())) {
      // Two names for one provider could bind one of its subjects twice, unseen.
      entry.fault("name", ENDPOINT_TWICE);
    }
    if (spokenFor.putIfAbsent(name.orElseThrow(), units) != null) {
      entry.fault("name", ISSUER_TWICE);
    }
    if (entry.sound() && endpoint != null) {
      URI keys = endpoint.keys();
      issuers.add(
          new Issuer(endpoint.issuer(), audience.orElseThrow(), keys, units, naming.orElseThrow()));
    }
  }

  private void person(Entry entry) {
    Optional<PersonId> id = entry.text("id", PersonId::new, PERSON_ID);
    if (id.isPresent() && !ids.add(id.orElseThrow())) {
      entry.fault("id", PERSON_TWICE);
    }
    Optional<Unit> organisation = entry.text("organisation", this::organisation, ORGANISATION);
    Optional<String> name = entry.text("name", Readings::label, Organisations.NAME);
    Optional<String> email = entry.text("email", Readings::email, EMAIL);
    Optional<String> phone =
        entry.has("phone") ? entry.text("phone", Readings::phone, PHONE) : Optional.empty();
    Optional<LocalDate> born =
        entry.has("dateOfBirth")
            ? entry.text("dateOfBirth", LocalDate::parse, DATE_OF_BIRTH)
            : Optional.empty();
    List<Role> roles = entry.texts("roles", Role::valueOf, ROLES);
    if (roles.isEmpty()) {
      entry.fault("roles", ROLES);
    }
    Optional<Unit> scope =
        entry.has("scope") ? entry.text("scope", this::organisation, ORGANISATION) : organisation;
    boolean auditor = roles.contains(Role.AUDITOR);
    if (auditor && (!entry.has("scope") || !scope.map(People::force).orElse(true))) {
      entry.fault("scope", AUDITOR_SCOPE);
    }
    var known = new HashSet<PersonId>();
    entry.each(
        "signIns",
        Set.of("issuer", "subject"),
        one -> {
          // By two, ending one would leave the other.
          if (id.isPresent() && !known.add(id.orElseThrow())) {
            one.fault("subject", SIGN_IN_TWICE);
          }
          signIn(one, id, organisation);
        });
    Set<String> devices = new HashSet<>();
    entry.each(
        "certificates", Set.of("id", "file", "keyFile"), one -> certificate(one, id, devices));
    if (entry.sound()) {
      people.add(
          new Person(
              id.orElseThrow(),
              organisation.orElseThrow(),
              name.orElseThrow(),
              email.orElseThrow(),
              phone,
              born,
              Set.copyOf(roles),
              scope.orElseThrow()));
    }
  }

  private void signIn(Entry entry, Optional<PersonId> person, Optional<Unit> organisation) {
    Optional<String> issuer = entry.text("issuer", Readings::identifier, SIGN_IN_ISSUER);
    Optional<String> subject = entry.text("subject", Readings::label, SUBJECT);
    if (issuer.isEmpty() || subject.isEmpty()) {
      return;
    }
    if (!subjects.add(List.of(issuer.orElseThrow(), subject.orElseThrow()))) {
      entry.fault("subject", SUBJECT_TWICE);
    }
    Set<Unit> spoken = spokenFor.get(issuer.orElseThrow());
    if (issuersComplete && spoken == null) {
      entry.fault("issuer", SIGN_IN_ISSUER);
    }
    if (issuersComplete
        && spoken != null
        && organisation.isPresent()
        && !spoken.contains(organisation.orElseThrow())) {
      entry.fault("issuer", NOT_ITS_ORGANISATION);
    }
    IssuerEndpoint endpoint = endpoints.get(issuer.orElseThrow());
    if (entry.sound() && person.isPresent() && endpoint != null) {
      signIns.add(new SignIn(endpoint.issuer(), subject.orElseThrow(), person.orElseThrow()));
    }
  }

  private void certificate(Entry entry, Optional<PersonId> person, Set<String> devices) {
    Optional<String> id = entry.text("id", Readings::identifier, CERTIFICATE_ID);
    if (id.isPresent() && !devices.add(id.orElseThrow())) {
      entry.fault("id", CERTIFICATE_ID_TWICE);
    }
    if (entry.has("keyFile")) {
      pages.path(entry, "keyFile");
    }
    Optional<byte[]> file = pages.bytes(entry, "file");
    Optional<X509Certificate> certificate = file.flatMap(Keys::certificate);
    if (file.isPresent() && certificate.isEmpty()) {
      entry.fault("file", CERTIFICATE);
    }
    certificate.ifPresent(found -> {
      // A sealed copy names its recipient by these two (RFC 5652, section 10.2.4).
      if (!certificateNames.add(List.of(found.getIssuerX500Principal(), found.getSerialNumber()))) {
        entry.fault("file", CERTIFICATE_TWICE);
      }
    });
    if (entry.sound() && person.isPresent()) {
      certificates.add(listed(person.orElseThrow(), id.orElseThrow(), certificate.orElseThrow()));
    }
  }

  private static ReaderCertificate listed(PersonId person, String id, X509Certificate found) {
    try {
      return new ReaderCertificate(
          person,
          id,
          found.getEncoded(),
          found.getNotBefore().toInstant(),
          found.getNotAfter().toInstant());
    } catch (GeneralSecurityException unencodable) {
      throw new IllegalStateException("a certificate that was read can be written", unencodable);
    }
  }

  private Unit organisation(String text) {
    Unit unit = Unit.parse(text);
    if (!organisations.know(unit)) {
      throw new IllegalArgumentException("an organisation is listed");
    }
    return unit;
  }

  private static boolean force(Unit unit) {
    return unit.kind() == Unit.Kind.FORCE;
  }
}
