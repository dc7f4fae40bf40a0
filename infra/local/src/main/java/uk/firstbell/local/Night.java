package uk.firstbell.local;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import uk.firstbell.cloud.template.Alarm;
import uk.firstbell.local.Player.Played;
import uk.firstbell.testkit.scene.BadSceneException;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.testkit.scene.Outcome;
import uk.firstbell.testkit.scene.Scene;

/**
 * A set of scenes: played in order of time, told, and then held against what must have come of
 * them.
 */
final class Night {
  private final RunningGateway gateway;
  private final Outside outside;

  Night(RunningGateway gateway, Outside outside) {
    this.gateway = gateway;
    this.outside = outside;
  }

  /** A scene, what must have come of it, and the hunt for what its report says of people. */
  record Sample(Scene scene, Outcome outcome, Canary canary) {
    /**
     * Reads a scene's event and the outcome beside it.
     *
     * @throws BadSceneException if either is not what it should be
     * @throws IllegalArgumentException if its report cannot be hunted for: see {@link Canary#of}
     * @throws UncheckedIOException if either cannot be read
     */
    static Sample read(Path event) {
      Scene scene = Scene.read(event);
      return new Sample(scene, Outcome.beside(event), Canary.of(scene.publish().body()));
    }

    Instant publishedAt() {
      return scene.publish().at();
    }
  }

  /** One scene's line in the table at the end. */
  private record Verdict(Sample sample, Played played, int findings) {
    String line() {
      var owed = sample.outcome().deliveries();
      return "%-22s %-34s %-20s %s"
          .formatted(
              played.scene().name(),
              "expected %d, %d deliveries, %d alerts"
                  .formatted(
                      sample.outcome().intake().status(),
                      owed.size(),
                      sample.outcome().alerts().size()),
              "answered " + played.answer().status(),
              findings == 0 ? "held" : findings + " findings");
    }
  }

  /** Plays the scenes, and says what is wrong; nothing, if everything held. */
  List<String> play(List<Sample> samples) {
    var player = new Player(gateway, outside);
    var checks = new Checks(gateway, outside);
    var leaks = new Leaks(gateway);
    var leaked = new ArrayList<String>();
    var verdicts = new ArrayList<Verdict>();
    for (Sample sample : samples) {
      Played played = player.play(sample.scene());
      told(played);
      int before = checks.findings().size();
      checks.scene(played, sample.outcome());
      verdicts.add(new Verdict(sample, played, checks.findings().size() - before));
    }
    checks.run(samples.stream().map(Sample::outcome).toList());
    // Searched last, so that everything the scenes left behind is there to be searched.
    for (Sample sample : samples) {
      leaked.addAll(leaks.of(sample.canary()));
    }
    var findings = new ArrayList<>(checks.findings());
    leaked.forEach(leak -> findings.add("invariant I6: " + leak));
    gateway.narrator().say("");
    verdicts.forEach(verdict -> gateway.narrator().say(verdict.line()));
    summary(samples.size(), checks, leaks, findings);
    return findings;
  }

  private void told(Played played) {
    for (int i = 0; i < played.steps().size(); i++) {
      if (played.scene().then().get(i) instanceof Scene.Step.Audit) {
        gateway.narrator().say("");
        gateway.narrator().say("What the auditor was told:");
        Player.told(played.steps().get(i)).forEach(line -> gateway.narrator().say("  " + line));
      }
    }
  }

  /** How often whatever the clock starts came to its end, for whose silence an alarm waits. */
  private String heartbeats() {
    var metrics = new Metrics(gateway.logged());
    return gateway.cloud().template().alarms().stream()
        .filter(Alarm::whenMissing)
        .map(alarm ->
            "%s %d"
                .formatted(
                    String.join(" ", alarm.dimensions().values()),
                    metrics.sum(alarm.namespace(), alarm.metric(), alarm.dimensions()).orElse(0)))
        .collect(Collectors.joining(", ", "Heartbeats: ", "."));
  }

  private void summary(int scenes, Checks checks, Leaks leaks, List<String> findings) {
    gateway.narrator().say("");
    gateway
        .narrator()
        .say(
            "%d scene%s played: %d copies opened by their readers, %d times another's key refused, %d places searched for what a report said."
                .formatted(
                    scenes,
                    scenes == 1 ? "" : "s",
                    checks.copiesOpened(),
                    checks.keysRefused(),
                    leaks.searched()));
    gateway.narrator().say(heartbeats());
    if (findings.isEmpty()) {
      gateway.narrator().say("Everything held.");
    } else {
      findings.forEach(finding -> gateway.narrator().say("BROKEN  " + finding));
    }
  }
}
