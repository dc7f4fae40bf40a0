package uk.firstbell.local;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import uk.firstbell.local.Loopback.PortUnavailableException;
import uk.firstbell.local.Night.Sample;
import uk.firstbell.testkit.endpoint.LocalEndpoint;
import uk.firstbell.testkit.scene.BadSceneException;
import uk.firstbell.testkit.scene.KeptReport;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.wire.directory.BadDirectoryException;

/** Firstbell on one machine; what may be asked of it is in {@link Options}. */
public final class LocalGateway {
  private static final int WELL = 0;
  private static final int BROKEN = 1;
  private static final int MISUSED = 2;

  private LocalGateway() {}

  /**
   * Exits with 0 if all went well, 1 if something did not hold, 2 if it was asked the impossible.
   */
  public static void main(String[] arguments) throws BadDirectoryException {
    System.exit(run(List.of(arguments), System.err));
  }

  /** Does what is asked for and returns what to exit with; a reason goes to {@code complaints}. */
  static int run(List<String> arguments, PrintStream complaints) throws BadDirectoryException {
    try {
      Options options = Options.read(arguments);
      if (options.help()) {
        System.out.print(Options.usage());
        return WELL;
      }
      Timeline timeline = timeline(options);
      try (Notebook notebook =
          options.data().isPresent() ? Notebook.in(options.data().get()) : Notebook.ofNoFolder()) {
        return run(options, timeline, notebook);
      }
    } catch (Options.UnusableException e) {
      complaints.println(e.getMessage());
      complaints.print(Options.usage());
      return MISUSED;
    } catch (UnplayableException
        | PortUnavailableException
        | Notebook.UnusableException
        | LocalEndpoint.KeptNothingException e) {
      complaints.println(e.getMessage());
      return MISUSED;
    }
  }

  private static int run(Options options, Timeline timeline, Notebook notebook)
      throws BadDirectoryException,
          PortUnavailableException,
          Notebook.UnusableException,
          Options.UnusableException {
    Narrator narrator = Narrator.onStandardOutput(System.getenv(), notebook.lines("told"));
    Path borough = SampleBorough.path();
    Progress progress = Progress.of(timeline, notebook);
    Instant start = start(options, timeline, notebook);
    try (var desk = ControlDesk.bind(options.deskPort());
        var gateway =
            RunningGateway.start(
                start, borough, options.port(), options.tokenLife(), narrator, notebook);
        var outside = new Outside(gateway, borough)) {
      Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
      try {
        List<String> findings =
            new Night(gateway, outside, progress)
                .play(timeline, options.pass().map(start::plus).orElse(Instant.MAX));
        if (!options.once()) {
          desk.serve(gateway, outside, KeptReport.all(SampleBorough.samples()));
          introduce(gateway, desk);
          gateway.runLive();
        }
        return findings.isEmpty() ? WELL : BROKEN;
      } catch (RuntimeException e) {
        if (gateway.closing()) {
          return BROKEN; // Stopped by its user, who needs no reasons.
        }
        throw e;
      }
    }
  }

  /** Where the clock was, or where it is told to start; time does not go back. */
  private static Instant start(Options options, Timeline timeline, Notebook notebook)
      throws Options.UnusableException {
    Optional<Instant> reached = notebook.clock();
    if (options.at().isPresent() && reached.filter(options.at().get()::isBefore).isPresent()) {
      throw new Options.UnusableException(
          "--at is before " + reached.get() + ", which the clock of this run has reached");
    }
    return options.at().or(() -> reached).orElseGet(timeline::start);
  }

  /** The scenes of a folder, on one clock; all are read before anything is started. */
  private static Timeline timeline(Options options)
      throws Options.UnusableException, UnplayableException {
    if (options.idle()) {
      return Timeline.of(List.of());
    }
    Path folder = options.play().orElseGet(SampleBorough::samples);
    if (!Files.isDirectory(folder)) {
      throw new Options.UnusableException("--play needs a folder that is there");
    }
    List<Path> events = SampleBorough.events(folder);
    if (events.isEmpty()) {
      throw new Options.UnusableException("--play needs a folder with scenes in it");
    }
    var samples = new TreeMap<String, Sample>();
    for (Path event : events) {
      Sample sample = sample(event);
      if (samples.putIfAbsent(sample.scene().name(), sample) != null) {
        throw new Options.UnusableException(
            "--play needs a folder in which no two scenes are called " + sample.scene().name());
      }
    }
    return Timeline.of(List.copyOf(samples.values()));
  }

  private static Sample sample(Path event) throws UnplayableException {
    try {
      return Sample.read(event, SampleBorough.path());
    } catch (BadSceneException | IllegalArgumentException | UncheckedIOException e) {
      throw new UnplayableException(event, e);
    }
  }

  /** A scene that cannot be played as it is; the message says where and why. */
  private static final class UnplayableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnplayableException(Path scene, RuntimeException why) {
      super(scene + " cannot be played: " + why.getMessage(), why);
    }
  }

  /** What is where, and how to be somebody. */
  private static void introduce(RunningGateway gateway, ControlDesk desk) {
    gateway
        .narrator()
        .say(
            String.format(
                Locale.ROOT,
                """

                Firstbell is up; it is %s. Only this machine can reach it:
                  portal        %s
                  desk          %s (let time pass, publish a report, see mails)
                  HTTP face     %s
                  sign-in       %s (issuers sample-schools and sample-agencies)
                  mails sent    %s
                  AWS endpoint  %s

                To read an inbox as the safeguarding lead of Larkfield:
                  TOKEN=$(curl -s %s/sample-schools/token -d grant_type=%s -d person=larkfield-dsl \\
                    | python3 -c 'import json, sys; print(json.load(sys.stdin)["id_token"])')
                  curl -s -H "Authorization: Bearer $TOKEN" %s/v1/inbox

                Ctrl-C stops everything.
                """,
                Narrator.said(gateway.clock().instant()),
                gateway.portal(),
                desk.uri(),
                gateway.front(),
                gateway.signIn().uri(),
                gateway.mailbox().window(),
                gateway.endpoint(),
                gateway.signIn().uri(),
                LocalSignIn.SAMPLE_GRANT,
                gateway.front()));
  }
}
