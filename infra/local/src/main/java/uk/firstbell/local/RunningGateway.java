package uk.firstbell.local;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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
import uk.firstbell.domain.enrolment.GivenDevices;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.policy.EnrolmentPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Story;
import uk.firstbell.local.Loopback.PortUnavailableException;
import uk.firstbell.sealing.cms.GatewayCa;
import uk.firstbell.testkit.endpoint.LocalEndpoint;
import uk.firstbell.wire.directory.BadDirectoryException;
import uk.firstbell.wire.directory.DirectoryFiles;
import uk.firstbell.wire.directory.IssuerEndpoint;
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

  // What is noted of a run, so that another goes on as the same one.
  private static final String PORT = "port";
  private static final String SIGN_IN = "signIn";
  private static final String SIGN_IN_SECRET = "Firstbell-SignIn";
  private static final String KEYS = "keys";
  private static final String CERTIFICATE = "authorityCertificate";
  private static final String MAILS_BEFORE = "mailsBefore";
  private static final String BEGAN = "began";
  private static final String SETTLED = "settled";
  private static final String KILLED_AT = "killedAt";

  private static final Duration BETWEEN_PUMPS = Duration.ofSeconds(1);

  /** So far ahead of a running clock what was noted of it is: no later process is behind it. */
  private static final Duration NOTED_AHEAD = Duration.ofSeconds(10);

  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(20);

  private final Notebook notebook;
  private final Lines logged;
  private final DecisionLog written;
  private final Deque<AutoCloseable> parts;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicBoolean settled = new AtomicBoolean();
  private final AtomicBoolean live = new AtomicBoolean();
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
      Instant start,
      Path borough,
      int port,
      Duration tokenLife,
      Narrator narrator,
      Notebook notebook,
      Deque<AutoCloseable> parts)
      throws BadDirectoryException, PortUnavailableException, Notebook.UnusableException {
    this.parts = parts;
    this.narrator = narrator;
    this.notebook = notebook;
    this.logged = notebook.lines("decisions");
    this.written = new JsonLines(logged.stream());
    this.clock = new VirtualClock(start);
    Optional<byte[]> certificateBefore = notebook.bytes(CERTIFICATE);
    boolean again = certificateBefore.isPresent();
    this.front =
        keep(port == 0 ? HttpFront.bindAgain(notebook.number(PORT, 0)) : HttpFront.bind(port));

    narrator.say("Starting the local AWS endpoint ...");
    LocalEndpoint started =
        keep(notebook.endpoint().map(LocalEndpoint::start).orElseGet(LocalEndpoint::start));
    this.endpoint = started.uri();
    this.mailbox =
        again
            ? Mailbox.again(
                endpoint,
                started.earlierMails(),
                started.started() ? 0 : notebook.number(MAILS_BEFORE, 0))
            : Mailbox.of(endpoint);

    narrator.say("Making tables, queues and keys as the committed template declares them ...");
    this.signIn = keep(LocalSignIn.start(clock, tokenLife, signInBefore(notebook)));
    this.cloud =
        keep(LocalCloud.install(CloudTemplate.committed(), endpoint, parameters(front, signIn)));
    cloud.keepSecret(SIGN_IN_SECRET, signIn.secrets());

    if (again && cloud.made("StoryTable")) {
      throw new Notebook.UnusableException(
          "--data was begun on another AWS endpoint: this one has nothing of it");
    }

    narrator.say("Starting the sample sign-in, and loading the sample borough ...");
    this.book = DirectoryFiles.read(borough, signIn.issuers());
    signIn.open(SampleAccounts.bound(book));
    signIn.open(SampleAccounts.unbound(borough, book, signIn));
    var directory =
        new DynamoDirectory(
            cloud.dynamoDb(), cloud.reference("DirectoryTable"), AwsClients.patience());
    DirectoryBook given = again ? whoVouches(book) : book;
    this.shelf = directory;
    shelf.store(given);
    this.story =
        new DynamoStory(
            cloud.dynamoDb(),
            new TableNames(
                cloud.reference("StoryTable"),
                cloud.reference("KeysTable"),
                cloud.reference("AuditTable")),
            AwsClients.patience());
    new GivenDevices(
            story, directory, directory, EnrolmentPolicy.DEFAULT, TimingPolicy.DEFAULT, clock)
        .note(given);
    this.authorityCertificate =
        certificateBefore.orElseGet(() ->
            new GatewayCa(new KmsAuthority(cloud.kms(), cloud.reference("AuthorityKey")))
                .certificate(start.truncatedTo(ChronoUnit.SECONDS), CERTIFICATE_LIFE));
    noteWhoThisIs(again);

    narrator.say("Starting the functions ...");
    this.functions =
        new LocalFunctions(cloud.functions(), new StageHandlers(clock, log()), narrator);
    this.pumps = new Pumps(cloud, functions, notebook.lines("nudges"));
    this.schedules =
        new SchedulePump(
            cloud.template().schedules(),
            functions,
            moment -> !story.due(moment, 1).isEmpty(),
            // A process that was killed may not have got to the minute its clock showed.
            again ? start.minus(1, ChronoUnit.MINUTES) : start);
    front.serve(cloud.template().routes(), cloud.template().denials(), functions, clock);
  }

  /**
   * Starts everything, or goes on with what {@code notebook} tells of.
   *
   * @param start what the clock shows
   * @param borough the folder that holds the directory's files
   * @param port of the HTTP face; 0 for the one it had, or any that is free
   * @param tokenLife how long whoever signs in is signed in
   * @throws BadDirectoryException if the directory's files are wrong
   * @throws PortUnavailableException before anything was started
   * @throws Notebook.UnusableException if the endpoint has nothing of what the notebook tells
   */
  static RunningGateway start(
      Instant start,
      Path borough,
      int port,
      Duration tokenLife,
      Narrator narrator,
      Notebook notebook)
      throws BadDirectoryException, PortUnavailableException, Notebook.UnusableException {
    var parts = new ArrayDeque<AutoCloseable>();
    boolean running = false;
    try {
      var gateway = new RunningGateway(start, borough, port, tokenLife, narrator, notebook, parts);
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

  /** Where a person's browser finds the portal. */
  URI portal() {
    return front.portal();
  }

  /** Host and port of the HTTP face, as a signed request names it. */
  String authority() {
    return front.authority();
  }

  /** How long the run has been going by its clock, that of earlier processes included. */
  Duration ran() {
    Instant now = clock.instant();
    return Duration.between(notebook.text(BEGAN).map(Instant::parse).orElse(now), now);
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
    return logged.all();
  }

  /**
   * Lets time pass until {@code moment}: first whatever waits is done, then the clock goes from one
   * full minute at which there is something to see to the next, and everything that follows is done
   * there.
   */
  void advanceTo(Instant moment) {
    strikeUntil(moment, () -> false);
    goOnTo(moment);
  }

  /**
   * Lets time pass until a mail is sent, and no further than there is something to see before
   * {@code limit}.
   *
   * @return whether one was
   */
  boolean advanceToNextMail(Instant limit) {
    int before = mails().size();
    return strikeUntil(limit, () -> mails().size() > before);
  }

  private boolean strikeUntil(Instant limit, BooleanSupplier seen) {
    inTurn(() -> {
      pumps.untilIdle();
      schedules.disturbed();
    });
    boolean found = seen.getAsBoolean();
    while (!found && strikeNext(limit)) {
      found = seen.getAsBoolean();
    }
    return found;
  }

  /** Whether there was a minute to strike; each is a turn, for the clock may be running. */
  private boolean strikeNext(Instant limit) {
    var struck = new AtomicBoolean();
    inTurn(() ->
        schedules
            .nextStrike(limit)
            .ifPresent(due -> {
              // A minute that was reached already without being struck is struck late.
              goOnTo(due);
              schedules.strike(due);
              pumps.untilIdle();
              struck.set(true);
            }));
    return struck.get();
  }

  /**
   * Strikes whatever has come since the last strike and was left out because nothing was due, so
   * that what kept silent until now did so of itself.
   */
  void catchUp() {
    inTurn(() -> {
      schedules.strike(clock.instant());
      pumps.untilIdle();
    });
  }

  /** Noted before anything can be dated by it. */
  private void goOnTo(Instant moment) {
    if (moment.isAfter(clock.instant())) {
      notebook.reached(live.get() ? moment.plus(NOTED_AHEAD) : moment);
      clock.reach(moment);
    }
  }

  /**
   * Does something that whoever stops a run of which notes are kept waits for.
   *
   * @throws IllegalStateException if this object is being closed
   */
  void inTurn(Runnable work) {
    turn.lock();
    try {
      if (closing()) {
        throw new IllegalStateException("nothing is begun any more");
      }
      work.run();
    } finally {
      turn.unlock();
    }
  }

  /** Keeps everything moving in real time, until this object is closed. */
  void runLive() {
    live.set(true);
    clock.runLive();
    try {
      do {
        inTurn(() -> {
          noteAhead();
          if (!clock.instant().isBefore(schedules.nextMinute())) {
            schedules.strike(clock.instant());
          }
          pumps.untilIdle();
        });
      } while (!closed.await(BETWEEN_PUMPS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!closing()) {
        throw e; // Otherwise it lost what it was using, for good reason.
      }
    }
  }

  private void noteAhead() {
    Instant now = clock.instant();
    if (notebook.clock().filter(now::isBefore).isEmpty()) {
      notebook.reached(now.plus(NOTED_AHEAD));
    }
  }

  /** Whether closing has begun: what fails from then on lost what it was using. */
  boolean closing() {
    return closed.getCount() == 0;
  }

  /**
   * Stops everything this object started, last first. Where notes are kept, what is being done is
   * first done to its end, so that streams and queues hold nothing. May be called again.
   */
  @Override
  public void close() {
    closed.countDown();
    if (notebook.kept()) {
      settle();
    }
    narrator.fallSilent();
    closeAll(parts);
  }

  /** When earlier processes of this run were killed. */
  Kills kills() {
    return new Kills(
        notebook.notes(KILLED_AT).valueStream().map(at -> Instant.parse(at.asText())).toList(),
        WorkPolicy.DEFAULT);
  }

  /** Whoever closes this object as well waits until it is done. */
  private void settle() {
    try {
      if (!turn.tryLock(SETTLES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return; // As if it were killed: due times find what it did not get to.
      }
      try {
        if (settled.compareAndSet(false, true)) {
          front.close();
          pumps.untilIdle();
          Instant now = clock.instant();
          notebook.write(notes -> notes.put("clock", now.toString()).put(SETTLED, true));
        }
      } finally {
        turn.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException lostWhatItWasUsing) {
      // As if it were killed.
    }
  }

  /** Names and ports stay in the directory as they are, and what the night changed in it too. */
  private static DirectoryBook whoVouches(DirectoryBook book) {
    return new DirectoryBook(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        book.issuers(),
        book.signIns());
  }

  private static LocalSignIn.Identity signInBefore(Notebook notebook) {
    var keys = new TreeMap<String, String>();
    JsonNode noted = notebook.notes(SIGN_IN);
    noted
        .path(KEYS)
        .propertyStream()
        .forEach(key -> keys.put(key.getKey(), key.getValue().asText()));
    return new LocalSignIn.Identity(noted.path(PORT).asInt(), keys);
  }

  private void noteWhoThisIs(boolean again) {
    Instant now = clock.instant();
    notebook.write(notes -> {
      if (again && !notes.path(SETTLED).asBoolean()) {
        notes.withArray(KILLED_AT).add(notes.path("clock").asText());
      }
      if (!again) {
        notes.put(BEGAN, now.toString());
      }
      notes
          .put("clock", now.toString())
          .put(PORT, front.port())
          .put(CERTIFICATE, authorityCertificate)
          .put(MAILS_BEFORE, mailbox.before())
          .put(SETTLED, false);
      LocalSignIn.Identity provider = signIn.identity();
      ObjectNode noted = notes.putObject(SIGN_IN).put(PORT, provider.port()).putObject(KEYS);
      provider.keys().forEach(noted::put);
    });
  }

  private static Map<String, String> parameters(HttpFront front, LocalSignIn signIn) {
    return Map.of(
        "AgenciesAuthority",
        front.authority(),
        "AlertSender",
        ALERT_SENDER,
        "PortalAddress",
        front.portal().toString(),
        "SignInIssuers",
        signIn.issuers().values().stream().map(IssuerEndpoint::issuer).collect(joining(" ")),
        "SignInClient",
        LocalSignIn.AUDIENCE,
        "SignInRoles",
        signIn.roleSetting(),
        "SignInSecret",
        SIGN_IN_SECRET);
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
