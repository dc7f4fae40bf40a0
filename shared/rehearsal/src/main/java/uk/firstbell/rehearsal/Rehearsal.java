package uk.firstbell.rehearsal;

import static java.util.Comparator.naturalOrder;

import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.audit.Audit;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.dispatch.Alerting;
import uk.firstbell.domain.dispatch.Alerts;
import uk.firstbell.domain.dispatch.Asking;
import uk.firstbell.domain.dispatch.CertificateAuthority;
import uk.firstbell.domain.dispatch.Dispatch;
import uk.firstbell.domain.dispatch.DispatchDecision;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.dispatch.Release;
import uk.firstbell.domain.dispatch.Sealer;
import uk.firstbell.domain.dispatch.Warnings;
import uk.firstbell.domain.enrolment.Agreement;
import uk.firstbell.domain.enrolment.DeviceName;
import uk.firstbell.domain.enrolment.Enrolment;
import uk.firstbell.domain.enrolment.GivenDevices;
import uk.firstbell.domain.exchange.Exchange;
import uk.firstbell.domain.intake.Intake;
import uk.firstbell.domain.intake.IntakeDecision;
import uk.firstbell.domain.intake.PseudonymKey;
import uk.firstbell.domain.intake.Pseudonyms;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SenderKeys;
import uk.firstbell.domain.intake.SignatureProof;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.domain.invariants.Breach;
import uk.firstbell.domain.invariants.Invariants;
import uk.firstbell.domain.ladder.Ladder;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.EnrolmentPolicy;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.receipt.Receipt;
import uk.firstbell.domain.receipt.ReceiptDecision;
import uk.firstbell.domain.routing.Routing;
import uk.firstbell.domain.routing.RoutingDecision;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Nudges;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Watched;
import uk.firstbell.domain.vault.AcceptedReports;
import uk.firstbell.domain.vault.DataKeys;
import uk.firstbell.domain.vault.PayloadCipher;
import uk.firstbell.domain.vault.Vault;
import uk.firstbell.domain.watch.Reconciliation;
import uk.firstbell.domain.watch.Sweep;
import uk.firstbell.domain.watch.Watch;
import uk.firstbell.memory.MemoryAlerts;
import uk.firstbell.memory.MemoryAuthority;
import uk.firstbell.memory.MemoryDataKeys;
import uk.firstbell.memory.MemoryDirectory;
import uk.firstbell.memory.MemoryNudges;
import uk.firstbell.memory.MemoryPseudonymKey;
import uk.firstbell.memory.MemoryStory;
import uk.firstbell.sealing.cms.CannotOpenException;
import uk.firstbell.sealing.cms.CmsOpener;
import uk.firstbell.sealing.cms.CmsSealer;
import uk.firstbell.sealing.cms.DeviceCertificates;
import uk.firstbell.sealing.cms.GatewayCa;
import uk.firstbell.sealing.cms.GatewaySigner;
import uk.firstbell.sealing.cms.Pkcs10Proof;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.keys.PrivateKeys;
import uk.firstbell.sealing.signature.HttpSignatureProof;
import uk.firstbell.sealing.signature.HttpSigner;
import uk.firstbell.sealing.vault.AesGcmPayloadCipher;
import uk.firstbell.testkit.scene.Outcome;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.testkit.scene.Scene;
import uk.firstbell.wire.directory.BadDirectoryException;
import uk.firstbell.wire.directory.DirectoryFiles;
import uk.firstbell.wire.directory.IssuerEndpoint;
import uk.firstbell.wire.json.CanonicalJson;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.report.ReportJson;

/** One scene in the sample borough: the stages, what they share, and a hand on the clock. */
public final class Rehearsal {
  /** Where agencies are told to send, and what their signatures cover. */
  public static final String AUTHORITY = "agencies.firstbell.example";

  private static final URI PORTAL = URI.create("https://people.firstbell.example/");
  private static final Map<String, IssuerEndpoint> ISSUERS =
      Map.of(
          "sample-schools", endpoint("https://schools.example"),
          "sample-agencies", endpoint("https://agencies.example"));
  private static final Duration CERTIFICATE_VALIDITY = Duration.ofDays(3653);
  private static final Duration SIGNATURE_VALIDITY = Duration.ofMinutes(5);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

  private static final DirectoryBook BOROUGH = borough();
  private static final ReportJson READER = new ReportJson();

  private final Path borough = SampleBorough.path();
  private final SecureRandom random = new SecureRandom();
  private final Scene scene;
  private final Outcome outcome;
  private final HandClock clock;
  private final MemoryDirectory directory = new MemoryDirectory();
  private final MemoryStory story = new MemoryStory(directory);
  private final RacedStory raced = new RacedStory(story);
  private final MemoryAlerts alerts = new MemoryAlerts();
  private final MemoryNudges nudges = new MemoryNudges();
  private final MemoryAuthority authority = new MemoryAuthority();
  private final Random chance = new Random(2);
  private final Surroundings surroundings;
  private final Story shared;
  private final Directory looked;
  private final SenderKeys senderKeys;
  private final Pseudonyms pseudonyms;
  private final Alerts mail;
  private final Nudges queues;
  private final Sealer sealer;
  private final Vault vault;
  private final AcceptedReports reports;

  private Rehearsal(Path event, Surroundings surroundings) {
    this.surroundings = surroundings;
    this.scene = Scene.read(event);
    this.outcome = Outcome.beside(event);
    this.clock = new HandClock(scene.publish().at());
    this.shared = surroundings.port(Story.class, raced.asStory());
    this.looked = surroundings.port(Directory.class, directory);
    this.senderKeys = surroundings.port(SenderKeys.class, directory);
    this.pseudonyms =
        new Pseudonyms(
            surroundings.port(
                PseudonymKey.class, new MemoryPseudonymKey(SecretBytes.of(new byte[32]))));
    this.mail = surroundings.port(Alerts.class, alerts);
    this.queues = surroundings.port(Nudges.class, nudges);
    this.sealer =
        new CmsSealer(
            new GatewaySigner(
                surroundings.port(CertificateAuthority.class, authority),
                CERTIFICATE_VALIDITY,
                random),
            random);
    this.vault =
        new Vault(
            surroundings.port(DataKeys.class, new MemoryDataKeys(new Random(1))),
            surroundings.port(PayloadCipher.class, new AesGcmPayloadCipher(random)));
    this.reports = new AcceptedReports(shared, vault, READER);
    directory.store(BOROUGH);
  }

  private static DirectoryBook borough() {
    try {
      return DirectoryFiles.read(SampleBorough.path(), ISSUERS);
    } catch (BadDirectoryException bad) {
      throw new IllegalStateException("the sample borough cannot be read", bad);
    }
  }

  /** The scene of that name before anything has happened; the clock stands at its first moment. */
  public static Rehearsal of(String scene) {
    return of(scene, Surroundings.QUIET);
  }

  /** The same, among surroundings in which something may go wrong. */
  public static Rehearsal of(String scene, Surroundings surroundings) {
    return new Rehearsal(SampleBorough.event(scene), surroundings);
  }

  private static IssuerEndpoint endpoint(String issuer) {
    return new IssuerEndpoint(issuer, URI.create(issuer + "/keys"));
  }

  public Scene scene() {
    return scene;
  }

  /** What must come of the scene. */
  public Outcome outcome() {
    return outcome;
  }

  public HandClock clock() {
    return clock;
  }

  public MemoryStory story() {
    return story;
  }

  public MemoryDirectory directory() {
    return directory;
  }

  public MemoryAlerts alerts() {
    return alerts;
  }

  public MemoryNudges nudges() {
    return nudges;
  }

  public Intake intake() {
    return new Intake(
        proof(),
        READER,
        looked,
        pseudonyms,
        vault,
        shared,
        TimingPolicy.DEFAULT,
        WorkPolicy.DEFAULT,
        CasePolicy.DEFAULT,
        clock,
        chance);
  }

  public Routing routing() {
    return new Routing(
        shared,
        reports,
        looked,
        TimingPolicy.DEFAULT,
        LadderPolicy.DEFAULT,
        CasePolicy.DEFAULT,
        WorkPolicy.DEFAULT,
        clock);
  }

  public Dispatch dispatch() {
    var ladder = new Ladder(TimingPolicy.DEFAULT, WorkPolicy.DEFAULT);
    var release =
        new Release(
            shared,
            reports,
            looked,
            new CanonicalJson(),
            sealer,
            random,
            ladder,
            TimingPolicy.DEFAULT,
            LadderPolicy.DEFAULT);
    var alerting =
        new Alerting(
            shared, looked, mail, PORTAL, ladder, TimingPolicy.DEFAULT, WorkPolicy.DEFAULT);
    var asking = new Asking(shared, looked, alerting);
    return new Dispatch(shared, release, alerting, asking, ladder, clock);
  }

  public Warnings warnings() {
    return new Warnings(shared, looked, mail, PORTAL, WorkPolicy.DEFAULT, clock);
  }

  public Watch watch() {
    return new Watch(
        shared,
        TimingPolicy.DEFAULT,
        WorkPolicy.DEFAULT,
        LadderPolicy.DEFAULT,
        CasePolicy.DEFAULT,
        clock);
  }

  public Reconciliation reconciliation() {
    return new Reconciliation(
        shared,
        TimingPolicy.DEFAULT,
        WorkPolicy.DEFAULT,
        LadderPolicy.DEFAULT,
        CasePolicy.DEFAULT,
        clock);
  }

  public Receipt receipt() {
    return new Receipt(shared, looked, TimingPolicy.DEFAULT, WorkPolicy.DEFAULT, clock);
  }

  public Exchange exchange() {
    return new Exchange(
        shared,
        looked,
        vault,
        pseudonyms,
        CasePolicy.DEFAULT,
        TimingPolicy.DEFAULT,
        WorkPolicy.DEFAULT,
        clock);
  }

  public Enrolment enrolment() {
    return new Enrolment(
        shared,
        looked,
        directory,
        new Pkcs10Proof(),
        new DeviceCertificates(authority, random),
        EnrolmentPolicy.DEFAULT,
        clock,
        random);
  }

  public GivenDevices givenDevices() {
    return new GivenDevices(
        shared, looked, directory, EnrolmentPolicy.DEFAULT, TimingPolicy.DEFAULT, clock);
  }

  public Agreement agreement() {
    return new Agreement(shared, looked, WorkPolicy.DEFAULT, clock);
  }

  /** What the device's owner was told; empty once it waits no longer. */
  public Optional<String> checkCode(DeviceName name) {
    return directory
        .device(name.organisation(), name.person(), name.device())
        .flatMap(held -> held.row().check())
        .map(Device.Check::code);
  }

  /** The gateway's authority. */
  public CertificateAuthority authority() {
    return authority;
  }

  /** Says who sent a request. */
  public SignatureProof proof() {
    return new HttpSignatureProof(senderKeys, AUTHORITY, HttpSignatureProof.Policy.DEFAULT);
  }

  public Audit audit() {
    return new Audit(shared, clock);
  }

  /** Lets another worker come first the next {@code times} that anything is written. */
  public void beforeWrites(int times, Runnable another) {
    raced.beforeWrites(times, another);
  }

  /** The scene's request, signed by its force at the clock's moment. */
  public SignedRequest signedRequest() {
    return signed(scene.publish().bytes());
  }

  /** A request of the scene's force with another body. */
  public SignedRequest signed(byte[] body) {
    return signed("/v1/notifications", body);
  }

  /** The same, sent to that path. */
  public SignedRequest signed(String path, byte[] body) {
    return signed("POST", path, body);
  }

  /** The same, by another method. */
  public SignedRequest signed(String method, String path, byte[] body) {
    SenderKey key = directory.senderKey(scene.publish().keyId()).orElseThrow();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("host", List.of(AUTHORITY));
    headers.put("content-type", List.of("application/json"));
    var unsigned = new SignedRequest(method, AUTHORITY, path, "?", headers, body);
    Instant now = clock.instant();
    new HttpSigner(key.keyId(), key.algorithm(), senderKey(key))
        .sign(unsigned, now, now.plus(SIGNATURE_VALIDITY), "rehearsal-nonce")
        .forEach((name, value) -> headers.put(name, List.of(value)));
    return new SignedRequest(method, AUTHORITY, path, "?", headers, body);
  }

  private PrivateKey senderKey(SenderKey key) {
    return privateKey(SampleBorough.senderKey(borough, key.keyId()));
  }

  /** Plays the scene until its report is accepted. */
  public NotificationId accepted() {
    if (intake().accept(signedRequest()) instanceof IntakeDecision.Accepted(var receipt)) {
      return receipt.notification();
    }
    throw new IllegalStateException("the scene's report was not accepted");
  }

  /** Plays the scene until its deliveries are planned. */
  public NotificationId routed() {
    NotificationId id = accepted();
    routing().route(id);
    return id;
  }

  /** Plays the scene until its readers can fetch their copies, and nobody was alerted. */
  public NotificationId available() {
    NotificationId id = routed();
    outcome.deliveries().forEach(owed -> dispatch().act(new DeliveryId(id, owed.unit())));
    return id;
  }

  /**
   * Does what streams and queues do: every stage that is asked acts, until none is. A message that
   * its stage is not done with is the surroundings' to bring again; else it is left to the watch.
   */
  public void settle() {
    for (var asked = story.drainAsked(); !asked.isEmpty(); asked = story.drainAsked()) {
      List<MemoryStory.Asked> told = asked;
      surroundings.during(Surroundings.Occasion.RELAY, () -> relay(told));
      for (Stage stage : Stage.values()) {
        for (RowId row : nudges.drain(stage)) {
          surroundings.during(Surroundings.Occasion.MESSAGE, () -> act(stage, row));
        }
      }
    }
  }

  /** Whether the queues took everything. A row that changed twice waits once. */
  private boolean relay(List<MemoryStory.Asked> asked) {
    boolean taken = true;
    for (Stage stage : Stage.values()) {
      List<RowId> rows =
          asked.stream()
              .filter(one -> one.stage() == stage)
              .map(MemoryStory.Asked::row)
              .distinct()
              .toList();
      taken &= rows.isEmpty() || queues.send(stage, rows).isEmpty();
    }
    return taken;
  }

  private boolean act(Stage stage, RowId row) {
    return switch (stage) {
      case ROUTING ->
          switch (routing().route(row.notification())) {
            case RoutingDecision.Routed _, RoutingDecision.AlreadyRouted _ -> true;
            case RoutingDecision.Contended _, RoutingDecision.NothingThere _ -> false;
          };
      case DISPATCH ->
          switch (row.isExpiry() ? warnings().act(row) : dispatch().act(row.delivery())) {
            case DispatchDecision.MadeAvailable _,
                DispatchDecision.NoLiveReader _,
                DispatchDecision.Alerted _,
                DispatchDecision.AlertsPending _,
                DispatchDecision.NobodyTold _,
                DispatchDecision.SealedAgain _,
                DispatchDecision.NothingToDo _ ->
                true;
            case DispatchDecision.Contended _, DispatchDecision.NothingThere _ -> false;
          };
    };
  }

  /**
   * Lets time pass until {@code moment}, with a sweep at each moment at which something is due. A
   * row that a sweep left due waits for the next minute's, as it does for the real watch.
   */
  public void advanceTo(Instant moment) {
    settle();
    Optional<Instant> at = nextSweep(clock.instant());
    while (at.filter(next -> !next.isAfter(moment)).isPresent()) {
      clock.set(at.get());
      surroundings.during(Surroundings.Occasion.SWEEP, this::sweep);
      settle();
      at = nextSweep(at.get().plus(BETWEEN_SWEEPS));
    }
    clock.set(moment);
  }

  private Optional<Instant> nextSweep(Instant earliest) {
    return nextDue().map(due -> due.isBefore(earliest) ? earliest : due);
  }

  /** A row's failure holds up no other, and is seen by whoever looks after the watch. */
  private boolean sweep() {
    Sweep sweep = watch().sweep();
    sweep.failed().stream()
        .findFirst()
        .ifPresent(first -> {
          throw first.failure();
        });
    return true;
  }

  /** What does not hold of any notification at the clock's moment; nothing, if all does. */
  public List<Breach> breaches() {
    var invariants = new Invariants(story, WorkPolicy.DEFAULT, LadderPolicy.DEFAULT);
    return story.rows().stream()
        .map(Stored::row)
        .filter(Head.class::isInstance)
        .map(Head.class::cast)
        .flatMap(head -> invariants.of(head.notification(), clock.instant()).stream())
        .toList();
  }

  private Optional<Instant> nextDue() {
    return story.rows().stream()
        .map(Stored::row)
        .filter(Watched.class::isInstance)
        .flatMap(row -> ((Watched) row).dueAt().stream())
        .min(naturalOrder());
  }

  /** The delivery of {@code id} to the scene's first unit. */
  public DeliveryId delivery(NotificationId id) {
    return new DeliveryId(id, outcome.deliveries().getFirst().unit());
  }

  /** A named person, signed in. */
  public Admitted admitted(String person) {
    var named = directory.person(new PersonId(person)).orElseThrow();
    return Admitted.of(named);
  }

  /** What an authorizer hands to the function behind it for that person, value by value. */
  public Map<String, String> authorizer(String person) {
    var named = directory.person(new PersonId(person)).orElseThrow();
    String roles = String.join(",", named.roles().stream().map(Enum::name).sorted().toList());
    return Map.of(
        "personId", named.id().value(),
        "organisation", named.organisation().toString(),
        "roles", roles,
        "scope", named.scope().toString());
  }

  /** What a reader finds in a copy, proved and decrypted with the key the samples publish. */
  public Content.Group opened(byte[] sealed, String reader) {
    var id = new PersonId(reader);
    Set<String> given =
        BOROUGH.certificates().stream()
            .filter(held -> held.person().equals(id))
            .map(ReaderCertificate::id)
            .collect(Collectors.toSet());
    return opened(
        sealed,
        certificates(id).filter(held -> given.contains(held.id())).findFirst().orElseThrow(),
        privateKey(SampleBorough.readerKey(borough, id)));
  }

  /** The reader opens the copy that stands there for them, and gives back the token inside it. */
  public ReceiptDecision opens(String reader, DeliveryId id) {
    byte[] sealed = story.copy(id, new PersonId(reader)).orElseThrow().row().sealed();
    String token =
        opened(sealed, reader)
            .group("binding")
            .flatMap(binding -> binding.text("openingToken"))
            .orElseThrow();
    return receipt().open(admitted(reader), id, new OpeningToken(token));
  }

  /** What a reader finds in a copy by a device of theirs that is certified. */
  public Content.Group opened(byte[] sealed, String reader, SampleDevice device) {
    return opened(
        sealed,
        certificates(new PersonId(reader))
            .filter(held -> held.id().equals(device.id()))
            .findFirst()
            .orElseThrow(),
        device.key());
  }

  private Stream<ReaderCertificate> certificates(PersonId id) {
    Person person = directory.person(id).orElseThrow();
    return directory.readers(person.organisation(), person.roles(), clock.instant()).stream()
        .filter(named -> named.person().id().equals(id))
        .flatMap(named -> named.certificates().stream());
  }

  private Content.Group opened(byte[] sealed, ReaderCertificate device, PrivateKey key) {
    try {
      byte[] content =
          new CmsOpener(authorityCertificate())
              .open(sealed, key, Certificates.certificate(device.certificate()))
              .content();
      if (ContentJson.read(content, content.length)
          instanceof ContentJson.Reading.Understood(Content.Group notice)) {
        return notice;
      }
      throw new IllegalStateException("a copy does not hold one JSON object");
    } catch (CannotOpenException | GeneralSecurityException shut) {
      throw new IllegalStateException("a copy cannot be opened", shut);
    }
  }

  private X509Certificate authorityCertificate() throws GeneralSecurityException {
    Instant before = scene.publish().at().minus(SIGNATURE_VALIDITY);
    Duration validity = CERTIFICATE_VALIDITY.plusDays(1);
    return Certificates.certificate(new GatewayCa(authority).certificate(before, validity));
  }

  private static PrivateKey privateKey(SecretBytes pkcs8) {
    try {
      return PrivateKeys.read(pkcs8);
    } catch (InvalidKeyException unusable) {
      throw new IllegalStateException("a sample's private key cannot be used", unusable);
    }
  }
}
