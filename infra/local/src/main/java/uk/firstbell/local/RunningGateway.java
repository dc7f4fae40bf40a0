package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import uk.firstbell.aws.AwsClients;
import uk.firstbell.aws.DynamoDirectory;
import uk.firstbell.aws.DynamoStory;
import uk.firstbell.aws.KmsAuthority;
import uk.firstbell.aws.TableNames;
import uk.firstbell.cloud.template.CloudTemplate;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.DirectoryShelf;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.Story;
import uk.firstbell.local.HttpFront.PortUnavailableException;
import uk.firstbell.sealing.cms.GatewayCa;
import uk.firstbell.testkit.endpoint.LocalEndpoint;
import uk.firstbell.wire.directory.BadDirectoryException;
import uk.firstbell.wire.directory.DirectoryFiles;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.JsonLines;

/**
 * Firstbell, running in this process. Its clock stands still until it is told to go on: {@link
 * #advanceTo} lets time pass at once, {@link #runLive} at its own pace.
 */
final class RunningGateway implements AutoCloseable {
  private static final String ALERT_SENDER = "alerts@firstbell.example";

  /** As long as notices must verify. */
  private static final Duration CERTIFICATE_LIFE = Duration.ofDays(3_653);

  private static final Duration BETWEEN_PUMPS = Duration.ofSeconds(1);

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final DecisionLog written = new JsonLines(new PrintStream(logged, true, UTF_8));
  private final Deque<AutoCloseable> parts;
  private final VirtualClock clock;
  private final Narrator narrator;
  private final URI endpoint;
  private final Mailbox mailbox;
  private final LocalCloud cloud;
  private final HttpFront front;
  private final LocalSignIn signIn;
  private final LocalFunctions functions;
  private final Pumps pumps;
  private final SchedulePump schedules;
  private final Story story;
  private final DirectoryBook book;
  private final DirectoryShelf shelf;
  private final byte[] authorityCertificate;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Starts everything; whoever calls closes {@code parts} if that fails. */
  private RunningGateway(
      Instant start, Path borough, int port, Narrator narrator, Deque<AutoCloseable> parts)
      throws BadDirectoryException, PortUnavailableException {
    this.parts = parts;
    this.narrator = narrator;
    this.clock = new VirtualClock(start);
    this.front = keep(HttpFront.bind(port));

    narrator.say("Starting the local AWS endpoint ...");
    LocalEndpoint started = keep(LocalEndpoint.start());
    this.endpoint = started.uri();
    this.mailbox = new Mailbox(endpoint);

    narrator.say("Making tables, queues and keys as the committed template declares them ...");
    this.cloud = keep(LocalCloud.install(CloudTemplate.committed(), endpoint, parameters(front)));

    narrator.say("Starting the sample sign-in, and loading the sample borough ...");
    this.signIn = keep(LocalSignIn.start(clock));
    this.book = DirectoryFiles.read(borough, signIn.issuers());
    signIn.enrol(book);
    this.shelf =
        new DynamoDirectory(
            cloud.dynamoDb(), cloud.reference("DirectoryTable"), AwsClients.patience());
    shelf.store(book);
    this.story =
        new DynamoStory(
            cloud.dynamoDb(),
            new TableNames(
                cloud.reference("StoryTable"),
                cloud.reference("KeysTable"),
                cloud.reference("AuditTable")),
            AwsClients.patience());
    this.authorityCertificate =
        new GatewayCa(new KmsAuthority(cloud.kms(), cloud.reference("AuthorityKey")))
            .certificate(start.truncatedTo(ChronoUnit.SECONDS), CERTIFICATE_LIFE);

    narrator.say("Starting the functions ...");
    this.functions =
        new LocalFunctions(cloud.functions(), new StageHandlers(clock, log()), narrator);
    this.pumps = new Pumps(cloud, functions);
    this.schedules =
        new SchedulePump(
            cloud.template().schedules(),
            functions,
            moment -> !story.due(moment, 1).isEmpty(),
            start);
    front.serve(cloud.template().routes(), functions, clock);
  }

  /**
   * Starts everything.
   *
   * @param start what the clock shows
   * @param borough the folder that holds the directory's files
   * @param port of the HTTP face; 0 for any that is free
   * @throws BadDirectoryException if the directory's files are wrong
   * @throws PortUnavailableException before anything was started
   */
  static RunningGateway start(Instant start, Path borough, int port, Narrator narrator)
      throws BadDirectoryException, PortUnavailableException {
    var parts = new ArrayDeque<AutoCloseable>();
    boolean running = false;
    try {
      var gateway = new RunningGateway(start, borough, port, narrator, parts);
      running = true;
      return gateway;
    } finally {
      if (!running) {
        closeAll(parts);
      }
    }
  }

  VirtualClock clock() {
    return clock;
  }

  LocalCloud cloud() {
    return cloud;
  }

  LocalFunctions functions() {
    return functions;
  }

  Pumps pumps() {
    return pumps;
  }

  SchedulePump schedules() {
    return schedules;
  }

  LocalSignIn signIn() {
    return signIn;
  }

  /** The rows themselves, for whoever checks them. */
  Story story() {
    return story;
  }

  DirectoryBook book() {
    return book;
  }

  /** Gives somebody whom the book lists these roles and no others, as an administrator does. */
  void appoint(PersonId id, Set<Role> roles) {
    Person was =
        book.people().stream().filter(person -> person.id().equals(id)).findFirst().orElseThrow();
    var appointed =
        new Person(
            id,
            was.organisation(),
            was.name(),
            was.email(),
            was.phone(),
            was.dateOfBirth(),
            roles,
            was.scope());
    shelf.store(
        new DirectoryBook(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(appointed),
            List.of(),
            List.of(),
            List.of()));
  }

  /** The gateway's own certificate, X.509 DER: what opened copies are verified against. */
  byte[] authorityCertificate() {
    return authorityCertificate.clone();
  }

  /** Where the HTTP face answers; no path. */
  URI front() {
    return front.uri();
  }

  /** Host and port of the HTTP face, as a signed request names it. */
  String authority() {
    return front.authority();
  }

  URI endpoint() {
    return endpoint;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  List<Mailbox.Mail> mails() {
    return mailbox.mails();
  }

  Narrator narrator() {
    return narrator;
  }

  /** Where every decision goes: told to a person, and written down as it is in the cloud. */
  DecisionLog log() {
    return decision -> {
      narrator.decided(decision);
      written.decided(decision);
    };
  }

  /** Every line a person was told. */
  List<String> lines() {
    return narrator.lines();
  }

  /** Every line that the cloud's own log would hold. */
  List<String> logged() {
    return logged.toString(UTF_8).lines().toList();
  }

  /**
   * Lets time pass until {@code moment}: first whatever waits is done, then the clock goes from one
   * full minute at which there is something to see to the next, and everything that follows is done
   * there.
   */
  void advanceTo(Instant moment) {
    pumps.untilIdle();
    schedules.disturbed();
    for (Optional<Instant> minute = schedules.nextStrike(moment);
        minute.isPresent();
        minute = schedules.nextStrike(moment)) {
      // A minute that was reached already without being struck is struck late.
      if (minute.get().isAfter(clock.instant())) {
        clock.advanceTo(minute.get());
      }
      schedules.strike(minute.get());
      pumps.untilIdle();
    }
    if (moment.isAfter(clock.instant())) {
      clock.advanceTo(moment);
    }
  }

  /** Keeps everything moving in real time, until this object is closed. */
  void runLive() {
    clock.runLive();
    try {
      do {
        if (!clock.instant().isBefore(schedules.nextMinute())) {
          schedules.strike(clock.instant());
        }
        pumps.untilIdle();
      } while (!closed.await(BETWEEN_PUMPS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!closing()) {
        throw e; // Otherwise it lost what it was using, for good reason.
      }
    }
  }

  /** Whether closing has begun: what fails from then on lost what it was using. */
  boolean closing() {
    return closed.getCount() == 0;
  }

  /** Stops everything this object started, last first. May be called again. */
  @Override
  public void close() {
    closed.countDown();
    narrator.fallSilent();
    closeAll(parts);
  }

  private static Map<String, String> parameters(HttpFront front) {
    return Map.of(
        "AgenciesAuthority",
        front.authority(),
        "AlertSender",
        ALERT_SENDER,
        "PortalAddress",
        front.uri() + "/");
  }

  private <P extends AutoCloseable> P keep(P part) {
    parts.push(part);
    return part;
  }

  /** One part that cannot be closed keeps none of the others open. */
  private static void closeAll(Deque<AutoCloseable> parts) {
    var failures = new ArrayList<Exception>();
    synchronized (parts) {
      while (!parts.isEmpty()) {
        try {
          parts.pop().close();
        } catch (Exception e) {
          failures.add(e);
        }
      }
    }
    if (!failures.isEmpty()) {
      var first = new IllegalStateException("a part cannot be closed", failures.getFirst());
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }
}
