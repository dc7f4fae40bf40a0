package uk.firstbell.local;

import static java.util.Comparator.comparing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.testkit.scene.Scene;
import uk.firstbell.wire.directory.BadDirectoryException;

/** Firstbell on one machine; what may be asked of it is in {@link Options}. */
public final class LocalGateway {
  private static final int WELL = 0;
  private static final int BROKEN = 1;
  private static final int MISUSED = 2;

  private static final String PLAYED_UNLESS_TOLD = "bank-holiday-friday";

  private LocalGateway() {}

  /** Exits with 0 if all went well, 2 if it was asked the impossible. */
  public static void main(String[] arguments) throws BadDirectoryException {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws BadDirectoryException {
    Options options;
    List<Path> scenes;
    try {
      options = Options.read(arguments);
      if (options.help()) {
        System.out.print(Options.usage());
        return WELL;
      }
      scenes = scenes(options.play());
    } catch (Options.UnusableException e) {
      System.err.println(e.getMessage());
      System.err.print(Options.usage());
      return MISUSED;
    }
    return run(options, scenes);
  }

  private static int run(Options options, List<Path> scenes) throws BadDirectoryException {
    Narrator narrator = Narrator.onStandardOutput(System.getenv());
    List<Path> inOrder = scenes.stream().sorted(comparing(LocalGateway::publishedAt)).toList();
    Path borough = SampleBorough.path();
    try (var gateway =
            RunningGateway.start(
                publishedAt(inOrder.getFirst()), borough, options.port(), narrator);
        var outside = new Outside(gateway, borough)) {
      Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
      List<String> findings = new Night(gateway, outside).play(inOrder);
      if (!options.once()) {
        introduce(gateway);
        gateway.runLive();
      }
      return findings.isEmpty() ? WELL : BROKEN;
    }
  }

  private static List<Path> scenes(Optional<Path> play) throws Options.UnusableException {
    Path folder = play.orElse(SampleBorough.samples().resolve(PLAYED_UNLESS_TOLD));
    if (!Files.isDirectory(folder)) {
      throw new Options.UnusableException("--play needs a folder that is there");
    }
    List<Path> scenes = SampleBorough.events(folder);
    if (scenes.isEmpty()) {
      throw new Options.UnusableException("--play needs a folder with scenes in it");
    }
    return scenes;
  }

  private static Instant publishedAt(Path event) {
    return Scene.read(event).publish().at();
  }

  /** What is where, and how to be somebody. */
  private static void introduce(RunningGateway gateway) {
    gateway
        .narrator()
        .say(
            String.format(
                Locale.ROOT,
                """

                Firstbell is up; it is %s. Only this machine can reach it:
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
                gateway.front(),
                gateway.signIn().uri(),
                gateway.mailbox().window(),
                gateway.endpoint(),
                gateway.signIn().uri(),
                LocalSignIn.SAMPLE_GRANT,
                gateway.front()));
  }
}
